/** What both halves of the network builder need. */
import type { EntityId } from './entities.ts';
import type { Named, NetworkSpec } from './spec.ts';
import type { Topology } from './topology.ts';

/** Members in the order of their names: the order in the file never matters. */
export function sorted<T>(named: Named<T>): (readonly [string, T])[] {
  return Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function found(topology: Topology, name: string): EntityId {
  const entity = topology.find(name);
  if (entity === undefined) throw new Error(`nothing is named ${name}`);
  return entity;
}

/** The cabled connections under a connection, hosted connection or LAG. */
export function physicalOf(spec: NetworkSpec, name: string): readonly string[] {
  const parent = spec.connections[name]?.parent;
  if (parent !== undefined) return physicalOf(spec, parent);
  return spec.lags[name]?.connections ?? [name];
}
