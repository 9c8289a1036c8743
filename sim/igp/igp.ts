/** Reachability and metric inside a customer's network: routers joined by router links. */
import type { Column, List } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import { NO_CAUSE, type RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { type Distance, type Link, shortestPaths } from './shortest-paths.ts';

export type { Distance } from './shortest-paths.ts';

/** What changed on another floor, as its marks were drained. */
export type Changes = readonly (readonly [entity: number, cause: RecordId])[];

/** The network as it stood when it last settled. Never changed, only replaced: results are kept beside it. */
interface View {
  readonly routers: readonly EntityId[];
  readonly links: readonly Link[];
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
    this.#kernel = kernel;
    this.#topology = topology;
    this.#link = link;
    this.#views = kernel.store.list('igp view');
    this.#views.push({ routers: [], links: [] });
    this.#failures = kernel.store.column('igp failures', 'i32');
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

  /** The best path between two running routers, as the network stood when it last settled. */
  distance(from: EntityId, to: EntityId): Distance | undefined {
    return this.#from(this.#views.get(0), from)?.get(to);
  }

  /** Whether a link passes packets, as the network stood when it last settled: it and both its routers are well. */
  works(routerLink: EntityId): boolean {
    return this.#views.get(0).links.some(({ id }) => id === routerLink);
  }

  /** Takes over what changed in this instant, and marks the routers that notice. `link`: the drained marks of the floor below. */
  settle(link: Changes = []): void {
    const before = this.#views.get(0);
    const after = this.#look();
    if (!sameView(before, after)) {
      this.#views.set(0, after);
      const fallback = this.#causeOf(before, after, link);
      for (const router of this.routers) {
        if (!sameDistances(this.#from(before, router), this.#from(after, router)))
          this.changed.add(router, fallback);
      }
    }
    this.#causes.clear();
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
      distances = shortestPaths(view.links, from);
      known.set(from, distances);
    }
    return distances;
  }

  #look(): View {
    const { routers, links } = this.#entities();
    const running = routers.filter((router) => this.#link.running(router));
    return {
      routers: running,
      links: links.flatMap((id): Link[] => {
        if (id < this.#failures.length && this.#failures.get(id) > 0) return [];
        const [a, b] = this.#topology.targets(id, 'connects');
        if (a === undefined || b === undefined || !running.includes(a) || !running.includes(b)) return [];
        const { metric, delayMicros } = this.#topology.as('routerLink', id);
        return [{ id, ends: [a, b], metric, delayMicros }];
      }),
    };
  }

  /** The failure of a link; else what happened to an interface of a router that stopped or started; else anything. */
  #causeOf(before: View, after: View, link: Changes): RecordId {
    const [failure] = [...this.#causes].sort(([a], [b]) => a - b);
    if (failure !== undefined) return failure[1];
    const turned = this.routers.filter((id) => before.routers.includes(id) !== after.routers.includes(id));
    const mark = link.find(([entity]) => turned.includes(this.#deviceOf(entityId(entity)))) ?? link[0];
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
  a.id === b?.id && a.metric === b.metric && a.delayMicros === b.delayMicros;

const sameView = (a: View, b: View): boolean =>
  a.routers.length === b.routers.length &&
  a.links.length === b.links.length &&
  a.routers.every((router, index) => router === b.routers[index]) &&
  a.links.every((link, index) => sameLink(link, b.links[index]));

function sameDistances(a: Distances | undefined, b: Distances | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.size !== b.size) return false;
  for (const [router, distance] of a) {
    const other = b.get(router);
    if (other === undefined || other.metric !== distance.metric || other.delayMicros !== distance.delayMicros)
      return false;
    if (distance.path.some((hop, index) => hop !== other.path[index])) return false;
  }
  return true;
}
