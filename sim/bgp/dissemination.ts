/** What the other ends are told: policy makes Adj-RIB-Out of the Loc-RIB, and UPDATEs carry the difference. */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { AdjRibs } from './adj-ribs.ts';
import { type Announcer, announcerOf } from './aws/exporting.ts';
import type { GatewayQueries } from './aws/gateway-tables.ts';
import type { Endpoints } from './endpoints.ts';
import { gatheringMicros } from './gathering.ts';
import type { Message } from './messages.ts';
import { onceEach } from './once.ts';
import { type ExportSource, exportRoute } from './policy/exporting.ts';
import { defaultRoute, isSuppressed, ownAttributes } from './policy/origination.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { type Changes, changesOnly, inOrder, noChanges, union } from './rib/changes.ts';
import { type Nlri, nlri } from './rib/nlri.ts';
import { LOCAL, type Path } from './rib/path.ts';
import type { Rib } from './rib/rib.ts';
import { emptyTable, given, gone, member, merge, reader } from './rib/table.ts';
import { get } from './rib/trie.ts';
import { NEVER } from './rows.ts';
import type { Terms } from './terms.ts';

export type Update = Extract<Message, { type: 'UPDATE' }>;

export interface DisseminationParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly terms: Terms;
  readonly ribs: AdjRibs;
  /** Loc-RIB of the router that an endpoint belongs to. */
  readonly ribOf: (endpoint: number) => Rib;
  readonly gateways: GatewayQueries;
  readonly established: (endpoint: number) => boolean;
  readonly send: (endpoint: number, update: Update) => void;
  /** The other end opened the connection. */
  readonly incoming: (endpoint: number) => boolean;
  /** Both ends of a session know graceful restart. */
  readonly endsRib: (endpoint: number) => boolean;
  /** The first UPDATE waits until the process wakes; false where it does not. */
  readonly sleep: (endpoint: number) => boolean;
  /** BGP identifier of the other end, dotted quad. */
  readonly remoteId: (endpoint: number) => string;
}

/** A session with another router of the customer's, not with AWS. */
const isOfRouters = (topology: Topology, neighbor: EntityId): boolean =>
  topology.target(neighbor, 'peersWith') !== undefined;

type Wanted = (prefix: Nlri) => PathAttributes | undefined;

export class Dissemination {
  readonly #parts: DisseminationParts;
  readonly #flushes: Scheduler;
  readonly #looked = new Map<number, readonly unknown[]>();

