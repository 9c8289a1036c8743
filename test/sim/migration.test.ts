import { describe, expect, test } from 'vitest';
import type { Simulation } from '../../sim/simulation.ts';
import { DELAY, MINUTE, SECOND, type TwoWays, twoWays } from './two-ways.ts';

const MOVE = 2 * MINUTE;

interface Migration extends TwoWays {
  /** µs after the call at which the router's staged interface is flipped; undefined: forgotten. */
  readonly flipAfter?: number;
}

/** Moves `v1` to `b` with the router's end on `r2`. */
function migrate({ flipAfter, ...options }: Migration = {}): Simulation {
  const sim = twoWays(options);
  sim.advance({ to: MOVE });
  const answer = sim.call('AssociateVirtualInterface', { virtualInterfaceId: 'v1', connectionId: 'b' });
  expect(answer).toMatchObject({ ok: true });
  if (flipAfter !== undefined) {
    sim.advance({ to: MOVE + flipAfter });
    expect(sim.configure('r1', [{ interface: 'eth1.101', shutdown: true }])).toBeUndefined();
    expect(sim.configure('r2', [{ interface: 'eth1.101', shutdown: false }])).toBeUndefined();
  }
  sim.advance({ to: MOVE + 30 * MINUTE });
  return sim;
}

const downtime = (sim: Simulation) => sim.flow('prod').downtimeMicros;

describe('a migration', () => {
  test.each([
    { flipAfter: 5 * SECOND, teardown: 'notify' },
    { flipAfter: 90 * SECOND, teardown: 'notify' },
    { flipAfter: 5 * SECOND, teardown: 'silent' },
  ])(
    'has phases that add up to the downtime: $teardown, router after $flipAfter µs',
    ({ flipAfter, teardown }) => {
      const sim = migrate({ flipAfter, timing: { oldPeerTeardown: teardown } });
      const outages = sim.outages('prod');
      const phases = outages.flatMap((outage) => outage.phases);
      const sum = phases.reduce((total, { fromMicros, toMicros }) => total + toMicros - fromMicros, 0);
      expect(phases.length).toBeGreaterThan(2);
      expect(sum).toBe(downtime(sim));
      expect(outages[0]?.fromMicros).toBe(MOVE);
      for (const { fromMicros, toMicros, phases: parts } of outages) {
        expect(parts[0]?.fromMicros).toBe(fromMicros);
        expect(parts.at(-1)?.toMicros).toBe(toMicros);
        for (const [index, part] of parts.entries())
          if (index > 0) expect(part.fromMicros).toBe(parts[index - 1]?.toMicros);
      }
    },
  );

  const later = (flipAfter: number) => {
    const base = 30 * SECOND;
    const run = (virtualInterfaceMigration: number) =>
      downtime(migrate({ flipAfter, timing: { virtualInterfaceMigration } }));
    return run(base + 15 * SECOND) - run(base);
  };

  test('takes 15 s longer when provisioning does and the router is ready before', () => {
    expect(later(5 * SECOND)).toBe(15 * SECOND);
  });

  test('does not take longer when the router step comes later anyway', () => {
    const flipAfter = 2 * MINUTE;
    const waitsForRouter = migrate({ flipAfter }).outages('prod')[0]?.phases ?? [];
    const flipped = MOVE + flipAfter;
    const spent = (from: number, to: number) =>
      waitsForRouter.filter((phase) => phase.toMicros > from && phase.fromMicros < to).length;
    expect(spent(MOVE + 30 * SECOND, flipped)).toBeGreaterThan(0);
    expect(later(flipAfter)).toBe(0);
  });

  test('takes in between what of the 15 s lies after the router step', () => {
    // Provisioning ends at 30 s or 45 s, the router is ready at 35 s: 10 s of the 15 are on the critical path.
    // The end that is ready last opens the connection, and which that is moves the start by one way over the fibre.
    expect(Math.abs(later(35 * SECOND) - 10 * SECOND)).toBeLessThanOrEqual(DELAY);
  });

  test('never ends without the router step', () => {
    const sim = migrate();
    expect(sim.flow('prod')).toMatchObject({ state: 'down', downtimeMicros: 30 * MINUTE });
    expect(sim.vif('v1').state).toBe('down');
    const waits = sim.outages('prod')[0];
    expect(waits?.toMicros).toBeUndefined();
    expect(waits?.phases.at(-1)?.waitingFor).toContain('no ARP reply');
  });
});
