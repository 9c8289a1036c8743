import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../sim/forwarding/ledger.ts';
import { overloadLoss, utilisationOf } from '../../sim/forwarding/load.ts';
import { lossInRow } from '../../sim/kernel/loss.ts';
import { Store } from '../../sim/kernel/store.ts';
import type { Lab } from './lab.ts';
import { eachDirection, running } from './lab.ts';
import { SECOND } from './network.ts';

describe('accounts', () => {
  it('count both directions, in bits', () => {
    const lab = running();
    lab.at(20 * SECOND, 'grey', () => lab.lose('v1', 100_000));
    lab.advance(30 * SECOND);
    // From 10 s on: 20 s at 1 Mbit/s each way; a tenth of the last 10 s is lost.
    expect(lab.forwarding.flow('prod')).toMatchObject({
      offeredBits: 40_000_000n,
      lostBits: 2_000_000n,
      deliveredBits: 38_000_000n,
    });
  });

  it('count a direction that still delivers while the flow is down', () => {
    const lab = running();
    lab.at(20 * SECOND, 'withdrawn', () => lab.learn('v1 neighbor', []));
    lab.advance(30 * SECOND);
    expect(lab.forwarding.flow('prod')).toMatchObject({
      downtimeMicros: 10 * SECOND,
      blackholedMicros: 0,
      offeredBits: 40_000_000n,
      lostBits: 10_000_000n,
    });
  });

  const stretch = fc.record({
    elapsed: fc.nat(10_000_000),
    lossPpmSum: fc.integer({ min: 0, max: 2_000_000 }),
  });

  it('are exact to the bit, however time is cut up', () => {
    fc.assert(
      fc.property(
        fc.nat(400_000_000_000),
        fc.array(stretch, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (rateBps, all, cuts) => {
          const store = new Store();
          const ledger = new Ledger(store);
          const row = ledger.open(0);
          let now = 0;
          let offered = 0n;
          let lost = 0n;
          for (const { elapsed, lossPpmSum } of all) {
            const conduct = { rateBps, lossPpmSum, down: false, blackholed: false };
            for (let cut = 1; cut <= cuts; cut++)
              ledger.accrue(row, conduct, now + Math.floor((elapsed * cut) / cuts));
            now += elapsed;
            offered += 2n * BigInt(rateBps) * BigInt(elapsed);
            lost += BigInt(rateBps) * BigInt(elapsed) * BigInt(lossPpmSum);
          }
          const totals = ledger.totals(row, { rateBps, lossPpmSum: 0, down: false, blackholed: false }, now);
          expect(totals.offeredBits).toBe(offered / 1_000_000n);
          expect(totals.lostBits).toBe(lost / 1_000_000_000_000n);
          expect(totals.offeredBits).toBe(totals.deliveredBits + totals.lostBits);
        },
      ),
    );
  });

  it('do not change by being looked at', () => {
    const lab = running();
    lab.advance(15 * SECOND);
    const before = lab.kernel.store.hash();
    lab.forwarding.flow('prod');
    lab.forwarding.outages('prod');
    expect(lab.kernel.store.hash()).toBe(before);
  });
});

describe('load', () => {
  const overloaded = (): Lab => {
    const lab = running({ rateBps: 1_500_000 });
    lab.at(20 * SECOND, 'second flow', () => lab.addFlow('backup', { rateBps: 2_000_000 }));
    return lab;
  };

  it('is the sum of what flows send, of the capacity', () => {
    const lab = overloaded();
    for (const direction of eachDirection) {
      expect(lab.forwarding.utilisationPpm(lab.id('c1'), direction)).toBe(2_000_000);
      expect(lab.forwarding.utilisationPpm(lab.id('c2'), direction)).toBe(0);
    }
  });

  it('over the capacity is lost, in equal shares of what each flow sends', () => {
    const lab = overloaded();
    for (const name of ['prod', 'backup'])
      expect(lab.forwarding.flow(name)).toMatchObject({
        state: 'up',
        lossPpm: { toAws: 500_000, toCustomer: 500_000 },
      });
    lab.advance(30 * SECOND);
    expect(lab.forwarding.flow('backup')).toMatchObject({ offeredBits: 40_000_000n, lostBits: 20_000_000n });
  });

  it('falls when a flow goes elsewhere', () => {
    const lab = overloaded();
    lab.at(30 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.advance(40 * SECOND);
    expect(lab.forwarding.utilisationPpm(lab.id('c1'), 'toAws')).toBe(0);
  });

  it('counts on a hosted connection as on the port below it', () => {
    const lab = running({ rateBps: 800_000 });
    lab.at(20 * SECOND, 'hosted', () => {
      lab.link.via.set(lab.id('v1'), lab.id('c2'));
      lab.block('v1', undefined);
    });
    for (const connection of ['c1', 'c2'])
      expect(lab.forwarding.utilisationPpm(lab.id(connection), 'toAws')).toBe(1_250_000);
    // 20% is lost at each of the two.
    expect(lab.forwarding.flow('prod').lossPpm.toAws).toBe(360_000);
  });

  it('never loses more than exceeds the capacity, nor more than a part in a million less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e12 }), fc.integer({ min: 1, max: 4e11 }), (load, capacity) => {
        const lost = (BigInt(load) * BigInt(overloadLoss(load, capacity))) / 1_000_000n;
        const excess = BigInt(Math.max(0, load - capacity));
        expect(lost <= excess).toBe(true);
        expect(excess - lost <= BigInt(load) / 1_000_000n + 1n).toBe(true);
        expect(utilisationOf(load, capacity) >= 1_000_000).toBe(load >= capacity);
      }),
    );
  });

  it('combines losses in a row to at most everything', () => {
    const ppm = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(ppm, ppm, (a, b) => {
        const both = lossInRow(a, b);
        expect(both).toBe(lossInRow(b, a));
        expect(both).toBeGreaterThanOrEqual(Math.max(a, b));
        expect(both).toBeLessThanOrEqual(1_000_000);
      }),
    );
    expect(lossInRow(500_000, 500_000)).toBe(750_000);
  });
});
