import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintOf, toAscii } from '../../cli/paint.ts';
import { bar } from '../../cli/reporters/bar.ts';
import { list } from '../../cli/reporters/list.ts';
import type { Outage } from '../../sim/scenario/result.ts';
import { expectation, failure, flow, minute, report, result, second, step } from './fixtures.ts';

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);
const outage = (fromMicros: number, toMicros?: number): Outage => ({
  fromMicros,
  ...(toMicros === undefined ? {} : { toMicros }),
  phases: [],
  cause: [],
  restoredBy: [],
});

describe('the bar', () => {
  test('shows a short outage as a cell that was down in part', () => {
    expect(bar([outage(0, second)], 10 * minute, 10)).toBe('▓█████████');
  });

  test('shows an outage that never ends up to the end', () => {
    expect(bar([outage(5 * minute)], 10 * minute, 10)).toBe('█████░░░░░');
  });

  test('bounds the downtime: full cells from below, with the partial ones from above', () => {
    const times = fc.uniqueArray(fc.nat({ max: 1_000_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 60 }), (edges, cells) => {
        const durationMicros = 1_000_000;
        const sorted = [...edges].sort((a, b) => a - b);
        const pairs = sorted.flatMap((from, index) =>
          index % 2 === 0 ? [[from, sorted[index + 1] ?? durationMicros] as const] : [],
        );
        const line = bar(
          pairs.map(([from, to]) => outage(from, to)),
          durationMicros,
          cells,
        );
        const downtime = pairs.reduce((sum, [from, to]) => sum + to - from, 0);
        const full = line.split('░').length - 1;
        const partial = line.split('▓').length - 1;
        expect(line).toHaveLength(cells);
        expect(full * durationMicros).toBeLessThanOrEqual(downtime * cells);
        expect(downtime * cells).toBeLessThanOrEqual((full + partial) * durationMicros);
      }),
    );
  });
});

describe('one line a scenario', () => {
  test('has mark, name, file, simulated duration and the flow that was down longest', () => {
    const [line] = report(list, [
      result({ flows: [flow({ name: 'dev', downtimeMicros: second }), flow()] }),
    ]).split('\n');
    expect(line).toMatch(/^✔ Move a VIF to a LAG +scenarios\/move\.yaml +30m +prod 38\.1s$/);
  });

  test('never rounds an outage away', () => {
    const [line] = report(list, [result({ flows: [flow({ downtimeMicros: 40 })] })]).split('\n');
    expect(line).toMatch(/prod 1ms$/);
  });

  test.each<[string, string, RegExp]>([
    ['6000000000000', '7500000000000', /prod lost 80%$/],
    ['999', '1000', /prod lost 99\.9%$/],
    ['1', '1000000', /prod lost <0\.1%$/],
    ['0', '1000', /never down$/],
  ])('without downtime has the loss: %s of %s bytes', (lost, offered, expected) => {
    const [line] = report(list, [
      result({
        flows: [
          flow({ name: 'calm', downtimeMicros: 0, lost: '0' }),
          flow({ downtimeMicros: 0, lost, offered }),
        ],
      }),
    ]).split('\n');
    expect(line).toMatch(expected);
  });

  test('says below how much that was', () => {
    const lossy = flow({ downtimeMicros: 0, outages: [], lost: '6000000000000', offered: '7500000000000' });
    expect(report(list, [result({ flows: [lossy] })])).toContain('never down, but lost 6.0 TB of 7.5 TB');
  });

  test('marks a scenario that passed with a warning', () => {
    const warned = result({ expectations: [expectation({ passed: false, warn: true })] });
    const text = report(list, [warned, result()]);
    expect(text).toMatch(/^▲ Move/);
    expect(lastLine(text)).toBe('2 passed, 0 failed');
  });
});

