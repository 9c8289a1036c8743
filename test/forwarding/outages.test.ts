import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lab } from './lab.ts';
import { running } from './lab.ts';
import { SECOND } from './network.ts';

const VIFS = ['v1', 'v2'] as const;

/** What may happen to the lab; each leaves it in a state that the others can build on. */
const happenings: Readonly<Record<string, (lab: Lab, vif: 'v1' | 'v2') => void>> = {
  connect: (lab, vif) => lab.connect(vif),
  prepend: (lab, vif) => lab.connect(vif, { pathLength: 3 }),
  disconnect: (lab, vif) => lab.disconnect(vif),
  silent: (lab, vif) => lab.disconnect(vif, ['peer']),
  block: (lab, vif) => lab.block(vif, `no light on ${vif}`),
  unblock: (lab, vif) => lab.block(vif, undefined),
  grey: (lab, vif) => lab.lose(vif, 300_000),
  black: (lab, vif) => lab.lose(vif, 1_000_000),
  clear: (lab, vif) => lab.lose(vif, 0),
  wait: (lab, vif) => {
    const peer = lab.id(`${vif} peer`);
    lab.bgp.waiting.set(peer, `the peer waits since ${lab.kernel.now}`);
    lab.bgp.changedRoutes.add(peer, lab.kernel.cause);
  },
  cut: (lab) => lab.igp.fail(lab.id('r1-r2'), 1),
};

const script = fc.array(
  fc.record({
    what: fc.constantFrom(...Object.keys(happenings)),
    vif: fc.constantFrom(...VIFS),
    pauseMicros: fc.integer({ min: 0, max: 5 * SECOND }),
  }),
  { maxLength: 25 },
);
type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;

function play(lab: Lab, steps: Script, untilMicros: number): void {
  for (const { what, vif, pauseMicros } of steps)
    lab.at(lab.kernel.now + pauseMicros, `${what} ${vif}`, () => happenings[what]?.(lab, vif));
  lab.advance(untilMicros);
}

const END = 200 * SECOND;

describe('outages', () => {
  it('have phases that follow one another and add up, and add up to the downtime themselves', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const lab = running();
        play(lab, steps, END);
        let total = 0;
        for (const { fromMicros, toMicros, phases } of lab.forwarding.outages('prod')) {
          const until = toMicros ?? END;
          expect(phases[0]?.fromMicros).toBe(fromMicros);
          expect(phases.at(-1)?.toMicros).toBe(until);
          for (const [index, phase] of phases.slice(1).entries())
            expect(phase.fromMicros).toBe(phases[index]?.toMicros);
          total += until - fromMicros;
        }
        const { downtimeMicros, blackholedMicros } = lab.forwarding.flow('prod');
        expect(total).toBe(downtimeMicros);
        expect(blackholedMicros).toBeLessThanOrEqual(downtimeMicros);
      }),
    );
  });

  it('each go back to something that was done', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const lab = running();
        play(lab, steps, END);
        for (const { downRecord, upRecord } of lab.forwarding.outages('prod'))
          for (const record of [downRecord, ...(upRecord === undefined ? [] : [upRecord])]) {
            const root = lab.kernel.trace.chain(record).at(-1);
            expect(root?.detail?.split(' ')[0]).toSatisfy((what: string) => what in happenings);
          }
      }),
    );
  });

  it('leave out what begins and ends in one instant', () => {
    const lab = running();
    lab.at(20 * SECOND, 'blocked', () => lab.block('v1', 'no light on c1'));
    lab.at(20 * SECOND, 'open', () => lab.block('v1', undefined));
    expect(lab.forwarding.outages('prod')).toEqual([]);
    expect(lab.forwarding.flow('prod').downtimeMicros).toBe(0);
  });
});

describe('a snapshot', () => {
  it('leads to the same numbers when the same happens again', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const lab = running();
        lab.at(20 * SECOND, 'reset', () => lab.disconnect('v1'));
        lab.advance(25 * SECOND);
        const snapshot = lab.kernel.store.save();
        const floorsBelow = lab.saveFakes();
        const result = () => ({
          flow: lab.forwarding.flow('prod'),
          outages: lab.forwarding.outages('prod'),
          hash: lab.kernel.store.hash(),
        });
        play(lab, steps, END);
        const first = result();
        lab.kernel.store.load(snapshot);
        lab.loadFakes(floorsBelow);
        play(lab, steps, END);
        expect(result()).toEqual(first);
      }),
    );
  });
});
