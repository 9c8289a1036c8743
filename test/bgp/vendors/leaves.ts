/** The values of a profile with their sources, by the path to them. */
import type { VendorProfile } from '../../../sim/bgp/vendors/profile.ts';
import type { Sourced } from '../../../sim/timing.ts';

export interface Leaf extends Sourced<unknown> {
  readonly group: string;
  readonly member: string;
  readonly path: string;
}

export const groupsOf = ({ name: _, title: __, ...groups }: VendorProfile) => groups;

export const leavesOf = (profile: VendorProfile): readonly Leaf[] =>
  Object.entries<object>(groupsOf(profile)).flatMap(([group, members]) =>
    Object.entries<Sourced<unknown>>({ ...members }).map(([member, leaf]) => ({
      ...leaf,
      group,
      member,
      path: `${group}.${member}`,
    })),
  );
