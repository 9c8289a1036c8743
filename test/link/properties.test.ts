/** Random faults on a network that has everything: a LAG behind a carrier, a plain fibre, a hosted connection. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction } from '../../sim/link/contract.ts';
import type { Link } from '../../sim/link/link.ts';
import { MINUTE, Net, SECOND } from './fixture.ts';

function everything(seed = 7): Net {
  const net = new Net(seed);
  net.router('r2');
  net.carrier('k');
  net.carrier('llf', { faultPropagation: true });
  net.connection('c1', { carriers: ['k'] });
  net.connection('c2', { carriers: ['llf'] });
  net.connection('c3');
  net.connection('ic', { type: 'interconnect', carriers: ['k', 'llf'] });
  net.port('eth1', 'c1');
  net.port('eth2', 'c2');
  net.port('eth1', 'c3', 'r2');
  net.port('eth2', 'ic', 'r2');
  net.lag('lag', ['c1', 'c2'], { lacpRate: 'slow' });
  net.portChannel('po1', ['eth1', 'eth2'], { minimumLinks: 2 });
  net.hosted('h', 'ic', 300);
  net.vif('v1', 'lag', 101);
  net.vif('v2', 'c3', 102);
  net.vif('v3', 'h', 300);
  net.subInterface('po1', 101);
  net.subInterface('eth1', 102, { router: 'r2' });
  net.subInterface('eth2', 300, { router: 'r2' });
  return net;
}

const vifs = ['v1', 'v2', 'v3'];
const interfaces = ['r1 po1.101', 'r2 eth1.102', 'r2 eth2.300'];
const bases = ['c1', 'c2', 'c3', 'ic', 'h', 'lag'];
const ways = ['toAws', 'toCustomer'] as const;

/** Everything that the floor answers, by whom it is about. */
function answers(net: Net): Map<string, string> {
  const { link } = net;
  const all = new Map<string, string>();
  for (const name of vifs) {
    const id = net.id(name);
    const paths = ways.flatMap((way) => [0, 1].map((hash) => link.path(id, way, hash)));
    all.set(name, JSON.stringify([paths, link.customerEnd(id), link.attachmentUp(id)]));
  }
  for (const name of interfaces) {
    const id = net.id(name);
    all.set(name, JSON.stringify([link.awsEnd(id), link.interfaceUp(id)]));
  }
  for (const name of bases) all.set(name, JSON.stringify(link.operational(net.id(name))));
  return all;
}

interface Fault {
  readonly what: 'cut' | 'loss' | 'decay' | 'fail' | 'lacp' | 'port';
  readonly on: number;
  readonly way: Direction | 'both';
  readonly segment: 'customer' | 'carrier' | 'aws';
  readonly amount: number;
  readonly gap: number;
  readonly length: number;
}

const targets = {
  cut: ['c1', 'c2', 'c3', 'ic', 'h', 'k', 'llf'],
  loss: ['c1', 'c2', 'c3', 'ic', 'h', 'k', 'llf'],
  decay: ['c1', 'c2', 'c3', 'ic'],
  fail: ['r1', 'r2', 'd1', 'k', 'llf'],
  lacp: ['c1', 'c2'],
  port: ['c1', 'c2', 'c3', 'ic'],
} as const;

function apply(net: Net, link: Link, fault: Fault, begins: boolean): void {
  const { what, on, way, segment, amount } = fault;
  const list = targets[what];
  const target = net.id(list[on % list.length] ?? 'c1');
  const step = begins ? 1 : -1;
  if (what === 'cut') link.cut(target, way, step, segment);
  else if (what === 'loss') link.addLoss(target, way, step * amount);
  else if (what === 'fail') link.fail(target, step);
  else if (what === 'lacp') link.blockLacp(target, step);
  else if (what === 'port') link.setPortEnabled(target, !begins);
  else link.decay(target, way, begins ? { milliDbm: -20_000, overMicros: fault.length / 2 } : undefined);
}

