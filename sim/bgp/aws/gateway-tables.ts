/**
 * The tables of AWS's gateways: of each gateway one RIB a sending Region, and one for SiteLink, fed by the sessions on
 * AWS's side after a delay. A change costs what it changes, whatever else the gateway knows.
 */
import type { Kernel, Scheduler } from '../../kernel/kernel.ts';
import type { Address } from '../../topology/address.ts';
import { type EntityId, entityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Received } from '../adj-ribs.ts';
import { describePrefixes } from '../delta-words.ts';
import type { Changes } from '../rib/changes.ts';
import { commonBits, type Nlri, wordsOf } from '../rib/nlri.ts';
import { type Delta, emptyRib, learn, type Rib } from '../rib/rib.ts';
import { emptyTable, gone, reader, type Table } from '../rib/table.ts';
import { describeTableDeltas, isNews } from './deltas.ts';
import { importer, SITE_LINK, VPN } from './importing.ts';
import { follow, type Installation, install } from './installation.ts';
import { sendingRegions } from './regions.ts';
import { awsRules } from './rules.ts';

/** The `source` of a path is the entity of AWS's end of the session. */
export interface GatewayTable {
  readonly region: string;
  readonly rib: Rib;
  /** Prefixes in it. */
  readonly size: number;
}

export interface GatewayQueries {
  /** What a gateway chooses from when packets come from a Region. */
  table(gateway: EntityId, region: string): GatewayTable;
  /** Regions that send through a gateway, in order. */
  regions(gateway: EntityId): readonly string[];
  /** What it carries from one virtual interface to another. */
  siteLink(gateway: EntityId): GatewayTable;
  /** What it has learned over VPNs. */
  vpn(gateway: EntityId): GatewayTable;
  /** Routes of AWS's end that are in use. */
  installed(peer: EntityId): Table<Received>;
  /** Whether a route of AWS's end to an address is on its way into the tables. */
  isComing(peer: EntityId, address: Address): boolean;
}

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  /** A route to a prefix as an end has accepted it; none while no gateway is attached. */
  readonly accepted: (peer: EntityId) => (prefix: Nlri) => Received | undefined;
  readonly changed: (entity: EntityId) => void;
  /** What SiteLink carries for a gateway became something else. */
  readonly siteLinkChanged: (gateway: EntityId, prefixes: readonly Nlri[]) => void;
  /** And what a gateway has for its own Region, or from VPNs. */
  readonly tableChanged?: (gateway: EntityId, region: string, prefixes: readonly Nlri[]) => void;
}

const NOTHING: Installation = { installed: emptyTable(), pending: emptyTable() };
const NO_TABLES: readonly GatewayTable[] = [];
const blank = (region: string): GatewayTable => ({ region, rib: emptyRib, size: 0 });
const NO_GATEWAY = -1;

