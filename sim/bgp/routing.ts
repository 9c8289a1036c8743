/**
 * The RIBs of all speakers, driven by their sessions: UPDATEs in, decision, what changed goes to the FIB and out again.
 * A customer router has a Loc-RIB; AWS's end of a session hands its routes to the gateway tables of a floor above.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { type Address, parseAddress } from '../topology/address.ts';
import type { EntityId, Router } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { AdjRibs, type Received } from './adj-ribs.ts';
import type { RefusedRoute, Route } from './contract.ts';
import type { Endpoints } from './endpoints.ts';
import { exportAttributes, exportByAws, importAttributes } from './exchange.ts';
import type { Message } from './messages.ts';
import type { NextHops } from './next-hops.ts';
import { onceEach } from './once.ts';
import { intern, type PathAttributes } from './rib/attributes.ts';
import type { DecisionRules } from './rib/decision.ts';
import { commonBits, type Nlri, nlri, wordsOf } from './rib/nlri.ts';
import { isOwn, LOCAL, type Path } from './rib/path.ts';
import { type Delta, emptyRib, learn, type PathChange, type Rib } from './rib/rib.ts';
import { genericRules } from './rib/rules.ts';
import { type Change, lookUp, merge, type Table } from './rib/table.ts';
import { entries, get } from './rib/trie.ts';
import { ownerOf, termsOf } from './terms.ts';

type Update = Extract<Message, { type: 'UPDATE' }>;

export interface RoutingParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly nextHops: NextHops;
  readonly established: (endpoint: number) => boolean;
  readonly send: (endpoint: number, update: Update) => void;
  /** BGP identifier of the other end, from its OPEN. */
  readonly remoteIdentifier: (endpoint: number) => number;
  /** What a router uses for some prefixes changed. */
  readonly fibChanged: (router: EntityId) => void;
}

const describe = (prefixes: readonly Nlri[]): string => {
  const names = prefixes.map(({ text }) => text);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
};

const MOST_NAMED = 3;

