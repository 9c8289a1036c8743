/**
 * Routes of a session on their way into gateway and VPC tables, as a pure function: one delay for a route that is new,
 * another for one that went away. What comes and goes within its delay never shows.
 */
import type { Received } from '../adj-ribs.ts';
import { onceEach } from '../once.ts';
import type { Change } from '../rib/changes.ts';
import type { Nlri } from '../rib/nlri.ts';
import { emptyTable, lookUp, merge, type Table } from '../rib/table.ts';

/** The prefix gets this route, or none. */
export interface Pending {
  readonly route: Received | undefined;
  readonly dueMicros: number;
}

export interface Installation {
  readonly installed: Table<Received>;
  readonly pending: Table<Pending>;
}

const same = (a: Received | undefined, b: Received | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.attributes === b.attributes &&
    a.learnedMicros === b.learnedMicros &&
    a.stale === b.stale);

/** What is under way after a session's routes to some prefixes may have changed, and when what is new of it is due. */
export function follow(
  { installed, pending }: Installation,
  prefixes: readonly Nlri[],
  wanted: (prefix: Nlri) => Received | undefined,
  due: (route: Received | undefined) => number,
): { readonly pending: Table<Pending>; readonly times: ReadonlySet<number> } {
  const changes: Change<Pending>[] = [];
  const times = new Set<number>();
  const begin = onceEach((route: Received | undefined): Pending => ({ route, dueMicros: due(route) }));
  for (const prefix of prefixes) {
    const route = wanted(prefix);
    const earlier = lookUp(pending, prefix);
    if (same(route, lookUp(installed, prefix))) {
      if (earlier !== undefined) changes.push([prefix, undefined]);
    } else if (earlier === undefined || !same(earlier.route, route)) {
      const entry = begin(route);
      times.add(entry.dueMicros);
      changes.push([prefix, entry]);
    }
  }
  return { pending: merge(pending, changes), times };
}

/** Takes over what is due. */
export function install(
  { installed, pending }: Installation,
  now: number,
): { readonly after: Installation; readonly ripe: readonly Change<Received>[] } {
  const ripe: Change<Received>[] = [];
  pending.prefixes.forEach((prefix, index) => {
    const entry = pending.values[index];
    if (entry !== undefined && entry.dueMicros <= now) ripe.push([prefix, entry.route]);
  });
  const left =
    ripe.length === pending.prefixes.length
      ? emptyTable<Pending>()
      : merge(
          pending,
          ripe.map(([prefix]): Change<Pending> => [prefix, undefined]),
        );
  return { after: { installed: merge(installed, ripe), pending: left }, ripe };
}