export class GatewayTables implements GatewayQueries {
  readonly #parts: Parts;
  /** By BGP peer. */
  readonly #installations;
  readonly #gateway;
  /** By gateway. */
  readonly #tables;
  readonly #due: Scheduler;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { store } = parts.kernel;
    this.#installations = store.list<Installation>('gateway installations');
    this.#gateway = store.column('gateway of peer', 'i32', NO_GATEWAY);
    this.#tables = store.list<readonly GatewayTable[]>('gateway tables');
    this.#due = parts.kernel.event((peer) => this.#install(entityId(peer)));
  }

  table(gateway: EntityId, region: string): GatewayTable {
    return this.#tablesOf(gateway).find((table) => table.region === region) ?? blank(region);
  }

  regions(gateway: EntityId): readonly string[] {
    return this.#tablesOf(gateway)
      .map(({ region }) => region)
      .filter((region) => region !== SITE_LINK && region !== VPN);
  }

  siteLink(gateway: EntityId): GatewayTable {
    return this.table(gateway, SITE_LINK);
  }

  vpn(gateway: EntityId): GatewayTable {
    return this.table(gateway, VPN);
  }

  installed(peer: EntityId): Table<Received> {
    return this.#installation(peer).installed;
  }

  isComing(peer: EntityId, address: Address): boolean {
    const { prefixes, values } = this.#installation(peer).pending;
    const words = wordsOf(address);
    return prefixes.some(
      (prefix, index) =>
        values[index]?.route !== undefined &&
        prefix.family === address.family &&
        commonBits(prefix.words, words, prefix.length) === prefix.length,
    );
  }

  /** AWS's end feeds this gateway from now on. What it fed before it is taken back as any other route. */
  attach(peer: EntityId, gateway: EntityId): void {
    this.#gateway.reach(peer);
    this.#gateway.set(peer, gateway);
    this.refresh(gateway);
  }

  /** Makes the tables that a gateway should have: what is associated with it may have changed. */
  refresh(gateway: EntityId): void {
    const { topology } = this.#parts;
    const direct = topology.as('gateway', gateway).type === 'directConnectGateway';
    const wanted = [...sendingRegions(topology, gateway), direct ? SITE_LINK : VPN];
    const before = this.#tablesOf(gateway);
    if (wanted.length === before.length && wanted.every((region, index) => region === before[index]?.region))
      return;
    while (this.#tables.length <= gateway) this.#tables.push(NO_TABLES);
    const known = (region: string) => before.find((table) => table.region === region);
    this.#tables.set(
      gateway,
      wanted.map((region) => known(region) ?? this.#filled(gateway, region)),
    );
  }

  /** An end's routes to some prefixes may have changed. */
  follow(peer: EntityId, prefixes: readonly Nlri[]): void {
    const { kernel, accepted } = this.#parts;
    const before = this.#installation(peer);
    const due = (route: Received | undefined) =>
      kernel.now + kernel.duration(route === undefined ? 'routeWithdrawal' : 'routeInstall');
    const { pending, times } = follow(before, prefixes, accepted(peer), due);
    if (pending === before.pending) return;
    while (this.#installations.length <= peer) this.#installations.push(NOTHING);
    this.#installations.set(peer, { ...before, pending });
    for (const time of times) this.#due.at(time, peer);
  }

  #installation(peer: EntityId): Installation {
    return peer < this.#installations.length ? this.#installations.get(peer) : NOTHING;
  }

  #tablesOf(gateway: EntityId): readonly GatewayTable[] {
    return gateway < this.#tables.length ? this.#tables.get(gateway) : NO_TABLES;
  }

  #gatewayOf(peer: EntityId): EntityId | undefined {
    const row = peer < this.#gateway.length ? this.#gateway.get(peer) : NO_GATEWAY;
    return row === NO_GATEWAY ? undefined : entityId(row);
  }

  /** Takes over what is due; nothing when it was called off. */
  #install(peer: EntityId): void {
    const { kernel } = this.#parts;
    const before = this.#installation(peer);
    const { after, ripe } = install(before, kernel.now);
    if (ripe.prefixes.length === 0) return;
    this.#installations.set(peer, after);
    this.#record(peer, before, ripe);
    this.#parts.changed(peer);
    const gateway = this.#gatewayOf(peer);
    if (gateway !== undefined) this.#learn(gateway, peer, ripe);
  }

  /** What is new but for its age, and what is gone; the first record is the cause of what follows. */
  #record(peer: EntityId, { installed }: Installation, ripe: Changes<Received>): void {
    const { kernel } = this.#parts;
    const before = reader(installed);
    const learned = ripe.prefixes.filter((prefix, place) => {
      const route = ripe.values[place];
      return route !== undefined && route.attributes !== before(prefix)?.attributes;
    });
    const say = (kind: 'route.installed' | 'route.removed', prefixes: readonly Nlri[]) => {
      if (prefixes.length === 0) return [];
      const names = describePrefixes(prefixes);
      return [kernel.because(kernel.cause, () => kernel.record(kind, peer, prefixes.length, 0, names))];
    };
    const [first = kernel.cause] = [...say('route.installed', learned), ...say('route.removed', gone(ripe))];
    kernel.cause = first;
  }

  #learn(gateway: EntityId, peer: EntityId, { prefixes, values }: Changes<Received>): void {
    const { kernel } = this.#parts;
    const why = kernel.cause;
    const learned = this.#tablesOf(gateway).map((table) => {
      const pathOf = importer(this.#parts, gateway, peer, table.region);
      // Most gateways have nothing to do with SiteLink.
      if (pathOf === undefined && table.size === 0) return { table, deltas: [] };
      const paths = values.map((route) => route && pathOf?.(route));
      const { rib, deltas } = learn(table.rib, peer, { prefixes, values: paths }, awsRules);
      return { table: { ...table, rib, size: table.size + grown(deltas) }, deltas };
    });
    // Who is told asks the tables.
    this.#tables.set(
      gateway,
      learned.map(({ table }) => table),
    );
    for (const { table, deltas } of learned)
      kernel.because(why, () => this.#report(gateway, table.region, deltas.filter(isNews)));
  }

  #report(gateway: EntityId, region: string, deltas: readonly Delta[]): void {
    const { kernel, topology } = this.#parts;
    if (deltas.length === 0) return;
    const several = this.#tablesOf(gateway).length > 2 || region === SITE_LINK || region === VPN;
    const words = describeTableDeltas(topology, deltas);
    kernel.record('fib.changed', gateway, deltas.length, 0, several ? `${words} (${region})` : words);
    this.#parts.changed(gateway);
    const prefixes = deltas.map(({ nlri }) => nlri);
    if (region === SITE_LINK) this.#parts.siteLinkChanged(gateway, prefixes);
    else this.#parts.tableChanged?.(gateway, region, prefixes);
  }

  /** A table that begins with what the gateway's sessions have brought so far. */
  #filled(gateway: EntityId, region: string): GatewayTable {
    let table = blank(region);
    for (let row = 0; row < this.#installations.length; row++) {
      const peer = entityId(row);
      const { installed } = this.#installation(peer);
      if (installed.prefixes.length === 0 || this.#gatewayOf(peer) !== gateway) continue;
      const pathOf = importer(this.#parts, gateway, peer, region);
      const paths = installed.values.map((route) => pathOf?.(route));
      const changes = { prefixes: installed.prefixes, values: paths };
      const { rib, deltas } = learn(table.rib, peer, changes, awsRules);
      table = { region, rib, size: table.size + grown(deltas) };
    }
    return table;
  }
}

/** By how many prefixes a table grew. */
const grown = (deltas: readonly Delta[]): number =>
  deltas.reduce(
    (sum, { before, after }) => sum + (after.length > 0 ? 1 : 0) - (before.length > 0 ? 1 : 0),
    0,
  );