/** `10.0.0.0/16: 169.254.101.1 → 169.254.102.1`, for the first few. */
function describeDeltas(deltas: readonly Delta[], hopName: (path: Path) => string): string {
  const hops = (paths: readonly Path[]) => paths.map(hopName).join(' and ') || 'none';
  const said = deltas.slice(0, MOST_NAMED).map(({ nlri: { text }, before, after }) => {
    const [from, to] = [hops(before), hops(after)];
    return from === to ? `${text}: ${to}, with other attributes` : `${text}: ${from} → ${to}`;
  });
  const rest = deltas.length - said.length;
  return `${said.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

export class Routing {
  readonly #parts: RoutingParts;
  readonly #ribs: AdjRibs;
  readonly #locRib;
  /** What a router has put into its Loc-RIB itself. */
  readonly #originated;
  /** Row of a router in the two lists above; -1: none yet. */
  readonly #rowOf;
  readonly #flushes: Scheduler;

  constructor(parts: RoutingParts) {
    const { kernel } = parts;
    this.#parts = parts;
    this.#ribs = new AdjRibs(kernel);
    this.#locRib = kernel.store.list<Rib>('loc-rib');
    this.#originated = kernel.store.list<readonly Nlri[]>('originated');
    this.#rowOf = kernel.store.column('loc-rib of entity', 'i32', -1);
    this.#flushes = kernel.event((endpoint, generation) => {
      if (this.#ribs.timer.get(endpoint) === generation) this.#flush(endpoint);
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

  /** Adj-RIB-In without loops. */
  accepted(endpoint: number): readonly Route[] {
    const table = this.#ribs.in.get(endpoint);
    const terms = termsOf(this.#parts, endpoint);
    const refused = onceEach(
      (attributes: PathAttributes) => importAttributes(terms, attributes) === undefined,
    );
    return table.prefixes.flatMap((prefix, index) => {
      const received = table.values[index];
      if (received === undefined || refused(received.attributes)) return [];
      return [{ nlri: prefix, attributes: received.attributes, learnedMicros: received.learnedMicros }];
    });
  }

  /** A route that a router has heard on a session and refused; undefined: none, or it is considered. */
  refused(endpoint: number, prefix: Nlri): Omit<RefusedRoute, 'endpoint'> | undefined {
    const received = lookUp(this.#ribs.in.get(endpoint), prefix);
    const considered = get(this.rib(this.#routerOf(endpoint)), prefix)?.paths ?? [];
    if (received === undefined || considered.some(({ source }) => source === endpoint)) return undefined;
    const { attributes, learnedMicros } = received;
    const isLoop = attributes.asPath.includes(termsOf(this.#parts, endpoint).localAsn);
    return { attributes, learnedMicros, why: isLoop ? 'AS loop' : 'import policy' };
  }

  /** The other end has yet to be told of a prefix that an address is in. */
  owes(endpoint: number, address: Address): boolean {
    const words = wordsOf(address);
    return this.#ribs.pending
      .get(endpoint)
      .some(
        (prefix) =>
          prefix.family === address.family &&
          commonBits(prefix.words, words, prefix.length) === prefix.length,
      );
  }

  /** Loc-RIB of a router, its own networks included. */
  rib(router: EntityId): Rib {
    const row = router < this.#rowOf.length ? this.#rowOf.get(router) : -1;
    return row < 0 ? emptyRib : this.#locRib.get(row);
  }

  /** Takes an UPDATE in. */
  learn(endpoint: number, { announced, withdrawn }: Update): void {
    const { kernel, ends } = this.#parts;
    const { now } = kernel;
    const before = this.#ribs.in.get(endpoint);
    const gone = withdrawn.filter((prefix) => lookUp(before, prefix) !== undefined);
    const changes: Change<Received>[] = [
      ...gone.map((prefix): Change<Received> => [prefix, undefined]),
      ...announced.map(({ nlri: prefix, attributes }): Change<Received> => {
        return [prefix, { attributes, learnedMicros: now, stale: false }];
      }),
    ];
    this.#ribs.in.set(endpoint, merge(before, changes));
    const entity = ends.entity(endpoint);
    if (gone.length > 0) kernel.record('route.lost', entity, gone.length, 0, describe(gone));
    const news = announced.map(({ nlri: prefix }) => prefix);
    if (news.length > 0) kernel.record('route.learned', entity, news.length, 0, describe(news));
    this.#import(endpoint, [...gone, ...news]);
  }

  /** The session came up: the other end is told everything. */
  established(endpoint: number): void {
    this.#ribs.owe(endpoint, this.#exportable(endpoint));
    this.#flush(endpoint);
  }

  /** The session is gone, and with it all that was learned and sent. */
  lost(endpoint: number): void {
    const { kernel, ends } = this.#parts;
    const { prefixes } = this.#ribs.in.get(endpoint);
    this.#ribs.in.set(endpoint, { prefixes: [], values: [] });
    this.#ribs.out.set(endpoint, { prefixes: [], values: [] });
    this.#ribs.settle(endpoint);
    if (prefixes.length === 0) return;
    kernel.record('route.lost', ends.entity(endpoint), prefixes.length, 0, describe(prefixes));
    this.#import(endpoint, prefixes);
  }

  /** Policy, or the way to next hops, changed: what was learned is looked at again. */
  reconsider(endpoint: number): void {
    this.#import(endpoint, this.#ribs.in.get(endpoint).prefixes);
  }

  /** What the other end should be told may have changed. */
  readvertise(endpoint: number): void {
    if (!this.#parts.established(endpoint)) return;
    this.#ribs.owe(endpoint, [...this.#exportable(endpoint), ...this.#ribs.out.get(endpoint).prefixes]);
    this.#flush(endpoint);
  }

  setGateway(endpoint: number, announcements: Table<PathAttributes> | undefined): void {
    this.#ribs.gateway.set(endpoint, announcements);
    this.readvertise(endpoint);
  }

  /** Puts a router's own networks into its Loc-RIB, and takes out what it has no more. */
  originate(router: EntityId): void {
    const { topology } = this.#parts;
    const row = this.#row(router);
    const before = this.#originated.get(row);
    const { networks } = topology.as('router', router);
    const lists = topology
      .sources(router, 'partOf', 'neighbor')
      .flatMap((neighbor) => topology.as('neighbor', neighbor).advertise ?? []);
    const after = [...new Set([...networks, ...lists].map(nlri))];
    const [had, has] = [new Set(before), new Set(after)];
    if (after.length === before.length && after.every((prefix) => had.has(prefix))) return;
    this.#originated.set(row, after);
    const path = this.#ownPath(topology.as('router', router));
    this.#decide(router, [
      ...before
        .filter((prefix) => !has.has(prefix))
        .map((prefix) => ({ nlri: prefix, source: LOCAL, path: undefined })),
      ...after.filter((prefix) => !had.has(prefix)).map((prefix) => ({ nlri: prefix, source: LOCAL, path })),
    ]);
  }

  #ownPath({ routerId }: Router): Path {
    return {
      source: LOCAL,
      attributes: intern({ origin: 'IGP', asPath: [], nextHop: '', communities: [] }),
      weight: 0,
      external: true,
      metric: 0,
      routerId: Number(parseAddress(routerId).bits),
      peerAddress: 0n,
      learnedMicros: 0,
      stale: false,
    };
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

  #routerOf(endpoint: number): EntityId {
    return ownerOf(this.#parts, endpoint);
  }

  /** Applies import policy to some of what an endpoint knows, and decides again. */
  #import(endpoint: number, prefixes: readonly Nlri[]): void {
    if (this.#parts.ends.isAws(endpoint) || prefixes.length === 0) return;
    const table = this.#ribs.in.get(endpoint);
    const pathOf = this.#importer(endpoint);
    this.#decide(
      this.#routerOf(endpoint),
      prefixes.map((prefix) => {
        const received = lookUp(table, prefix);
        return {
          nlri: prefix,
          source: endpoint,
          path: received === undefined ? undefined : pathOf(received),
        };
      }),
    );
  }

  /** From what was received to a path of the Loc-RIB; undefined: policy refuses it. */
  #importer(endpoint: number): (received: Received) => Path | undefined {
    const { ends, nextHops, remoteIdentifier } = this.#parts;
    const terms = termsOf(this.#parts, endpoint);
    const router = this.#routerOf(endpoint);
    const routerId = remoteIdentifier(endpoint);
    const peerAddress = parseAddress(ends.config(endpoint).remoteAddress).bits;
    const attributesOf = onceEach((attributes: PathAttributes) => importAttributes(terms, attributes));
    const metricOf = onceEach(({ nextHop }: PathAttributes) => {
      if (!terms.internal) return ends.localUp.get(endpoint) === 1 ? 0 : undefined;
      return nextHops.resolve(router, nextHop)?.metric;
    });
    return ({ attributes: raw, learnedMicros, stale }) => {
      const attributes = attributesOf(raw);
      if (attributes === undefined) return undefined;
      return {
        source: endpoint,
        attributes,
        weight: 0,
        external: !terms.internal,
        metric: metricOf(raw),
        routerId,
        peerAddress,
        learnedMicros,
        stale,
      };
    };
  }

  #decide(router: EntityId, changes: readonly PathChange[]): void {
    const row = this.#row(router);
    const { rib, deltas } = learn(this.#locRib.get(row), changes, this.rules(router));
    this.#locRib.set(row, rib);
    if (deltas.length > 0) this.#spread(router, deltas);
  }

  /** How a router chooses. */
  rules(_router: EntityId): DecisionRules {
    return genericRules;
  }

  /** What a router uses changed: the FIB follows, and its neighbours are told. */
  #spread(router: EntityId, deltas: readonly Delta[]): void {
    const { kernel, topology, ends, established } = this.#parts;
    const prefixes = deltas.map(({ nlri: prefix }) => prefix);
    const routes = deltas.filter(({ before, after }) => [...before, ...after].some((path) => !isOwn(path)));
    if (routes.length > 0)
      kernel.record(
        'fib.changed',
        router,
        routes.length,
        0,
        describeDeltas(routes, (path) => this.#hopName(router, path)),
      );
    this.#parts.fibChanged(router);
    for (const neighbor of topology.sources(router, 'partOf', 'neighbor')) {
      const endpoint = ends.known(neighbor);
      if (endpoint < 0 || !established(endpoint)) continue;
      this.#ribs.owe(endpoint, prefixes);
      this.#schedule(endpoint);
    }
  }

  /** Where a path of a router leads, in words: the neighbour's address, or the next router. */
  #hopName(router: EntityId, path: Path): string {
    const { topology, ends, nextHops } = this.#parts;
    if (isOwn(path)) return 'its own network';
    const { nextHop } = path.attributes;
    if (path.external) return ends.config(path.source).remoteAddress;
    const far = nextHops.resolve(router, nextHop)?.router;
    return far === undefined ? nextHop : topology.name(far);
  }

  /** Speakers gather changes for a while before they send an UPDATE. */
  #schedule(endpoint: number): void {
    const { kernel, ends } = this.#parts;
    const delay = ends.internal(endpoint) ? kernel.duration('internalRoute') : 0;
    if (delay === 0) this.#flush(endpoint);
    else if (!this.#waits(endpoint)) {
      this.#ribs.due.set(endpoint, kernel.now + delay);
      this.#flushes.after(delay, endpoint, this.#ribs.timer.add(endpoint, 1));
    }
  }

  #waits(endpoint: number): boolean {
    return this.#ribs.due.get(endpoint) >= this.#parts.kernel.now;
  }

  /** Sends what differs from what the other end was told. */
  #flush(endpoint: number): void {
    const { established, send } = this.#parts;
    const owed = this.#ribs.settle(endpoint);
    if (!established(endpoint) || owed.length === 0) return;
    const before = this.#ribs.out.get(endpoint);
    const wanted = this.#exporter(endpoint);
    const changes: Change<PathAttributes>[] = [];
    for (const prefix of owed) {
      const attributes = wanted(prefix);
      if (attributes !== lookUp(before, prefix)) changes.push([prefix, attributes]);
    }
    if (changes.length === 0) return;
    this.#ribs.out.set(endpoint, merge(before, changes));
    send(endpoint, {
      type: 'UPDATE',
      announced: changes.flatMap(([prefix, attributes]) =>
        attributes === undefined ? [] : [{ nlri: prefix, attributes }],
      ),
      withdrawn: changes.flatMap(([prefix, attributes]) => (attributes === undefined ? [prefix] : [])),
    });
  }

  /** Prefixes of which the other end could be told. */
  #exportable(endpoint: number): readonly Nlri[] {
    const { ends } = this.#parts;
    if (ends.isAws(endpoint)) return this.#ribs.gateway.get(endpoint)?.prefixes ?? [];
    const { addressFamily } = ends.config(endpoint);
    const rib = this.rib(this.#routerOf(endpoint));
    return Array.from(entries({ ipv4: undefined, ipv6: undefined, [addressFamily]: rib[addressFamily] })).map(
      ({ nlri: prefix }) => prefix,
    );
  }

  /** What the other end is to be told of a prefix. */
  #exporter(endpoint: number): (prefix: Nlri) => PathAttributes | undefined {
    const { ends } = this.#parts;
    const { addressFamily } = ends.config(endpoint);
    const terms = termsOf(this.#parts, endpoint);
    if (ends.isAws(endpoint)) {
      const gateway = this.#ribs.gateway.get(endpoint);
      const sent = onceEach((attributes: PathAttributes) => exportByAws(terms, attributes));
      return (prefix) => {
        const attributes = gateway === undefined ? undefined : lookUp(gateway, prefix);
        return attributes === undefined ? undefined : sent(attributes);
      };
    }
    const rib = this.rib(this.#routerOf(endpoint));
    return (prefix) => {
      const best = prefix.family === addressFamily ? get(rib, prefix)?.best[0] : undefined;
      // No router tells a neighbour of the route that it has from him.
      if (best === undefined || best.source === endpoint) return undefined;
      return exportAttributes(
        terms,
        prefix,
        best,
        isOwn(best) ? undefined : termsOf(this.#parts, best.source),
      );
    };
  }
}