const faults = fc.array(
  fc.record<Fault>({
    what: fc.constantFrom('cut', 'loss', 'decay', 'fail', 'lacp', 'port'),
    on: fc.nat(6),
    way: fc.constantFrom('toAws', 'toCustomer', 'both'),
    segment: fc.constantFrom('customer', 'carrier', 'aws'),
    amount: fc.integer({ min: 1, max: 999_999 }),
    gap: fc.integer({ min: 1, max: 40 * SECOND }),
    // Decays take half of it, so it is even.
    length: fc.integer({ min: 1, max: 60 * SECOND }).map((half) => half * 2),
  }),
  { maxLength: 8 },
);

/** Begins and ends of all faults, in order of time. */
function script(list: readonly Fault[], from: number) {
  let at = from;
  const steps = list.flatMap((fault) => {
    at += fault.gap;
    return [
      { at, fault, begins: true },
      { at: at + fault.length, fault, begins: false },
    ];
  });
  return steps.sort((a, b) => a.at - b.at);
}

const START = 20 * SECOND;
const play = (net: Net, steps: ReturnType<typeof script>) => {
  for (const { at, fault, begins } of steps) net.at(at, (link) => apply(net, link, fault, begins));
};

describe('random faults', () => {
  test('all cleared, everything is back as it was', () => {
    fc.assert(
      fc.property(faults, fc.nat(1_000), (list, seed) => {
        const net = everything(seed).start(START);
        const before = answers(net);
        const steps = script(list, START);
        play(net, steps);
        net.run((steps.at(-1)?.at ?? START) + 5 * MINUTE);
        expect(answers(net)).toEqual(before);
        expect(net.link.path(net.id('v1'), 'toAws', 0).open).toBe(true);
      }),
      { numRuns: 150, seed: 41 },
    );
  });

  test('every answer that changes in an instant is marked in it', () => {
    fc.assert(
      fc.property(faults, (list) => {
        const net = everything().start(START);
        let before = answers(net);
        const check = () => {
          const heard = net.heard();
          const after = answers(net);
          for (const [name, answer] of after) if (before.get(name) !== answer) expect(heard).toContain(name);
          before = after;
        };
        const instants = (until: number) => {
          while (net.kernel.queue.nextTime <= until) {
            net.run(net.kernel.queue.nextTime);
            check();
          }
        };
        for (const { at, fault, begins } of script(list, START)) {
          instants(at);
          net.at(at, (link) => apply(net, link, fault, begins));
          check();
        }
        instants(START + 20 * MINUTE);
      }),
      { numRuns: 150, seed: 42 },
    );
  });

  test('looking at everything again changes nothing and writes nothing', () => {
    fc.assert(
      fc.property(faults, (list) => {
        const net = everything().start(START);
        play(net, script(list, START));
        const before = [net.kernel.store.hash(), net.kernel.trace.length];
        net.link.start();
        net.link.settle();
        expect([net.kernel.store.hash(), net.kernel.trace.length]).toEqual(before);
      }),
      { numRuns: 50, seed: 43 },
    );
  });

  test('a snapshot taken in the middle has the same future, in another copy too', () => {
    fc.assert(
      fc.property(faults, fc.nat(8), (list, cutAt) => {
        const net = everything().start(START);
        const steps = script(list, START);
        play(net, steps.slice(0, cutAt));
        const snapshot = net.save();
        const future = () => {
          play(net, steps.slice(cutAt));
          net.run(START + 20 * MINUTE);
          return [net.kernel.store.hash(), JSON.stringify([...net.kernel.trace])];
        };
        const first = future();
        net.load(snapshot);
        expect(future()).toEqual(first);

        const fork = everything();
        fork.load(snapshot);
        for (const { at, fault, begins } of steps.slice(cutAt))
          fork.at(at, (link) => apply(fork, link, fault, begins));
        fork.run(START + 20 * MINUTE);
        expect(fork.kernel.store.hash()).toBe(first[0]);
      }),
      { numRuns: 60, seed: 44 },
    );
  });
});
