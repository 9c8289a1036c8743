/** How full connections are, and what they lose when more is sent than they carry. */

import { ALL_PPM, lossInRow } from '../kernel/loss.ts';
import type { Direction } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Way } from './way.ts';

/** A flow with its ways, as far as they are known. */
export interface Sending {
  readonly rateBps: number;
  readonly ways: Readonly<Record<Direction, Way>>;
}

const opposite: Readonly<Record<Direction, Direction>> = { toAws: 'toCustomer', toCustomer: 'toAws' };

/** Bits per second on each connection in one direction. Packets of what is not delivered do not count. */
export function loadsOf(flows: readonly Sending[], direction: Direction): ReadonlyMap<EntityId, number> {
  const loads = new Map<EntityId, number>();
  for (const { rateBps, ways } of flows)
    for (const connection of [...ways[direction].loads, ...(ways[opposite[direction]].farLoads ?? [])])
      loads.set(connection, (loads.get(connection) ?? 0) + rateBps);
  return loads;
}

/** Parts per million of a capacity; over a million: more is sent than fits. */
export const utilisationOf = (loadBps: number, capacityBps: number): number =>
  Number((BigInt(loadBps) * BigInt(ALL_PPM)) / BigInt(capacityBps));

/** What exceeds the capacity is lost; parts per million of what is sent. */
export const overloadLoss = (loadBps: number, capacityBps: number): number =>
  loadBps <= capacityBps ? 0 : Number((BigInt(loadBps - capacityBps) * BigInt(ALL_PPM)) / BigInt(loadBps));

/** The way with what overloaded connections lose: each flow the same share of its rate. */
export function withOverload(
  way: Way,
  direction: Direction,
  loads: Readonly<Record<Direction, ReadonlyMap<EntityId, number>>>,
  capacityBps: (connection: EntityId) => number,
): Way {
  const over = (on: Direction) => (loss: number, connection: EntityId) =>
    lossInRow(loss, overloadLoss(loads[on].get(connection) ?? 0, capacityBps(connection)));
  const near = way.loads.reduce(over(direction), way.lossPpm);
  const lossPpm = (way.farLoads ?? []).reduce(over(opposite[direction]), near);
  return lossPpm === way.lossPpm ? way : { ...way, lossPpm };
}

export const directions = ['toAws', 'toCustomer'] as const satisfies readonly Direction[];
