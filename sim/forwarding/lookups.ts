/** Lookups that several flows have in common, made once each time that flows are looked at. */
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Departure } from './departure.ts';

type Memory<Found> = Map<EntityId, Map<bigint, readonly Found[]>>;

/** By VPC, then by address; one for each family, whose addresses may share their bits. */
export type FamilyMemory<Found> = Readonly<Record<Address['family'], Memory<Found>>>;

export interface Lookups {
  readonly gateway: FamilyMemory<Departure>;
}

export const newLookups = (): Lookups => ({
  gateway: { ipv4: new Map(), ipv6: new Map() },
});

/** What was found for this table and address before, or now. */
export function remember<Found>(
  memory: FamilyMemory<Found>,
  table: EntityId,
  address: Address,
  lookUp: () => readonly Found[],
): readonly Found[] {
  const ofFamily = memory[address.family];
  let ofTable = ofFamily.get(table);
  if (ofTable === undefined) {
    ofTable = new Map();
    ofFamily.set(table, ofTable);
  }
  let found = ofTable.get(address.bits);
  if (found === undefined) {
    found = lookUp();
    ofTable.set(address.bits, found);
  }
  return found;
}
