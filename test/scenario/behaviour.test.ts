/** What docs/scenario.md promises of steps and expectations, each promise as a scenario of a few lines. */
import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../../sim/scenario/result.ts';
import { runScenario } from '../../sim/scenario/runner.ts';
import { load } from './sessions.ts';

const HEAD = `
dxdrill: 1
name: A promise
duration: 10m
topology: { use: networks/manchester.yaml }
traffic: { prod: { from: man-r1, to: vpc-prod, rate: 1Gbps } }
`;
/** Production is down from 1 min to 1 min 20 s, and a little longer. */
const CUT = '  - { id: cut, at: 1m, fault: fibre-cut, target: dxcon-a, for: 20s }';
/** With it, two moments between which it is surely down, and back after: */
const DOWN = '{ flow: prod, state: down }';
const UP = '{ flow: prod, state: up }';

const play = (timeline: readonly string[], expectations: readonly string[] = []): ScenarioResult =>
  runScenario(
    load(
      [
        HEAD,
        'timeline:',
        ...timeline,
        ...(expectations.length > 0 ? ['expect:', ...expectations.map((one) => `  - ${one}`)] : []),
      ].join('\n'),
    ),
  );

const verdicts = (timeline: readonly string[], ...expectations: string[]) =>
  play(timeline, expectations).expectations.map(({ passed }) => passed);

const timesOf = ({ steps }: ScenarioResult) =>
  Object.fromEntries(steps.map(({ id, atMicros }) => [id, atMicros]));

