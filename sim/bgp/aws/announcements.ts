/** What a gateway makes reachable, as AWS announces it to the customer [user guide, allowed prefixes]. */
import type { EntityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Announcement } from '../messages.ts';
import { covers, type Nlri, nlri } from '../rib/nlri.ts';
import { VPN_MED } from './exporting.ts';
import { announcement } from './gateway-routes.ts';

/** CIDRs of the VPCs behind a gateway, in order, each once. */
export function cidrsOf(topology: Topology, gateway: EntityId): readonly Nlri[] {
  const vpcs = topology
    .targets(gateway, 'associatedWith')
    .flatMap((target) => (topology.kind(target) === 'vpc' ? [topology.as('vpc', target)] : []));
  return [...new Set(vpcs.flatMap(({ cidrs }) => cidrs.map(nlri)))];
}

/** A filter: a CIDR passes when an allowed prefix equals it or is wider. It is the CIDR that is announced. */
const filtered = (cidrs: readonly Nlri[], allowed: readonly string[] | undefined): readonly Nlri[] =>
  allowed === undefined
    ? cidrs
    : cidrs.filter((cidr) => allowed.some((prefix) => covers(nlri(prefix), cidr)));

/** The prefixes that an association lets the Direct Connect gateway announce. */
export function allowedBy(topology: Topology, association: EntityId): readonly Announcement[] {
  const { allowedPrefixes } = topology.as('association', association);
  const gateway = topology.only(association, 'associates');
  const { type } = topology.as('gateway', gateway);
  switch (type) {
    case 'virtualGateway':
      return filtered(cidrsOf(topology, gateway), allowedPrefixes).map((prefix) => announcement(prefix));
    case 'transitGateway':
      // Announced as they stand, whatever is behind the gateway; MED 0 [transit gateway guide].
      return (allowedPrefixes?.map(nlri) ?? cidrsOf(topology, gateway)).map((prefix) =>
        announcement(prefix, { med: 0 }),
      );
    case 'coreNetwork':
      return ofCoreNetwork(topology, gateway);
    case 'directConnectGateway':
      return [];
  }
}

/** Cloud WAN has no allowed prefixes and keeps the AS path: that of the edge in the VPC's Region [user guide]. */
function ofCoreNetwork(topology: Topology, gateway: EntityId): readonly Announcement[] {
  const { edges = [] } = topology.as('gateway', gateway);
  return topology.targets(gateway, 'associatedWith').flatMap((target) => {
    const vpc = topology.get(target);
    const edge = vpc.kind === 'vpc' ? edges.find(({ region }) => region === vpc.region) : undefined;
    if (vpc.kind !== 'vpc' || edge === undefined) return [];
    return vpc.cidrs.map((cidr) => announcement(nlri(cidr), { asPath: [edge.asn] }));
  });
}

/** In the order of the associations; of a prefix that is there twice the first counts. */
export function announcedBy(topology: Topology, gateway: EntityId): readonly Announcement[] {
  const associations = topology.sources(gateway, 'partOf', 'association');
  const through = new Set(associations.map((association) => topology.only(association, 'associates')));
  const inForce = new Set(topology.targets(gateway, 'associatedWith'));
  return [
    ...cidrsOf(topology, gateway).map((prefix) => announcement(prefix)),
    ...associations
      .filter((association) => inForce.has(topology.only(association, 'associates')))
      .flatMap((association) => allowedBy(topology, association)),
    // A gateway that was joined without parameters lets everything pass.
    ...[...inForce]
      .filter((target) => topology.kind(target) === 'gateway' && !through.has(target))
      .flatMap((target) => cidrsOf(topology, target).map((prefix) => announcement(prefix))),
  ];
}

/** Static routes that a transit gateway's table leads somewhere by: entered, or of a VPN without BGP. */
function staticsOf(topology: Topology, gateway: EntityId): readonly Nlri[] {
  const { type, routes = [] } = topology.as('gateway', gateway);
  if (type !== 'transitGateway') return [];
  const entered = routes.filter(({ via }) => topology.find(via) !== undefined).map(({ to }) => to);
  const vpns = topology
    .sources(gateway, 'attachesTo', 'vpn')
    .flatMap((vpn) => topology.as('vpn', vpn).routes);
  return [...entered, ...vpns].map(nlri);
}

/** What AWS's end of a VPN announces, beside what its gateway has learned elsewhere. */
export const announcedByVpn = (topology: Topology, gateway: EntityId): readonly Announcement[] =>
  [...new Set([...cidrsOf(topology, gateway), ...staticsOf(topology, gateway)])].map((prefix) =>
    announcement(prefix, { med: VPN_MED }),
  );
