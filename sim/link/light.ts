/** Where light arrives and where frames pass on one physical link: a pure reading of cuts, failures and decay. */
import type { EntityId } from '../topology/entities.ts';
import type { Direction } from './contract.ts';
import type { ByDirection } from './state.ts';
import type { Wire } from './wires.ts';

export type Segment = 'customer' | 'carrier' | 'aws';

export interface Conditions {
  cuts(target: EntityId, segment: Segment, direction: Direction): number;
  failed(target: EntityId | undefined): boolean;
  /** Link loss forwarding. */
  propagates(carrier: EntityId): boolean;
  /** The router's end sends light: cabled, running, not shut. */
  routerSends(wire: Wire): boolean;
  /** Received light is too weak. */
  dim(connection: EntityId, direction: Direction): boolean;
}

/** What one end sees. */
export interface EndSight {
  readonly lit: boolean;
  /** Lit, and the far end of the same fibre is not reporting a remote fault. */
  readonly signal: boolean;
}

export interface Sight {
  readonly router: EndSight;
  readonly aws: EndSight;
  /** A frame sent arrives, as far as fibre and carrier equipment are concerned. */
  readonly passes: ByDirection<boolean>;
}

/** One direction along the link. */
interface Beam {
  /** At the first receiver: the carrier's, or the far end of a direct fibre. */
  readonly first: boolean;
  readonly last: boolean;
  readonly passes: boolean;
}

/**
 * Without a carrier, the two ends share a fibre pair: loss of light either way takes both down (remote fault).
 * Behind a carrier each end shares a pair with the carrier's equipment, which goes on sending when the interior is
 * cut, unless it forwards link loss. Carriers lie on the link in order of their id, router side first; a cut of a
 * connection's own circuit lies in the first of them.
 */
export function lookAt(wire: Wire, conditions: Conditions): Sight {
  const toAws = beam(wire, 'toAws', conditions);
  const toCustomer = beam(wire, 'toCustomer', conditions);
  const routerAlive = conditions.routerSends(wire);
  const awsAlive = !conditions.failed(wire.device);
  return {
    router: { lit: toCustomer.last, signal: routerAlive && toCustomer.last && toAws.first },
    aws: { lit: toAws.last, signal: awsAlive && toAws.last && toCustomer.first },
    passes: { toAws: toAws.passes, toCustomer: toCustomer.passes },
  };
}

function beam(wire: Wire, direction: Direction, conditions: Conditions): Beam {
  const { connection } = wire;
  const sent = direction === 'toAws' ? conditions.routerSends(wire) : !conditions.failed(wire.device);
  const uncut = (segment: Segment) => conditions.cuts(connection, segment, direction) === 0;
  const bright = !conditions.dim(connection, direction);
  if (wire.carriers.length === 0) {
    const lit = sent && uncut('customer') && uncut('carrier') && uncut('aws') && bright;
    return { first: lit, last: lit, passes: lit };
  }
  const [near, far] = direction === 'toAws' ? (['customer', 'aws'] as const) : (['aws', 'customer'] as const);
  const order = direction === 'toAws' ? wire.carriers : [...wire.carriers].reverse();
  const first = sent && uncut(near);
  let light = first;
  let passes = first;
  for (const carrier of order) {
    const running = !conditions.failed(carrier);
    const ways = circuitOpen(wire, carrier, conditions);
    passes &&= running && ways[direction];
    light = running && (!conditions.propagates(carrier) || (light && ways.toAws && ways.toCustomer));
  }
  const last = light && uncut(far) && bright;
  return {
    first: first && !conditions.failed(order[0]),
    last,
    passes: passes && last,
  };
}

function circuitOpen(wire: Wire, carrier: EntityId, conditions: Conditions): ByDirection<boolean> {
  const open = (direction: Direction) =>
    conditions.cuts(carrier, 'carrier', direction) === 0 &&
    (carrier !== wire.carriers[0] || conditions.cuts(wire.connection, 'carrier', direction) === 0);
  return { toAws: open('toAws'), toCustomer: open('toCustomer') };
}
