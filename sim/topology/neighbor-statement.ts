/** A neighbour statement taken apart, and the route maps that it names. */
import type { SessionConfig } from './entities.ts';
import type { RouteMapTerm } from './policy.ts';
import type { NeighborPolicy, NeighborSpec } from './spec.ts';
import type { Topology } from './topology.ts';

/** Members that are given; an absent one must not overwrite. */
export function given<T extends object>(members: { [K in keyof T]?: T[K] | undefined }): Partial<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>; // the same members, less those that are undefined
}

/** The session, whose changes may end it, and what is done with its routes. */
export function halvesOf(statement: NeighborSpec): {
  readonly session: Partial<SessionConfig>;
  readonly policy: NeighborPolicy;
} {
  const { localAsn, remoteAsn, remoteAddress, authKey, holdMicros, keepaliveMicros, ...others } = statement;
  const { bfd, passive, shutdown, ...policy } = others;
  const identity = { localAsn, remoteAsn, remoteAddress, authKey };
  const session = { ...identity, holdMicros, keepaliveMicros, bfd, passive, shutdown };
  return { session: given<SessionConfig>(session), policy: given<NeighborPolicy>(policy) };
}

export const routeMapName = (name: string): string => `route map ${name}`;

/** The terms of the route map that a neighbour names; none is named: undefined, every route passes as it is. */
export function routeMapTerms(
  topology: Topology,
  name: string | undefined,
): readonly RouteMapTerm[] | undefined {
  const id = name === undefined || name === 'none' ? undefined : topology.find(routeMapName(name));
  return id === undefined ? undefined : topology.as('routeMap', id).terms;
}
