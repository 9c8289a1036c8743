/** How full connections are, and what they lose when more is sent than they carry. */
import type { Direction } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import { EVERYTHING, lossInRow, type Way } from './way.ts';

/** Bits per second on each connection in one direction. Packets of what is not delivered do not count. */
export function loadsOf(
  flows: readonly { readonly rateBps: number; readonly way: Way }[],
): ReadonlyMap<EntityId, number> {
  const loads = new Map<EntityId, number>();
  for (const { rateBps, way } of flows)
    for (const connection of way.loads) loads.set(connection, (loads.get(connection) ?? 0) + rateBps);
  return loads;
}

/** Parts per million of a capacity; over a million: more is sent than fits. */
export const utilisationOf = (loadBps: number, capacityBps: number): number =>
  Number((BigInt(loadBps) * BigInt(EVERYTHING)) / BigInt(capacityBps));

/** What exceeds the capacity is lost; parts per million of what is sent. */
export const overloadLoss = (loadBps: number, capacityBps: number): number =>
  loadBps <= capacityBps ? 0 : Number((BigInt(loadBps - capacityBps) * BigInt(EVERYTHING)) / BigInt(loadBps));

/** The way with what overloaded connections lose: each flow the same share of its rate. */
export function withOverload(
  way: Way,
  loads: ReadonlyMap<EntityId, number>,
  capacityBps: (connection: EntityId) => number,
): Way {
  const lossPpm = way.loads.reduce(
    (loss, connection) => lossInRow(loss, overloadLoss(loads.get(connection) ?? 0, capacityBps(connection))),
    way.lossPpm,
  );
  return lossPpm === way.lossPpm ? way : { ...way, lossPpm };
}

export const directions = ['toAws', 'toCustomer'] as const satisfies readonly Direction[];
