import { type Address, dottedQuad } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { AdjRibs, type Received } from './adj-ribs.ts';
import { changesOfAggregates } from './aggregates.ts';
import type { RefusedRoute } from './contract.ts';
import { decisionRules } from './decision-rules.ts';
import { describePrefixes as describe, describeDeltas } from './delta-words.ts';
import { Dissemination, type Update } from './dissemination.ts';
import type { Keeping } from './graceful-restart.ts';
import { hopName } from './hop-names.ts';
import { disagreements, importer } from './import-paths.ts';
import { onceEach } from './once.ts';
import { networksOf, ownPath } from './own-path.ts';
import { ownAttributes } from './policy/origination.ts';
import { refusedRoute } from './refusing.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { type Changes, union } from './rib/changes.ts';
import type { DecisionRules } from './rib/decision.ts';
import type { Nlri } from './rib/nlri.ts';
import { AGGREGATE, isOwn, LOCAL, type Path } from './rib/path.ts';
import { type Delta, emptyRib, learn, type Rib } from './rib/rib.ts';
import { emptyTable, lookUp, merge, reader, type Table } from './rib/table.ts';
import { get } from './rib/trie.ts';
import type { RoutingParts } from './routing-parts.ts';
import { NEVER } from './rows.ts';

/** All of them get nothing. */
const none = (prefixes: readonly Nlri[]): Changes<never> => ({
  prefixes,
  values: prefixes.map(() => undefined),
});

/** Prefixes of one list that are not in another. */
function without(prefixes: readonly Nlri[], others: readonly Nlri[]): readonly Nlri[] {
  if (prefixes.length === 0 || others.length === 0) return prefixes;
  const known = new Set(others);
  return prefixes.filter((prefix) => !known.has(prefix));
}

export class Routing {
  readonly #parts: RoutingParts;
  readonly #ribs: AdjRibs;
  readonly #out: Dissemination;
  readonly #locRib;
  /** What a router has put into its Loc-RIB itself. */
  readonly #originated;
  /** Row of a router in these two lists; -1: none yet. */
  readonly #rowOf;

