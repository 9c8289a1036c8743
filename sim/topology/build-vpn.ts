/** Site-to-Site VPNs: the tunnel, and where BGP runs in it, AWS's end and the router's neighbour statement. */
import { formatAddress, parseInterfaceAddress } from './address.ts';
import type { Building } from './build.ts';
import { found } from './build-names.ts';
import type { EntityId, SessionConfig } from './entities.ts';
import type { VpnSpec } from './gateway-spec.ts';
import { candidateId } from './ids.ts';
import { halvesOf } from './neighbor-statement.ts';
import { assignIpv4, subnetOf } from './peer-addresses.ts';
import type { NeighborSpec } from './spec.ts';

const SECOND = 1_000_000;
/** Site-to-Site VPN: hold 30 s, keepalive 10 s [VPN user guide]; routers are configured to match. */
export const VPN_TIMES = { holdMicros: 30 * SECOND, keepaliveMicros: 10 * SECOND };

export function addVpn(building: Building, name: string, vpn: VpnSpec): void {
  const { topology, seed } = building;
  const { routing, routes, delayMicros, neighbor } = vpn;
  const id = topology.add({
    kind: 'vpn',
    name,
    id: candidateId(seed, 'vpn', name, 0),
    routing,
    routes,
    delayMicros,
  });
  topology.relate(id, 'landsOn', found(topology, vpn.router));
  topology.relate(id, 'attachesTo', found(topology, vpn.gateway));
  if (routing === 'bgp') addSession(building, name, id, neighbor);
}

const addressOf = (text: string): string => formatAddress(parseInterfaceAddress(text).address);

/** Both ends, each the mirror of the other. A VPN has its keys, so the session has none. */
function addSession(
  { topology, taken }: Building,
  name: string,
  vpn: EntityId,
  statement: NeighborSpec = {},
): void {
  const router = topology.only(vpn, 'landsOn');
  const amazonAsn = topology.as('gateway', topology.only(vpn, 'attachesTo')).amazonSideAsn;
  const { asn } = topology.as('router', router);
  const { amazonAddress, customerAddress } = assignIpv4(taken);
  taken.add(subnetOf(amazonAddress));
  const common = { addressFamily: 'ipv4', authKey: '', ...VPN_TIMES } as const;
  const rest = { bfd: 'off', passive: false, shutdown: false } as const;
  const session = (localAsn: number, remoteAsn: number, remote: string): SessionConfig => ({
    ...common,
    ...rest,
    localAsn,
    remoteAsn,
    remoteAddress: addressOf(remote),
  });
  const peer = topology.add({
    kind: 'vpnPeer',
    name: `${name} ipv4`,
    session: session(amazonAsn, asn, customerAddress),
    amazonAddress,
    customerAddress,
  });
  topology.relate(peer, 'partOf', vpn);
  const own = halvesOf(statement);
  const neighbor = topology.add({
    kind: 'neighbor',
    name: `${topology.name(router)} ${name}`,
    prepend: 0,
    ...own.policy,
    session: { ...session(asn, amazonAsn, amazonAddress), ...own.session },
  });
  topology.relate(neighbor, 'partOf', router);
  topology.relate(neighbor, 'rides', vpn);
}