  constructor(parts: DisseminationParts) {
    this.#parts = parts;
    const { ribs, kernel } = parts;
    this.#flushes = kernel.event((endpoint, generation) => {
      if (ribs.timer.get(endpoint) === generation) this.flush(endpoint);
    });
  }

  /** The other end has yet to hear of some prefixes; it does when the speaker has gathered changes for a while. */
  tell(endpoint: number, prefixes: readonly Nlri[]): void {
    const { ribs, established } = this.#parts;
    if (!established(endpoint)) return;
    ribs.owe(endpoint, prefixes);
    this.#schedule(endpoint, gatheringMicros(this.#parts, endpoint));
  }

  /** Without policy AWS is told of the customer's networks only, so of nothing that one of its sessions brought. */
  passesAwsOn(endpoint: number): boolean {
    const { ends, topology } = this.#parts;
    if (ends.isAws(endpoint)) return true;
    const neighbor = ends.entity(endpoint);
    // Asked of every session when any has news: the graph itself answers faster than terms that are kept.
    return isOfRouters(topology, neighbor) || topology.as('neighbor', neighbor).export !== undefined;
  }

  /** The other end should be told everything anew, as far as it differs from what it was told. */
  tellAll(endpoint: number): void {
    const { ribs, established } = this.#parts;
    if (!established(endpoint)) return;
    const told = ribs.out.get(endpoint).prefixes;
    const all = this.exportable(endpoint);
    ribs.owe(endpoint, told.length === 0 ? all : union([all, told]));
    this.#schedule(endpoint, gatheringMicros(this.#parts, endpoint));
  }

  #schedule(endpoint: number, delayMicros: number | 'wake'): void {
    const { kernel, ribs } = this.#parts;
    // What is held back already leaves together.
    if (ribs.due.get(endpoint) >= kernel.now) return;
    if (delayMicros === 'wake') {
      ribs.due.set(endpoint, Number.MAX_SAFE_INTEGER);
      return;
    }
    if (delayMicros === 0) {
      this.flush(endpoint);
      return;
    }
    ribs.due.set(endpoint, kernel.now + delayMicros);
    this.#flushes.after(delayMicros, endpoint, ribs.timer.add(endpoint, 1));
  }

  /** Sends what differs from what the other end was told. */
  flush(endpoint: number): void {
    const { kernel, ribs, established, endsRib, send } = this.#parts;
    const owed = ribs.settle(endpoint);
    if (!established(endpoint)) return;
    const first = ribs.sent.get(endpoint) === NEVER;
    this.#send(endpoint, this.#holdBack(endpoint, this.#changes(endpoint, owed)));
    if (!first) return;
    ribs.sent.set(endpoint, kernel.now);
    if (endsRib(endpoint)) send(endpoint, { type: 'UPDATE', announced: emptyTable(), withdrawn: [] });
  }

  /** Of some prefixes those whose routes differ from what the other end was told. */
  #changes(endpoint: number, owed: readonly Nlri[]): Changes<PathAttributes> {
    if (owed.length === 0) return noChanges;
    const values = owed.map(this.wanted(endpoint));
    const told = reader(this.#parts.ribs.out.get(endpoint));
    return changesOnly({ prefixes: owed, values }, (prefix, attributes) => attributes !== told(prefix));
  }

  /** Prefixes of which the other end was told something else than policy says, and that are not owed. */
  outdated(endpoint: number): readonly Nlri[] {
    const { ribs, established } = this.#parts;
    if (!established(endpoint) || ribs.sent.get(endpoint) === NEVER) return [];
    if (this.#isAsBefore(endpoint)) return [];
    const owed = new Set(ribs.pending.get(endpoint));
    const all = new Set([...this.exportable(endpoint), ...ribs.out.get(endpoint).prefixes]);
    return this.#changes(
      endpoint,
      [...all].filter((prefix) => !owed.has(prefix)),
    ).prefixes;
  }

  /** What it depends on is as it was when it was last looked at: thousands of instants leave it alone. */
  #isAsBefore(endpoint: number): boolean {
    const { ends, ribs, terms, ribOf } = this.#parts;
    const aws = ends.isAws(endpoint);
    const policy = aws ? ribs.gateway.get(endpoint) : terms.of(endpoint);
    const now = [
      ribs.out.get(endpoint),
      ribs.pending.get(endpoint),
      policy,
      aws ? this.#announcer(endpoint).siteLink : ribOf(endpoint),
    ];
    const before = this.#looked.get(endpoint);
    this.#looked.set(endpoint, now);
    return before?.every((part, index) => part === now[index]) === true;
  }

  /** What may leave now: withdrawals do not wait for the minimum interval between two UPDATEs (RFC 4271 §9.2.1.1). */
  #holdBack(endpoint: number, changes: Changes<PathAttributes>): Changes<PathAttributes> {
    const { kernel, ends, ribs } = this.#parts;
    const { mraiExternalMicros, mraiInternalMicros } = ends.rules(endpoint).updates;
    const interval = ends.internal(endpoint) ? mraiInternalMicros : mraiExternalMicros;
    const left = ribs.sent.get(endpoint) + interval - kernel.now;
    if (interval === 0 || left <= 0) return changes;
    const later = given(changes).prefixes;
    if (later.length === 0) return changes;
    ribs.owe(endpoint, later);
    this.#schedule(endpoint, left);
    const now = gone(changes);
    return { prefixes: now, values: now.map(() => undefined) };
  }

  #send(endpoint: number, changes: Changes<PathAttributes>): void {
    const { kernel, ribs, send } = this.#parts;
    if (changes.prefixes.length === 0) return;
    const ordered = inOrder(changes);
    ribs.out.set(endpoint, merge(ribs.out.get(endpoint), ordered));
    const announced = given(ordered);
    if (ribs.sent.get(endpoint) !== NEVER && announced.prefixes.length > 0)
      ribs.sent.set(endpoint, kernel.now);
    send(endpoint, { type: 'UPDATE', announced, withdrawn: gone(ordered) });
  }

  /** Prefixes of which the other end could be told, each once. */
  exportable(endpoint: number): readonly Nlri[] {
    const { topology, ends, ribs, terms } = this.#parts;
    if (ends.isAws(endpoint)) return this.#announcer(endpoint).exportable();
    const { addressFamily } = ends.config(endpoint);
    const { networks, defaultOriginate } = terms.of(endpoint);
    const router = terms.owner(endpoint);
    const lists = [networks];
    if (defaultOriginate) lists.push([defaultRoute(addressFamily)]);
    for (const { prefix } of topology.as('router', router).aggregates ?? []) lists.push([nlri(prefix)]);
    // What is in the Loc-RIB and no network of one's own came over one of the router's sessions.
    const passesAwsOn = this.passesAwsOn(endpoint);
    for (const neighbor of topology.sources(router, 'partOf', 'neighbor')) {
      const other = ends.known(neighbor);
      if (other >= 0 && other !== endpoint && (passesAwsOn || isOfRouters(topology, neighbor)))
        lists.push(ribs.in.get(other).prefixes);
    }
    const prefixes = union(lists);
    const isOfFamily = ({ family }: Nlri) => family === addressFamily;
    return prefixes.every(isOfFamily) ? prefixes : prefixes.filter(isOfFamily);
  }

  /** Adj-RIB-Out as it should be: what policy makes of the Loc-RIB, prefix by prefix. */
  wanted(endpoint: number): Wanted {
    if (this.#parts.ends.isAws(endpoint)) return this.#announcer(endpoint).attributesOf;
    return this.#wantedByRouter(endpoint);
  }

  #announcer(endpoint: number): Announcer {
    const { topology, ends, ribs, gateways: tables } = this.#parts;
    const { localAsn, addressFamily } = ends.config(endpoint);
    const own = { localAsn, addressFamily, localAddress: ribs.localAddress.get(endpoint) };
    return announcerOf({ topology, tables }, ends.entity(endpoint), own, ribs.gateway.get(endpoint));
  }

  #wantedByRouter(endpoint: number): Wanted {
    const { topology, ends, terms, ribs, ribOf, remoteId } = this.#parts;
    const { addressFamily } = ends.config(endpoint);
    const { exporting, networks, defaultOriginate, toAws } = terms.of(endpoint);
    const localAddress = ribs.localAddress.get(endpoint);
    const policy = { ...exporting, localAddress, remoteId: remoteId(endpoint) };
    const rib = ribOf(endpoint);
    const isNetwork = member(networks);
    const { aggregates = [] } = topology.as('router', terms.owner(endpoint));
    const summaries = aggregates.map(({ prefix, summaryOnly }) => ({ nlri: nlri(prefix), summaryOnly }));
    const sourceOf = onceEach((source: number) => this.#source(endpoint, source));
    const send = (prefix: Nlri, { source, attributes, weight }: Path) =>
      exportRoute({ nlri: prefix, attributes, weight }, sourceOf(source), policy);
    const customers = terms.customerAsns;
    // Without policy AWS is told of the customer's networks only, not of what AWS said elsewhere.
    const tellsAws = onceEach(({ attributes: { asPath } }: Path): boolean =>
      policy.map === undefined
        ? asPath.every((asn) => customers.has(asn))
        : // AWS takes no route that has been through its AS: nothing makes it, so the router need not try.
          !asPath.includes(exporting.remoteAsn),
    );
    // Without a route map, what is sent does not hang on the prefix.
    let last: Path | undefined;
    let sent: PathAttributes | undefined;
    const sendOnce = (prefix: Nlri, path: Path) => {
      if (path !== last || policy.map !== undefined) {
        last = path;
        sent = send(prefix, path);
      }
      return sent;
    };
    const ownDefault = defaultOriginate ? defaultRoute(addressFamily) : undefined;
    return (prefix) => {
      if (prefix.family !== addressFamily) return undefined;
      if (prefix === ownDefault)
        return exportRoute({ nlri: prefix, attributes: ownAttributes, weight: 0 }, sourceOf(LOCAL), {
          ...policy,
          map: undefined,
        });
      const best = get(rib, prefix)?.best[0];
      if (best === undefined || (summaries.length > 0 && isSuppressed(prefix, summaries))) return undefined;
      if (best.source === LOCAL && !isNetwork(prefix)) return undefined;
      if (best.source === endpoint || (toAws && !tellsAws(best))) return undefined;
      return sendOnce(prefix, best);
    };
  }

  #source(endpoint: number, source: number): ExportSource {
    const { topology, terms, remoteId } = this.#parts;
    if (source < 0) {
      const { routerId } = topology.as('router', terms.owner(endpoint));
      return { role: 'own', routerId, context: { neighborNames: [] } };
    }
    const { role, context } = terms.of(source);
    return { role, routerId: remoteId(source), context };
  }
}
