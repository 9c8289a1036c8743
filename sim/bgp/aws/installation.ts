/**
 * Routes of a session on their way into gateway and VPC tables, as a pure function: one delay for a route that is new,
 * another for one that went away. What comes and goes within its delay never shows.
 */
import type { Received } from '../adj-ribs.ts';
import { onceEach } from '../once.ts';
import { type Changes, changesOnly } from '../rib/changes.ts';
import type { Nlri } from '../rib/nlri.ts';
import { emptyTable, merge, reader, type Table } from '../rib/table.ts';

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
  const changed: Nlri[] = [];
  const entries: (Pending | undefined)[] = [];
  const change = (prefix: Nlri, entry: Pending | undefined) => {
    changed.push(prefix);
    entries.push(entry);
  };
  const times = new Set<number>();
  const begin = onceEach((route: Received | undefined): Pending => ({ route, dueMicros: due(route) }));
  const [earlierOf, installedOf] = [reader(pending), reader(installed)];
  for (const prefix of prefixes) {
    const route = wanted(prefix);
    const earlier = earlierOf(prefix);
    if (same(route, installedOf(prefix))) {
      if (earlier !== undefined) change(prefix, undefined);
    } else if (earlier === undefined || !same(earlier.route, route)) {
      const entry = begin(route);
      times.add(entry.dueMicros);
      change(prefix, entry);
    }
  }
  return { pending: merge(pending, { prefixes: changed, values: entries }), times };
}

/** Takes over what is due. */
export function install(
  { installed, pending }: Installation,
  now: number,
): { readonly after: Installation; readonly ripe: Changes<Received> } {
  // Mostly all of it: what came together.
  const due = changesOnly(pending, (_, entry) => entry !== undefined && entry.dueMicros <= now);
  const { prefixes } = due;
  const ripe = { prefixes, values: due.values.map((entry) => entry?.route) };
  const none = { prefixes, values: prefixes.map(() => undefined) };
  const left = prefixes.length === pending.prefixes.length ? emptyTable<Pending>() : merge(pending, none);
  return { after: { installed: merge(installed, ripe), pending: left }, ripe };
}
