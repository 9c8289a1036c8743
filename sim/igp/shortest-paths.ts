/** Dijkstra over the links of a customer's network. */
import { lossInRow } from '../kernel/loss.ts';
import type { EntityId } from '../topology/entities.ts';

export interface Link {
  readonly id: EntityId;
  readonly ends: readonly [EntityId, EntityId];
  readonly metric: number;
  readonly delayMicros: number;
  readonly lossPpm: number;
}

export interface Distance {
  readonly metric: number;
  readonly delayMicros: number;
  /** Random loss, each way. */
  readonly lossPpm: number;
  /** Routers from the first to the last. */
  readonly path: readonly EntityId[];
}

/** Nearer first; at one metric fewer hops, so that links of metric 0 cannot send packets round in circles. */
const nearer = (a: Distance, b: Distance): number =>
  a.metric - b.metric || a.path.length - b.path.length || lastOf(a) - lastOf(b);

const NOTHING = { metric: 0, delayMicros: 0, lossPpm: 0 } as const;

const lastOf = (distance: Distance): number => distance.path.at(-1) ?? -1;

/**
 * The best path from a router to every router that it reaches, itself included. Ties: fewer hops, then the router
 * of the lower dense id, then the link of the lower dense id.
 */
export function shortestPaths(links: readonly Link[], from: EntityId): ReadonlyMap<EntityId, Distance> {
  const linksAt = new Map<EntityId, (readonly [Link, EntityId])[]>();
  for (const link of [...links].sort((a, b) => a.id - b.id)) {
    const [a, b] = link.ends;
    for (const [here, there] of [[a, b] as const, [b, a] as const])
      linksAt.set(here, [...(linksAt.get(here) ?? []), [link, there]]);
  }
  const done = new Map<EntityId, Distance>();
  const open = new Map<EntityId, Distance>([[from, { ...NOTHING, path: [from] }]]);
  for (;;) {
    const next = [...open].sort(([, a], [, b]) => nearer(a, b))[0];
    if (next === undefined) return done;
    const [here, distance] = next;
    open.delete(here);
    done.set(here, distance);
    for (const [link, there] of linksAt.get(here) ?? []) {
      if (done.has(there)) continue;
      const further: Distance = {
        metric: distance.metric + link.metric,
        delayMicros: distance.delayMicros + link.delayMicros,
        lossPpm: lossInRow(distance.lossPpm, link.lossPpm),
        path: [...distance.path, there],
      };
      const known = open.get(there);
      if (known === undefined || nearer(further, known) < 0) open.set(there, further);
    }
  }
}
