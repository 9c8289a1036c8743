/**
 * A copy of what sessions have learned, which follows them with a delay: one for a route that is new, another for one
 * that went away. What comes and goes within its delay never shows.
 */
import type { Route } from '../bgp/contract.ts';
import { compareNlri, type Nlri } from '../bgp/rib/nlri.ts';
import type { List } from '../kernel/columns.ts';
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import type { RecordKind } from '../records.ts';
import type { DurationName } from '../timing.ts';
import { type EntityId, entityId } from '../topology/entities.ts';

/** A change that is under way: the prefix gets this route, or none. */
export interface PendingRoute {
  readonly nlri: Nlri;
  readonly route: Route | undefined;
  readonly dueMicros: number;
}

export interface DelayedTableOptions {
  readonly name: string;
  readonly learn: DurationName;
  readonly lose: DurationName;
  readonly learned: RecordKind;
  readonly lost: RecordKind;
  /** What an endpoint's routes should be once all delays are over. */
  readonly wanted: (endpoint: EntityId) => readonly Route[];
}

export class DelayedTable {
  /** Endpoints whose routes changed in this instant. */
  readonly changed = new Marks();
  readonly #kernel: Kernel;
  readonly #options: DelayedTableOptions;
  readonly #routes: List<readonly Route[]>;
  readonly #pending: List<readonly PendingRoute[]>;
  readonly #due: Scheduler;

  constructor(kernel: Kernel, options: DelayedTableOptions) {
    this.#kernel = kernel;
    this.#options = options;
    this.#routes = kernel.store.list(`${options.name} routes`);
    this.#pending = kernel.store.list(`${options.name} pending`);
    this.#due = kernel.event((endpoint) => this.#apply(entityId(endpoint)));
  }

  /** Routes in use, in the order of their prefixes. */
  routes(endpoint: EntityId): readonly Route[] {
    return endpoint < this.#routes.length ? this.#routes.get(endpoint) : [];
  }

  /** What is under way. */
  pending(endpoint: EntityId): readonly PendingRoute[] {
    return endpoint < this.#pending.length ? this.#pending.get(endpoint) : [];
  }

  /** Whether anything is under way anywhere. */
  get settled(): boolean {
    for (let row = 0; row < this.#pending.length; row++) if (this.#pending.get(row).length > 0) return false;
    return true;
  }

  /** The endpoint's routes changed: what differs from the table now gets there after its delay. */
  follow(endpoint: EntityId, cause: RecordId): void {
    while (this.#routes.length <= endpoint) {
      this.#routes.push([]);
      this.#pending.push([]);
    }
    const underWay = this.pending(endpoint);
    const wanted = byPrefix(this.#options.wanted(endpoint));
    const present = byPrefix(this.routes(endpoint));
    const next: PendingRoute[] = [];
    for (const nlri of new Set([...wanted.keys(), ...present.keys()])) {
      const route = wanted.get(nlri);
      if (sameRoute(route, present.get(nlri))) continue;
      const earlier = underWay.find((entry) => entry.nlri === nlri && sameRoute(entry.route, route));
      next.push(earlier ?? { nlri, route, dueMicros: this.#kernel.now + this.#delay(route) });
    }
    if (next.length === 0 && underWay.length === 0) return;
    this.#pending.set(endpoint, next);
    const due = new Set(next.filter((entry) => !underWay.includes(entry)).map(({ dueMicros }) => dueMicros));
    this.#kernel.because(cause, () => {
      for (const dueMicros of due) this.#due.at(dueMicros, endpoint);
    });
  }

  #delay(route: Route | undefined): number {
    return this.#kernel.duration(route === undefined ? this.#options.lose : this.#options.learn);
  }

  /** Takes over what is due; nothing when it was called off. */
  #apply(endpoint: EntityId): void {
    const pending = this.pending(endpoint);
    const ripe = pending.filter(({ dueMicros }) => dueMicros <= this.#kernel.now);
    if (ripe.length === 0) return;
    const routes = byPrefix(this.routes(endpoint));
    const before = new Map(routes);
    for (const { nlri, route } of ripe) {
      if (route === undefined) routes.delete(nlri);
      else routes.set(nlri, route);
    }
    this.#pending.set(
      endpoint,
      pending.filter((entry) => !ripe.includes(entry)),
    );
    this.#routes.set(endpoint, [...routes.values()].sort(inPrefixOrder));
    const learned = ripe.filter(({ nlri, route }) => route && !samePath(route, before.get(nlri)));
    const lost = ripe.filter(({ route }) => route === undefined);
    const records = [
      ...this.#record(this.#options.learned, endpoint, learned),
      ...this.#record(this.#options.lost, endpoint, lost),
    ];
    this.changed.add(endpoint, records[0] ?? this.#kernel.cause);
  }

  #record(kind: RecordKind, endpoint: EntityId, entries: readonly PendingRoute[]): RecordId[] {
    if (entries.length === 0) return [];
    const kernel = this.#kernel;
    const names = entries.map(({ nlri }) => nlri.text).sort();
    const detail =
      names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    return [kernel.because(kernel.cause, () => kernel.record(kind, endpoint, names.length, 0, detail))];
  }
}

const byPrefix = (routes: readonly Route[]): Map<Nlri, Route> =>
  new Map(routes.map((route) => [route.nlri, route]));

const inPrefixOrder = (a: Route, b: Route): number => compareNlri(a.nlri, b.nlri);

const samePath = (a: Route, b: Route | undefined): boolean => a.attributes === b?.attributes;

const sameRoute = (a: Route | undefined, b: Route | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.learnedMicros === b.learnedMicros && samePath(a, b);