describe('a failure', () => {
  const text = report(list, [failure(), result()]);

  test('says what was expected, what happened, when, and shows the line of the file', () => {
    expect(text).toContain('expected  flow prod downtime at most 2s');
    expect(text).toContain('happened  downtime 38.053s');
    expect(text).toContain('at        00:30:00.000');
    expect(text).toContain('in        scenarios/move.yaml:7:5');
    expect(text).toMatch(/> 7 \| {3}- that: \{flow: prod, downtime: \{atMost: 2s\}\}\n +\| {5}\^{44}\n/);
  });

  test('says who says that it should have been so, where the file does', () => {
    const sourced = expectation({ passed: false, source: 'RFC 4271 §6.5' });
    expect(report(list, [failure({ expectations: [sourced] })])).toContain('source    RFC 4271 §6.5');
    expect(text).not.toContain('source ');
  });

  test('walks to the root cause, a step further in each', () => {
    expect(text).toMatch(/\n {4}↳ prod had no path\n {6}↳ step move: AssociateVirtualInterface\n/);
  });

  test('names the command that plays it again', () => {
    expect(text).toContain('again: npx dxdrill run scenarios/move.yaml --seed 7');
  });

  test('names what it leaned on, measured values left out', () => {
    expect(text).toContain('leaned on 2 assumptions: virtualInterfaceMigration 30s, oldPeerTeardown notify');
    expect(text).not.toContain('linkDownReaction');
  });

  test('of a step whose trigger never came says so', () => {
    const { atMicros: _, ...never } = step({ ok: false, happened: 'nothing' });
    expect(report(list, [failure({ steps: [never] })])).toContain('at        its trigger never came');
  });
});

describe('the outages of a flow', () => {
  test('print phases that add up to the outage, and the outage to the downtime', () => {
    const text = report(list, [result()]);
    expect(text).toContain('prod  down 38.053 s');
    expect(text).toContain('00:02:00.000 – 00:02:38.053  38.053 s');
    const phases = [...text.matchAll(/^ {6} *(\d+)\.(\d{3}) s {2}/gm)].map(([, whole, part]) =>
      Number(`${whole}${part}`),
    );
    expect(phases.reduce((sum, millis) => sum + millis, 0)).toBe(38_053);
  });

  test('name what the phases leave unexplained', () => {
    const gap = {
      ...outage(0, 40 * second),
      phases: [{ waitingFor: 'light', fromMicros: 0, toMicros: 30 * second }],
    };
    const text = report(list, [result({ flows: [flow({ downtimeMicros: 40 * second, outages: [gap] })] })]);
    expect(text).toMatch(/10\.000 s {2}not accounted for/);
  });
});

test('ends with the count alone on its line', () => {
  expect(lastLine(report(list, [failure(), result(), result()]))).toBe('2 passed, 1 failed');
});

test('says what was not run before the count', () => {
  const text = report(list, [result()], { notRun: 3, interrupted: true });
  expect(text).toContain('interrupted\n3 scenarios not run\n');
});

test('a bug of ours fails a scenario whose expectations held', () => {
  const text = report(list, [result({ defects: ['invariant one-vlan-a-port'] })]);
  expect(text).toMatch(/^✖ /);
  expect(lastLine(text)).toBe('0 passed, 1 failed');
});

describe('at 80 columns', () => {
  const long =
    'a name that goes on and on, longer than any screen is wide, as people do write them in the end';
  const wide = failure({
    name: long,
    file: `scenarios/${'folder/'.repeat(12)}file.yaml`,
    expectations: [
      expectation({
        name: long,
        passed: false,
        expected: long,
        happened: long,
        cause: [long, long, 'x'.repeat(200)],
      }),
    ],
    steps: [step({ ok: false, what: `api Operation ${'{"a":1}'.repeat(30)}` })],
    flows: [flow({ name: 'a-flow-with-a-long-name' })],
    defects: [long],
  });

  test('no line is wider, but those with a path or a command to copy', () => {
    const lines = report(list, [wide, result()]).split('\n');
    for (const line of lines.filter((one) => !one.includes(wide.file)))
      expect(Array.from(line).length).toBeLessThanOrEqual(80);
  });

  test('and in ASCII every column stays where it was', () => {
    const text = report(list, [wide, result()]);
    const ascii = toAscii(text);
    expect(ascii).toMatch(/^[\n -~]*$/);
    expect(ascii.split('\n').map((line) => line.length)).toEqual(
      text.split('\n').map((line) => Array.from(line).length),
    );
  });
});

test('colour adds escape codes and changes no character', () => {
  const plain = report(list, [failure(), result()]);
  const coloured = report(list, [failure(), result()], { paint: paintOf(true) });
  expect(coloured).not.toBe(plain);
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});
