/** Reachability and metric inside a customer's network: routers joined by router links. */

import type { Column, List } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ALL_PPM } from '../kernel/loss.ts';
import { Marks } from '../kernel/marks.ts';
import { NO_CAUSE, type RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { LinkIgp } from '../topology/link-spec.ts';

import type { Topology } from '../topology/topology.ts';
import { type Distance, type Link, shortestPaths } from './shortest-paths.ts';

export type { Distance } from './shortest-paths.ts';

/** What changed on another floor, as its marks were drained. */
export type Changes = readonly (readonly [entity: number, cause: RecordId])[];

/** A link that carries packets, whether the IGP uses it or not. */
export interface LiveLink extends Link {
  readonly igp: LinkIgp;
}

/** The network as it stood when it last settled. Never changed, only replaced: results are kept beside it. */
interface View {
  readonly routers: readonly EntityId[];
  readonly links: readonly LiveLink[];
}

type Distances = ReadonlyMap<EntityId, Distance>;

export class Igp {
  /** Routers whose reachability or metrics changed in this instant. */
  readonly changed = new Marks();
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #link: LinkQueries;
  readonly #views: List<View>;
  readonly #failures: Column;
  readonly #losses: Column;
  /** Causes of failures that `settle` has yet to see, by router link. */
  readonly #causes = new Map<EntityId, RecordId>();
  /** By view, so that whoever loads a snapshot finds what belongs to it. */
  readonly #distances = new WeakMap<View, Map<EntityId, Distances>>();
  #known: {
    readonly size: number;
    readonly routers: readonly EntityId[];
    readonly links: readonly EntityId[];
  } = {
    size: 0,
    routers: [],
    links: [],
  };

  constructor(kernel: Kernel, topology: Topology, link: LinkQueries) {
    kernel.store.transient(this.changed);
    kernel.store.transient(this.#causes);
    this.#kernel = kernel;
    this.#topology = topology;
    this.#link = link;
    this.#views = kernel.store.list('igp view');
    this.#views.push({ routers: [], links: [] });
    this.#failures = kernel.store.column('igp failures', 'i32');
    this.#losses = kernel.store.column('igp loss', 'i32');
  }

  /** All customer routers, by dense id. */
  get routers(): readonly EntityId[] {
    return this.#entities().routers;
  }

  /** One more (`+1`) or one less failure of a router link. Takes effect when the floor settles. */
  fail(routerLink: EntityId, step: 1 | -1): void {
    this.#failures.reach(routerLink);
    const failures = this.#failures.add(routerLink, step);
    if (failures < 0) throw new RangeError(`${this.#topology.name(routerLink)} has no failure to take back`);
    if (failures !== (step === 1 ? 1 : 0)) return;
    const between = this.#topology
      .targets(routerLink, 'connects')
      .map((router) => this.#topology.name(router));
    this.#kernel.because(this.#kernel.cause, () => {
      const kind = step === 1 ? 'path.blocked' : 'path.open';
      this.#causes.set(
        routerLink,
        this.#kernel.record(kind, routerLink, 0, 0, `between ${between.join(' and ')}`),
      );
    });
  }

  /** More (or less) random loss on a router link, each way. Takes effect when the floor settles. */
  addLoss(routerLink: EntityId, ppm: number): void {
    this.#losses.reach(routerLink);
    this.#losses.add(routerLink, ppm);
    this.#kernel.because(this.#kernel.cause, () => {
      const words = `${this.#lossOf(routerLink) / 10_000} %`;
      this.#causes.set(routerLink, this.#kernel.record('loss.changed', routerLink, 0, 0, words));
    });
  }

  #lossOf(routerLink: EntityId): number {
    return routerLink < this.#losses.length ? Math.min(ALL_PPM, this.#losses.get(routerLink)) : 0;
  }

  /** A router link as it stood when the network last settled; undefined: it carries nothing. */
  live(routerLink: EntityId): LiveLink | undefined {
    return this.#views.get(0).links.find(({ id }) => id === routerLink);
  }

  /** All router links that carry packets. */
  get liveLinks(): readonly LiveLink[] {
    return this.#views.get(0).links;
  }

  /** The best path between two running routers, as the network stood when it last settled. */
  distance(from: EntityId, to: EntityId): Distance | undefined {
    return this.#from(this.#views.get(0), from)?.get(to);
  }

  /** What was configured at an end of a link takes effect when the floor settles. */
  touch(routerLink: EntityId): void {
    this.#causes.set(routerLink, this.#kernel.cause);
  }

  /** Takes over what changed in this instant, and marks the routers that notice. `link`: the drained marks of the floor below. */
  settle(link: Changes = []): void {
    const before = this.#views.get(0);
    if (this.#stands(before)) return;
    const after = this.#look();
    if (!sameView(before, after)) {
      this.#views.set(0, after);
      const fallback = this.#causeOf(before, after, link);
      const ends = endsOfChanged(before.links, after.links);
      for (const router of this.routers) {
        if (ends.has(router) || !sameDistances(this.#from(before, router), this.#from(after, router)))
          this.changed.add(router, fallback);
      }
    }
    this.#causes.clear();
  }

  /** Nothing that a view is made of changed: so it is after nearly all instants. */
  #stands({ routers }: View): boolean {
    if (this.#causes.size > 0) return false;
    let place = 0;
    for (const router of this.routers) {
      const ran = routers[place] === router;
      if (this.#link.running(router) !== ran) return false;
      if (ran) place++;
    }
    return true;
  }

  #from(view: View, from: EntityId): Distances | undefined {
    if (!view.routers.includes(from)) return undefined;
    let known = this.#distances.get(view);
    if (known === undefined) {
      known = new Map();
      this.#distances.set(view, known);
    }
    let distances = known.get(from);
    if (distances === undefined) {
      distances = shortestPaths(
        view.links.filter(({ igp }) => igp === 'active'),
        from,
      );
      known.set(from, distances);
    }
    return distances;
  }

  #look(): View {
    const { routers, links } = this.#entities();
    const running = routers.filter((router) => this.#link.running(router));
    return {
      routers: running,
      links: links.flatMap((id): LiveLink[] => {
        if (id < this.#failures.length && this.#failures.get(id) > 0) return [];
        const [a, b] = this.#topology.targets(id, 'connects');
        if (a === undefined || b === undefined || !running.includes(a) || !running.includes(b)) return [];
        const { metric, delayMicros, igp, shutAt = [] } = this.#topology.as('routerLink', id);
        if (shutAt.length > 0) return [];
        return [{ id, ends: [a, b], metric, delayMicros, lossPpm: this.#lossOf(id), igp }];
      }),
    };
  }

  /** The failure of a link; else what happened to an interface of a router that stopped or started; else anything. */
  #causeOf(before: View, after: View, link: Changes): RecordId {
    const [failure] = [...this.#causes].sort(([a], [b]) => a - b);
    if (failure !== undefined) return failure[1];
    const turned = this.routers.filter((id) => before.routers.includes(id) !== after.routers.includes(id));
    const isOfTurned = ([entity]: Changes[number]) => turned.includes(this.#deviceOf(entityId(entity)));
    const mark = (turned.length > 0 ? link.find(isOfTurned) : undefined) ?? link[0];
    return mark?.[1] ?? NO_CAUSE;
  }

  /** Follows `partOf` to its end: from a sub-interface to its router. */
  #deviceOf(entity: EntityId): EntityId {
    const whole = this.#topology.target(entity, 'partOf');
    return whole === undefined ? entity : this.#deviceOf(whole);
  }

  /** Routers and their links are made when the network is built, never during a run. */
  #entities() {
    const { size } = this.#topology;
    if (this.#known.size !== size)
      this.#known = { size, routers: this.#topology.all('router'), links: this.#topology.all('routerLink') };
    return this.#known;
  }
}

const sameLink = (a: Link, b: Link | undefined): boolean =>
  a.id === b?.id && a.metric === b.metric && a.delayMicros === b.delayMicros && a.lossPpm === b.lossPpm;

/** Routers at the ends of links that came, went or changed: sessions over them do not ask the IGP for the way. */
function endsOfChanged(before: readonly Link[], after: readonly Link[]): ReadonlySet<EntityId> {
  const differ = (some: readonly Link[], others: readonly Link[]) =>
    some.filter((link) => !others.some((other) => sameLink(link, other)));
  return new Set([...differ(before, after), ...differ(after, before)].flatMap(({ ends }) => ends));
}

const sameView = (a: View, b: View): boolean =>
  a.routers.length === b.routers.length &&
  a.links.length === b.links.length &&
  a.routers.every((router, index) => router === b.routers[index]) &&
  a.links.every((link, index) => sameLink(link, b.links[index]));

const sameMeasures = (a: Distance, b: Distance): boolean =>
  a.metric === b.metric && a.delayMicros === b.delayMicros && a.lossPpm === b.lossPpm;

function sameDistances(a: Distances | undefined, b: Distances | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.size !== b.size) return false;
  for (const [router, distance] of a) {
    const other = b.get(router);
    if (other === undefined || !sameMeasures(other, distance)) return false;
    if (distance.path.some((hop, index) => hop !== other.path[index])) return false;
  }
  return true;
}