  constructor(parts: RoutingParts) {
    const { kernel } = parts;
    this.#parts = parts;
    this.#ribs = new AdjRibs(kernel);
    this.#locRib = kernel.store.list<Rib>('loc-rib');
    this.#originated = kernel.store.list<readonly Nlri[]>('originated');
    this.#rowOf = kernel.store.column('loc-rib of entity', 'i32', -1);
    this.#out = new Dissemination({
      ...parts,
      ribs: this.#ribs,
      remoteId: (end) => dottedQuad(this.#ribs.remoteId.get(end)),
      ribOf: (end) => this.rib(parts.terms.owner(end)),
    });
  }

  reach(endpoint: number): void {
    this.#ribs.reach(endpoint);
  }

  in(endpoint: number): Table<Received> {
    return this.#ribs.in.get(endpoint);
  }

  out(endpoint: number): Table<PathAttributes> {
    return this.#ribs.out.get(endpoint);
  }

  gateway(endpoint: number): Table<PathAttributes> | undefined {
    return this.#ribs.gateway.get(endpoint);
  }

  pending(endpoint: number): readonly Nlri[] {
    return this.#ribs.pending.get(endpoint);
  }

  /** A route that a router has heard on a session and refused; undefined: none, or it is considered. */
  refused(endpoint: number, prefix: Nlri): Omit<RefusedRoute, 'endpoint'> | undefined {
    const { terms } = this.#parts;
    const received = lookUp(this.#ribs.in.get(endpoint), prefix);
    const considered = get(this.rib(terms.owner(endpoint)), prefix)?.paths ?? [];
    const isHeld = considered.some(({ source }) => source === endpoint);
    return received && !isHeld ? refusedRoute(received, terms.of(endpoint).importing) : undefined;
  }

  /** The other end has yet to be told of a prefix that an address is in. */
  owes(endpoint: number, address: Address): boolean {
    return this.#ribs.owes(endpoint, address);
  }

  /** Loc-RIB of a router, its own networks included. */
  rib(router: EntityId): Rib {
    const row = router < this.#rowOf.length ? this.#rowOf.get(router) : -1;
    return row < 0 ? emptyRib : this.#locRib.get(row);
  }

  /** How a router chooses. */
  rules(router: EntityId): DecisionRules {
    return decisionRules(this.#parts.topology.as('router', router));
  }

  /** Prefixes of which the other end should have been told otherwise. */
  outdated(endpoint: number): readonly Nlri[] {
    return this.#out.outdated(endpoint);
  }

  /** Prefixes whose path in the Loc-RIB is not what import policy makes of Adj-RIB-In. */
  misheard(endpoint: number): readonly Nlri[] {
    if (this.#parts.ends.isAws(endpoint)) return [];
    const pathOf = importer(this.#parts, endpoint, this.#ribs.remoteId.get(endpoint));
    const rib = this.rib(this.#parts.terms.owner(endpoint));
    return disagreements(endpoint, this.#ribs.in.get(endpoint), rib, pathOf);
  }

  /** Takes an UPDATE in. */
  learn(endpoint: number, { announced, withdrawn }: Update): void {
    const { kernel, ends } = this.#parts;
    const learnedMicros = kernel.now;
    const before = this.#ribs.in.get(endpoint);
    const gone = withdrawn.filter((prefix) => lookUp(before, prefix) !== undefined);
    const received = onceEach((attributes: PathAttributes) => ({ attributes, learnedMicros, stale: false }));
    const news = announced.prefixes;
    const without = gone.length === 0 ? before : merge(before, none(gone));
    this.#ribs.in.set(endpoint, merge(without, { prefixes: news, values: announced.values.map(received) }));
    const entity = ends.entity(endpoint);
    if (gone.length > 0) kernel.record('route.lost', entity, gone.length, 0, describe(gone));
    if (news.length > 0) kernel.record('route.learned', entity, news.length, 0, describe(news));
    const { length } = this.#ribs.in.get(endpoint).prefixes;
    if (!this.#parts.isOver(endpoint, length))
      this.#import(endpoint, gone.length === 0 ? news : union([gone, news]));
  }

  /** The session came up: the other end is told everything. */
  established(endpoint: number, bgpIdentifier: number): void {
    this.#ribs.remoteId.set(endpoint, bgpIdentifier);
    this.#ribs.localAddress.set(endpoint, this.#parts.terms.localAddress(endpoint));
    this.#out.tellAll(endpoint);
  }

  /** The session is gone, and with it what was sent, and what was learned unless graceful restart keeps it. */
  lost(endpoint: number, keep: Keeping | undefined): void {
    this.#ribs.out.set(endpoint, emptyTable());
    this.#ribs.settle(endpoint);
    this.#ribs.sent.set(endpoint, NEVER);
    const { prefixes, values } = this.#ribs.in.get(endpoint);
    if (keep === undefined) this.#forget(endpoint, prefixes);
    else if (prefixes.length > 0) {
      const stale = onceEach((route: Received) => ({ ...route, stale: true }));
      this.#ribs.in.set(endpoint, { prefixes, values: values.map(stale) });
      const { kernel, ends } = this.#parts;
      const entity = ends.entity(endpoint);
      kernel.record('route.stale', entity, prefixes.length, 0, `${describe(prefixes)} ${keep}`);
      this.#import(endpoint, prefixes);
    }
  }

  /** What is stale goes. */
  purge(endpoint: number): void {
    const { prefixes, values } = this.#ribs.in.get(endpoint);
    const stale = prefixes.filter((_, index) => values[index]?.stale === true);
    this.#forget(endpoint, stale);
  }

  #forget(endpoint: number, prefixes: readonly Nlri[]): void {
    if (prefixes.length === 0) return;
    const { kernel, ends } = this.#parts;
    this.#ribs.in.set(endpoint, merge(this.#ribs.in.get(endpoint), none(prefixes)));
    kernel.record('route.lost', ends.entity(endpoint), prefixes.length, 0, describe(prefixes));
    this.#import(endpoint, prefixes);
  }

  /** Import policy, or the way to next hops, changed: what was learned is looked at again. */
  reconsider(endpoint: number): void {
    const { prefixes } = this.#ribs.in.get(endpoint);
    if (!this.#parts.isOver(endpoint, prefixes.length)) this.#import(endpoint, prefixes);
  }

  /** The process of an endpoint woke: what it held back leaves. */
  readonly flush = (endpoint: number): void => this.#out.flush(endpoint);

  /** What the other end should be told may have changed. */
  readvertise(endpoint: number): void {
    this.#out.tellAll(endpoint);
  }

  /** An end has news for the other. */
  tell(endpoint: number, prefixes: readonly Nlri[]): void {
    this.#out.tell(endpoint, prefixes);
  }

  /** What a gateway announces on AWS's end; undefined: none is attached. */
  setGateway(endpoint: number, announcements: Table<PathAttributes> | undefined): void {
    const before = this.#ribs.gateway.get(endpoint);
    this.#ribs.gateway.set(endpoint, announcements);
    if ((before === undefined) !== (announcements === undefined)) this.reconsider(endpoint);
    this.#out.tellAll(endpoint);
  }

  /** Puts a router's own networks into its Loc-RIB, and takes out what it has no more. */
  originate(router: EntityId): void {
    const { topology } = this.#parts;
    const row = this.#row(router);
    const before = this.#originated.get(row);
    const after = networksOf(topology, router);
    const [gone, news] = [without(before, after), without(after, before)];
    if (gone.length + news.length === 0) return;
    this.#originated.set(row, after);
    const own = ownPath(topology.as('router', router), LOCAL, ownAttributes);
    const values = [...gone.map(() => undefined), ...news.map(() => own)];
    this.#decide(router, LOCAL, { prefixes: gone.length === 0 ? news : [...gone, ...news], values });
  }

  #row(router: EntityId): number {
    this.#rowOf.reach(router);
    const known = this.#rowOf.get(router);
    if (known >= 0) return known;
    const row = this.#locRib.push(emptyRib);
    this.#originated.push([]);
    this.#rowOf.set(router, row);
    return row;
  }

  /** Applies import policy to some of what an endpoint knows, and decides again. */
  #import(endpoint: number, prefixes: readonly Nlri[]): void {
    const { ends, gateways, terms } = this.#parts;
    if (prefixes.length === 0) return;
    if (ends.isAws(endpoint)) gateways.follow(ends.entity(endpoint), prefixes);
    else this.#decide(terms.owner(endpoint), endpoint, this.#paths(endpoint, prefixes));
  }

  #paths(endpoint: number, prefixes: readonly Nlri[]): Changes<Path> {
    const received = reader(this.#ribs.in.get(endpoint));
    const pathOf = importer(this.#parts, endpoint, this.#ribs.remoteId.get(endpoint));
    const values = prefixes.map((prefix) => {
      const route = received(prefix);
      return route && pathOf(prefix, route);
    });
    return { prefixes, values };
  }

  #decide(router: EntityId, source: number, changes: Changes<Path>): void {
    const row = this.#row(router);
    const rules = this.rules(router);
    const first = learn(this.#locRib.get(row), source, changes, rules);
    const record = this.#parts.topology.as('router', router);
    const own = (attributes: PathAttributes, source: number) => ownPath(record, source, attributes);
    const second = learn(first.rib, AGGREGATE, changesOfAggregates(record, first, own), rules);
    this.#locRib.set(row, second.rib);
    const deltas = [...first.deltas, ...second.deltas];
    if (deltas.length > 0) this.#spread(router, deltas);
  }

  /** What a router uses changed: the FIB follows, and its neighbours are told. */
  #spread(router: EntityId, deltas: readonly Delta[]): void {
    const { kernel, topology, ends, fibChanged } = this.#parts;
    const prefixes = deltas.map(({ nlri: prefix }) => prefix);
    // Its own networks are no news; an aggregate is: it discards what no more specific route takes.
    const isOwnNetwork = ({ source }: Path) => source === LOCAL;
    const routes = deltas.filter(
      ({ before, after }) => !(before.every(isOwnNetwork) && after.every(isOwnNetwork)),
    );
    if (routes.length > 0) {
      const words = describeDeltas(routes, (path) => hopName(this.#parts, router, path));
      kernel.record('fib.changed', router, routes.length, 0, words);
    }
    fibChanged(router);
    const isFromAws = (paths: readonly Path[]) =>
      paths.every((path) => !isOwn(path) && this.#parts.terms.of(path.source).toAws);
    const allFromAws = deltas.every(({ before, after }) => isFromAws(before) && isFromAws(after));
    for (const neighbor of topology.sources(router, 'partOf', 'neighbor')) {
      const endpoint = ends.known(neighbor);
      if (endpoint >= 0 && !(allFromAws && !this.#out.passesAwsOn(endpoint)))
        this.#out.tell(endpoint, prefixes);
    }
  }
}
