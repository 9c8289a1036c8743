import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Received } from '../../../sim/bgp/adj-ribs.ts';
import { follow, type Installation, install } from '../../../sim/bgp/aws/installation.ts';
import { intern } from '../../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../../sim/bgp/rib/nlri.ts';
import { emptyTable, lookUp } from '../../../sim/bgp/rib/table.ts';

const prefix = nlri('172.16.0.0/16');
const attributes = intern({ origin: 'IGP', asPath: [65001], nextHop: '', communities: [] });
const route = (learnedMicros: number): Received => ({ attributes, learnedMicros, stale: false });

const [INSTALL, WITHDRAW] = [30, 10];
const blank: Installation = { installed: emptyTable(), pending: emptyTable() };

/** At `now` the session has this route, or none. */
const told = (before: Installation, now: number, has: Received | undefined): Installation => ({
  ...before,
  pending: follow(
    before,
    [prefix],
    () => has,
    (wanted) => now + (wanted === undefined ? WITHDRAW : INSTALL),
  ).pending,
});
const at = (before: Installation, now: number): Installation => install(before, now).after;
const inUse = ({ installed }: Installation) => lookUp(installed, prefix);

describe('a route on its way into tables', () => {
  it('is used after its delay, not before', () => {
    const coming = told(blank, 0, route(0));
    expect(inUse(at(coming, INSTALL - 1))).toBeUndefined();
    expect(inUse(at(coming, INSTALL))).toEqual(route(0));
  });

  it('is used on until its withdrawal is due', () => {
    const going = told(at(told(blank, 0, route(0)), INSTALL), 50, undefined);
    expect(inUse(at(going, 50 + WITHDRAW - 1))).toEqual(route(0));
    expect(inUse(at(going, 50 + WITHDRAW))).toBeUndefined();
  });

  it('never shows when it comes and goes within its delay, either way', () => {
    expect(told(told(blank, 0, route(0)), 5, undefined)).toEqual(blank);
    const there = at(told(blank, 0, route(0)), INSTALL);
    expect(told(told(there, 50, undefined), 55, route(0))).toEqual(there);
  });

  it('waits anew when it is another one, and not when it is told again', () => {
    const again = told(told(blank, 0, route(0)), 20, route(0));
    expect(inUse(at(again, INSTALL))).toEqual(route(0));
    const other = told(told(blank, 0, route(0)), 20, route(20));
    expect(inUse(at(other, INSTALL))).toBeUndefined();
    expect(inUse(at(other, 20 + INSTALL))).toEqual(route(20));
  });

  it('is in the end what the session has', () => {
    const step = fc.record({ after: fc.integer({ min: 0, max: 40 }), has: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = 0;
        let state = blank;
        for (const { after, has } of steps) {
          now += after;
          state = told(at(state, now), now, has ? route(now) : undefined);
        }
        const wanted = steps.at(-1)?.has === true ? route(now) : undefined;
        expect(at(state, now + INSTALL)).toEqual({
          installed: wanted === undefined ? emptyTable() : { prefixes: [prefix], values: [wanted] },
          pending: emptyTable(),
        });
      }),
    );
  });
});
