/** AWS's public network in the way of packets: which routes a Region uses, and what AWS lets in. */

import { awsRules } from '../bgp/aws/rules.ts';
import type { Route } from '../bgp/contract.ts';
import { isHeardIn, seenByOthers } from '../bgp/public-routes.ts';
import { changed } from '../bgp/rib/attributes.ts';
import {
  type DecisionRules,
  type DecisionStep,
  decide,
  explainDecision,
  stepWords,
  type Verdict,
} from '../bgp/rib/decision.ts';
import type { Nlri } from '../bgp/rib/nlri.ts';
import type { Path } from '../bgp/rib/path.ts';
import { genericRules } from '../bgp/rib/rules.ts';
import { type Address, contains, formatAddress, parseAddress } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { towards } from './aws-tables.ts';
import type { Departure } from './departure.ts';
import { type Floors, peersOf, publicInterfaces } from './net.ts';
import type { Tables } from './propagation.ts';
import { subnetOf } from './way.ts';

export const isPublicRegion = (topology: Topology, id: EntityId): boolean =>
  topology.kind(id) === 'awsRegion';

/** How a Region chooses among public routes: those of its own locations first [user guide], then as BGP does. */
export const publicRules: DecisionRules = {
  ...genericRules,
  // The preference says whether a route is learned in this very Region; of the same age the lower address stays.
  steps: ['localPreference', 'asPath', 'age', 'peerAddress'],
};

/** Over how many of them it balances: as elsewhere at AWS, but only within one Region [user guide, routing policies]. */
const balanced: DecisionRules = {
  ...publicRules,
  maximumPaths: awsRules.maximumPaths,
  multipathRelax: awsRules.multipathRelax,
};

/** The choice among a Region's routes to a prefix, those in use first. */
export function publicVerdicts(
  { topology }: Pick<Tables, 'topology'>,
  paths: readonly Path[],
): readonly Verdict[] {
  const regionOf = ({ source }: Path) => {
    const vif = topology.only(entityId(source), 'partOf');
    return topology.as('virtualInterface', vif).region;
  };
  const verdicts = explainDecision(paths, publicRules);
  const best = verdicts.find(({ lostOn }) => lostOn === undefined)?.path;
  if (best === undefined) return verdicts;
  const used = new Set(
    decide(
      paths.filter((path) => regionOf(path) === regionOf(best)),
      balanced,
    ),
  );
  return [
    ...verdicts.filter(({ path }) => used.has(path)).map(({ path }) => ({ path, lostOn: undefined })),
    ...verdicts.filter(({ path }) => !used.has(path)),
  ];
}

export const HOME_REGION = 'home Region';
const HOME = 200;
const ELSEWHERE = 100;

/** The steps of the choice, in words. */
export const publicStepWords = (step: DecisionStep): string =>
  step === 'localPreference' ? HOME_REGION : stepWords[step];

/** A route as a Region knows it. */
export interface PublicRoute {
  readonly nlri: Nlri;
  /** Its source is AWS's end of the session. */
  readonly path: Path;
}

/** Routes of a public virtual interface's session that a Region hears, as it sees them. */
export function heardIn(
  { topology, bgp }: Tables,
  region: EntityId,
  vif: EntityId,
  peer: EntityId,
): readonly PublicRoute[] {
  const here = topology.as('awsRegion', region).region;
  const home = topology.as('virtualInterface', vif).region;
  const { localAsn, remoteAddress } = topology.as('bgpPeer', peer).session;
  const { prefixes, values } = bgp.gateways.installed(peer);
  const localPref = here === home ? HOME : ELSEWHERE;
  const common = { source: peer, weight: 0, external: true, metric: 0, routerId: 0 };
  const peerAddress = parseAddress(remoteAddress).bits;
  return prefixes.flatMap((nlri, index): PublicRoute[] => {
    const route = values[index];
    if (route === undefined || !isHeardIn(here, home, route.attributes)) return [];
    const attributes = changed(seenByOthers(route.attributes, localAsn), { localPref });
    const { learnedMicros, stale } = route;
    return [{ nlri, path: { ...common, peerAddress, attributes, learnedMicros, stale } }];
  });
}

/** All that a Region hears, of whatever session. */
export const heardBy = (tables: Tables, region: EntityId): readonly PublicRoute[] =>
  publicInterfaces(tables.topology).flatMap((vif) =>
    tables.topology.sources(vif, 'partOf', 'bgpPeer').flatMap((peer) => heardIn(tables, region, vif, peer)),
  );

/** Where packets for an address leave the public network from a Region. */
export function publicDepartures(tables: Tables, region: EntityId, address: Address): readonly Departure[] {
  const { topology } = tables;
  const matching = heardBy(tables, region).filter(({ nlri }) => towards(address).fits(nlri));
  const longest = Math.max(...matching.map(({ nlri }) => nlri.length));
  const paths = matching.filter(({ nlri }) => nlri.length === longest).map(({ path }) => path);
  const holderOf = ({ source }: Path) => topology.only(entityId(source), 'partOf');
  const used = publicVerdicts(tables, paths).filter(({ lostOn }) => lostOn === undefined);
  return used.map(({ path }) => ({
    over: 'session',
    endpoint: entityId(path.source),
    holder: holderOf(path),
    among: paths.map(holderOf),
    hops: [region],
  }));
}

/** What AWS's packet filter has against a packet; undefined: nothing. A source must be announced, a destination AWS's. */
export function filtered(
  { topology, bgp }: Floors,
  vif: EntityId,
  source: Address | undefined,
  destination: Address,
): string | undefined {
  const isAmazons = topology
    .all('awsRegion')
    .some((region) =>
      topology.as('awsRegion', region).prefixes.some((prefix) => contains(subnetOf(prefix), destination)),
    );
  if (!isAmazons) return `AWS drops it: ${formatAddress(destination)} is no public address of AWS's`;
  const isAnnounced =
    source !== undefined &&
    peersOf(topology, vif, source.family).some((peer) =>
      bgp.routes(peer).some(({ nlri }) => contains(subnetOf(nlri.text), source)),
    );
  if (isAnnounced) return undefined;
  const from = source === undefined ? 'its source' : `its source ${formatAddress(source)}`;
  return `AWS drops it: ${from} is in no prefix that ${topology.name(vif)} takes from the customer`;
}

/** Why no route to an address comes from a public session that is up. */
export function silenceOf(
  { topology, bgp }: Floors,
  region: EntityId,
  vif: EntityId,
  address: Address,
): string {
  const name = topology.name(vif);
  const text = formatAddress(address);
  const covering = (routes: readonly Pick<Route, 'nlri'>[]) =>
    routes.find(({ nlri }) => contains(subnetOf(nlri.text), address))?.nlri.text;
  const peers = peersOf(topology, vif, address.family);
  const far = peers
    .map((peer) => covering(bgp.gateways.installed(peer).prefixes.map((nlri) => ({ nlri }))))
    .find((prefix) => prefix !== undefined);
  if (far !== undefined)
    return `${topology.name(region)} does not hear ${far}: its scope on ${name} ends before`;
  const unlisted = peers.map((peer) => covering(bgp.unlisted(peer))).find((prefix) => prefix !== undefined);
  if (unlisted !== undefined) return `${unlisted} is not among the route filter prefixes of ${name}`;
  return `nobody advertises a route to ${text} to ${name}`;
}