describe('an expectation', () => {
  it('holds at the end of the run unless it says when', () => {
    expect(verdicts([CUT], `that: ${UP}`, `that: ${DOWN}`)).toEqual([true, false]);
  });

  it('at: is judged after the steps of that moment', () => {
    expect(verdicts([CUT], `{ that: ${DOWN}, at: cut }`, `{ that: ${DOWN}, at: 59.999999s }`)).toEqual([
      true,
      false,
    ]);
  });

  it('within: is met once it is reached, though it does not last', () => {
    expect(
      verdicts(
        [CUT],
        `{ that: ${DOWN}, within: 1m }`,
        `{ that: ${DOWN}, within: 59999999us }`,
        `{ that: ${DOWN}, within: 0s, of: cut }`,
        `{ that: { flow: prod, downtime: { atLeast: 7s } }, within: 7s, of: cut }`,
        `{ that: { flow: prod, downtime: { atLeast: 7s } }, within: 6999999us, of: cut }`,
      ),
    ).toEqual([true, false, true, true, false]);
  });

  it('always: and never: are about every instant from the first moment to the second', () => {
    expect(
      verdicts(
        [CUT],
        `{ that: ${UP}, always: [start, 59.999999s] }`,
        `{ that: ${UP}, always: [start, 60s] }`,
        `{ that: ${DOWN}, never: [start, 59.999999s] }`,
        `{ that: ${DOWN}, never: [start, end] }`,
        `{ that: ${DOWN}, always: [cut, cut + 20s] }`,
      ),
    ).toEqual([true, false, true, false, true]);
  });

  it('always: and never: end before the step that ends them acts', () => {
    expect(
      verdicts([CUT], `{ that: ${UP}, always: [start, cut] }`, `{ that: ${DOWN}, never: [start, cut] }`),
    ).toEqual([true, true]);
  });

  it('fails when its window could not be judged: it never came, was cut off, or was upside down', () => {
    const when = `when: ${DOWN}`;
    const { expectations } = play(
      [
        CUT,
        `  - { id: early, ${when}, api: DescribeConnections }`,
        '  - { id: late, at: 9m, api: DescribeConnections }',
        '  - { id: afterwards, when: { flow: prod, downtime: { atLeast: 1h } }, api: DescribeConnections }',
      ],
      [
        `{ that: ${UP}, at: afterwards }`,
        `{ that: ${UP}, always: [afterwards, end] }`,
        `{ that: ${UP}, always: [early + 9m, end] }`,
        `{ that: ${UP}, always: [late, early] }`,
      ],
    );
    expect(expectations.map(({ passed, happened }) => [passed, happened])).toEqual([
      [false, 'afterwards never came'],
      [false, 'afterwards never came'],
      [true, 'state up'],
      [false, 'it ended before it began'],
    ]);
    const cutOff = play(
      [CUT, '  - { id: up, when: { flow: prod, downtime: { atLeast: 10s } }, api: DescribeConnections }'],
      [`{ that: ${UP}, always: [up + 9m, end] }`, `{ that: ${UP}, never: [up, up + 9m] }`],
    );
    expect(cutOff.expectations.map(({ passed }) => passed)).toEqual([false, false]);
  });

  it('with warn: reports its failure and fails nothing', () => {
    const { passed, expectations } = play([CUT], [`{ that: ${DOWN}, warn: true }`, `that: ${UP}`]);
    expect(passed).toBe(true);
    expect(expectations.map((one) => [one.passed, one.warn])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(play([CUT], [`that: ${DOWN}`]).passed).toBe(false);
  });
});

describe('a step', () => {
  it('when: comes at the exact microsecond at which measured downtime passes its bound', () => {
    const result = play([
      CUT,
      '  - { id: alarm, when: { flow: prod, downtime: { atLeast: 1234567us } }, api: DescribeConnections }',
      '  - { id: over, when: { flow: prod, downtime: { atLeast: 3s, atMost: 4s } }, api: DescribeConnections }',
    ]);
    expect(timesOf(result)).toEqual({ cut: 60_000_000, alarm: 61_234_567, over: 63_000_000 });
  });

  it('when: comes once, at the first instant that ends so, and at the start if it is so then', () => {
    const result = play([
      CUT,
      `  - { id: up, when: ${UP}, api: DescribeConnections }`,
      `  - { id: down, when: ${DOWN}, api: DescribeConnections }`,
    ]);
    expect(timesOf(result)).toEqual({ cut: 60_000_000, up: 0, down: 60_000_000 });
    expect(result.steps.map(({ id }) => id)).toEqual(['cut', 'up', 'down']);
  });

  it('runs in file order with others of its moment, and nothing is seen half done', () => {
    const SHUT = '{ interface: man-r1 eth1.102, state: down }';
    const result = play(
      [
        `  - { id: seen, when: ${SHUT}, api: DescribeConnections }`,
        '  - { id: shut, at: 1m, router: man-r1, set: { interface: eth1.102, shutdown: true } }',
        '  - { id: other, after: shut, router: man-r1, set: { interface: po1.102, shutdown: false } }',
        '  - { id: back, at: 1m, router: man-r1, set: { interface: po1.102, shutdown: true } }',
        '  - { id: open, at: 1m, router: man-r1, set: { interface: eth1.102, shutdown: false } }',
        '  - { id: late, at: 1m, router: man-r1, set: { interface: po1.102, shutdown: false }, expect: { error: overlaps } }',
      ],
      [`{ that: ${SHUT}, never: [start, end] }`],
    );
    expect(result.steps.map(({ id, atMicros, ok }) => [id, atMicros, ok])).toEqual([
      ['seen', undefined, false],
      ...['shut', 'other', 'back', 'open', 'late'].map((id) => [id, 60_000_000, true]),
    ]);
    expect(result.expectations.map(({ passed }) => passed)).toEqual([true]);
  });

  it('that never comes fails the run', () => {
    const { passed, steps } = play([
      '  - { id: never, when: { flow: prod, state: down }, api: DescribeConnections }',
    ]);
    expect(passed).toBe(false);
    expect(steps).toMatchObject([{ id: 'never', ok: false, happened: 'its trigger never came' }]);
  });
});

describe('a saved $name', () => {
  const CREATE = [
    '  - id: create',
    '    at: 1m',
    '    api: CreatePrivateVirtualInterface',
    '    request:',
    '      connectionId: dxlag-b',
    '      newPrivateVirtualInterface: { virtualInterfaceName: fresh, vlan: 300, asn: 65010, virtualGatewayId: vgw-prod }',
    '    save: { virtualInterfaceId: new-vif }',
  ];

  it('stands in requests, targets, routers and conditions', () => {
    const result = play(
      [
        ...CREATE,
        '  - { after: create + 5s, router: man-r1, set: { interface: po1.300, for: $new-vif } }',
        '  - { id: up, when: { vif: $new-vif, bgp: Established }, fault: bgp-reset, target: $new-vif }',
        '  - { after: up + 1m, api: DescribeVirtualInterfaces, request: { virtualInterfaceId: $new-vif } }',
        '  - { after: up + 2m, api: DeleteVirtualInterface, request: { virtualInterfaceId: $new-vif } }',
      ],
      [
        '{ that: { vif: $new-vif, connection: dxlag-b, vlan: 300 }, at: up }',
        '{ that: { vif: $new-vif, bgp: Idle }, within: 1s, of: up }',
        'that: { vif: $new-vif, state: deleted }',
      ],
    );
    expect(result.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.expectations.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('is not there when the call failed, and that fails the steps that need it', () => {
    const result = play([
      '  - { at: 30s, fault: api-throttling, target: CreatePrivateVirtualInterface }',
      ...CREATE,
      '  - { id: reset, after: create, fault: bgp-reset, target: $new-vif }',
    ]);
    expect(result.steps.map(({ ok }) => ok)).toEqual([true, false, false]);
  });

  it('of another kind than the fault is for fails the step, not the run', () => {
    const result = play(
      [...CREATE, '  - { after: create, fault: fibre-cut, target: $new-vif }'],
      [`that: ${UP}`],
    );
    expect(result.steps.map(({ ok }) => ok)).toEqual([true, false]);
    expect(result.expectations.map(({ passed }) => passed)).toEqual([true]);
  });

  it('is never read in a key', () => {
    const request = (key: string) =>
      `request: { connectionId: dxlag-b, newPrivateVirtualInterface: { virtualInterfaceName: b, vlan: 301, asn: 65010, authKey: ${key}, virtualGatewayId: vgw-prod } }`;
    const result = play([
      ...CREATE,
      `  - { after: create, api: CreatePrivateVirtualInterface, ${request('$new-vif')}, expect: { authKey: $new-vif } }`,
    ]);
    expect(result.steps.map(({ ok }) => ok)).toEqual([true, true]);
  });
});

describe('a verbatim step', () => {
  it('asks for what cannot be, and the API or the router says so', () => {
    const result = play([
      '  - { at: 1m, verbatim: true, api: DescribeVirtualInterfaces, request: { virtualInterface: v102 }, expect: { error: DirectConnectClientException, message: unknown member } }',
      '  - { at: 1m, verbatim: true, api: DescribeVirtualInterfaces, request: { virtualInterfaceId: nobody }, expect: { error: DirectConnectClientException, message: does not exist } }',
      '  - { at: 1m, verbatim: true, api: MakeCoffee, as: stranger, in: the moon, expect: { error: DirectConnectClientException } }',
      '  - { at: 1m, verbatim: true, router: man-r1, set: { interface: eth99.1, shutdown: true }, expect: { error: eth99 } }',
    ]);
    expect(result.steps.map(({ ok, happened }) => [ok, happened])).toEqual(
      result.steps.map(({ happened }) => [true, happened]),
    );
  });
});
