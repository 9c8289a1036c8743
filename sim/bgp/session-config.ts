import type { SessionConfig } from '../topology/entities.ts';
import { type ResettingMember, resettingMembers } from './vendors/profile.ts';

/** The subcode of the Cease with which a change ends the session, by the vendor's rules; undefined: it goes on. */
export function resetSubcode(
  before: SessionConfig,
  after: SessionConfig,
  rules: Readonly<Record<ResettingMember, number | 'none'>>,
): number | undefined {
  const subcodes = resettingMembers.map((member) =>
    before[member] === after[member] ? 'none' : rules[member],
  );
  return subcodes.find((subcode) => subcode !== 'none');
}
