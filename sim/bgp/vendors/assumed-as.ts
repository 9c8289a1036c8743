import { assumed, type Sourced } from '../../timing.ts';

/** Values of another profile for an implementation of which they are not known: there they are assumed. */
export function assumedAs<Group extends { readonly [Member in keyof Group]: Sourced<unknown> }>(
  group: Group,
  source: string,
): Group {
  const entries = Object.entries<Sourced<unknown>>(group).map(
    ([member, { value }]) => [member, assumed(value, source)] as const,
  );
  return Object.fromEntries(entries) as Group; // the same members with the same values
}
