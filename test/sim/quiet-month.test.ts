import { describe, expect, test } from 'vitest';
import { recordKind } from '../../sim/records.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { firstDetection } from './reference/bfd.ts';
import { firstExpiry } from './reference/keepalive.ts';
import { DAY, DELAY, MINUTE, SECOND, type TwoWays, twoWays } from './two-ways.ts';

const SEED = 7;
const OUTAGE = 17 * DAY + 123_456_789;
const HEALS = OUTAGE + 2 * 60 * MINUTE;
const MONTH = 30 * DAY;
const closed = {
  atMicros: OUTAGE,
  open: { toAws: false, toCustomer: false },
  lossPpm: { toAws: 0, toCustomer: 0 },
};
const model = { seed: SEED, delayMicros: DELAY, wires: [closed], untilMicros: HEALS, random: () => 0.5 };

interface Month {
  readonly sim: Simulation;
  /** Instants that had events. */
  readonly instants: number;
}

function quietMonth(neighbor: TwoWays['neighbor']): Month {
  // From a cold start, so that the trace tells when each stream began.
  const sim = twoWays({ seed: SEED, start: 'cold', ...(neighbor === undefined ? {} : { neighbor }) });
  let instants = 0;
  const count = () => {
    instants++;
    return false;
  };
  sim.advance({ to: OUTAGE, until: count });
  sim.inject({ fault: 'fibre-cut', target: 'a', for: HEALS - OUTAGE });
  sim.advance({ to: MONTH, until: count });
  return { sim, instants };
}

/** µs of records about one end of `v1`'s session. */
function times(sim: Simulation, name: string, kind: string, words: string): number[] {
  return [...sim.trace]
    .filter(
      (record) =>
        sim.nameOf(record.entity) === name &&
        recordKind(record.kind) === kind &&
        (record.detail ?? '').includes(words),
    )
    .map(({ timeMicros }) => timeMicros);
}

const ends = ['v1 ipv4', 'r1 169.254.255.1'] as const;
const [AWS, CUSTOMER] = ends;

/** The earlier of both ends' records of one kind. */
const first = (sim: Simulation, kind: string, words: string, from: number): number | undefined =>
  ends
    .flatMap((name) => times(sim, name, kind, words))
    .filter((at) => at >= from)
    .sort((a, b) => a - b)[0];

describe('a quiet month with an outage in week 3', () => {
  test('ends its session when KEEPALIVEs one by one would, and comes back', () => {
    // The router only listens, so there is one connection and one OPEN from each end.
    const { sim, instants } = quietMonth({ passive: true });
    const sender = (name: string, direction: 'toAws' | 'toCustomer') => ({
      name,
      direction,
      phaseMicros: times(sim, name, 'bgp.received', 'OPEN')[0] ?? Number.NaN,
      keepaliveMicros: 30 * SECOND,
    });
    const expiry = firstExpiry({
      ...model,
      holdMicros: 90 * SECOND,
      senders: [sender(CUSTOMER, 'toAws'), sender(AWS, 'toCustomer')],
    });
    expect(expiry).toBeDefined();
    expect(first(sim, 'bgp.event', 'hold timer', OUTAGE)).toBe(expiry?.atMicros);
    expect(sim.vif('v1').peers[0]?.bgp).toBe('Established');
    // A month has 86,400 KEEPALIVEs from each end; what is played is the start, the outage and the return.
    expect(instants).toBeLessThan(300);
  });

  test('detects it when BFD packets one by one would', () => {
    const { sim, instants } = quietMonth({
      passive: true,
      bfd: { intervalMicros: 300_000, multiplier: 3 },
    });
    const up = (name: string) => times(sim, name, 'bfd.state', '→ Up')[0] ?? Number.NaN;
    // The first packet of the fast stream left with that change; to count from it would be 5 million packets.
    const upMicros = { [AWS]: up(AWS), [CUSTOMER]: up(CUSTOMER) };
    const detection = firstDetection({
      ...model,
      intervalMicros: 300_000,
      detectionMicros: 900_000,
      senders: [
        { name: CUSTOMER, direction: 'toAws', upMicros: upMicros[CUSTOMER] },
        { name: AWS, direction: 'toCustomer', upMicros: upMicros[AWS] },
      ],
    });
    expect(detection).toBeDefined();
    expect(first(sim, 'bfd.state', 'Up → Down', OUTAGE)).toBe(detection?.atMicros);
    expect(sim.vif('v1').peers[0]).toMatchObject({ bgp: 'Established', bfd: 'Up' });
    expect(instants).toBeLessThan(300);
  });

  test('costs no more events than a quiet day with the same outage', () => {
    const { instants } = quietMonth({ passive: true });
    const sim = twoWays({ seed: SEED, start: 'cold', neighbor: { passive: true } });
    let day = 0;
    const count = () => {
      day++;
      return false;
    };
    sim.advance({ to: 60 * MINUTE, until: count });
    sim.inject({ fault: 'fibre-cut', target: 'a', for: HEALS - OUTAGE });
    sim.advance({ to: DAY, until: count });
    // A handful apart: which KEEPALIVE was cut decides how many retries there are.
    expect(Math.abs(instants - day)).toBeLessThan(20);
  });
});
