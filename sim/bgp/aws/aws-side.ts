/** AWS's side beyond single sessions: the tables of its gateways, and the tunnels of VPNs. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { EntityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Received } from '../adj-ribs.ts';
import type { Nlri } from '../rib/nlri.ts';
import { GatewayTables } from './gateway-tables.ts';
import { VPN } from './importing.ts';
import { VpnTunnels } from './vpn-tunnels.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly running: (router: EntityId) => boolean;
  /** A route to a prefix as an end has accepted it; none while no gateway is attached. */
  readonly accepted: (peer: EntityId) => (prefix: Nlri) => Received | undefined;
  /** Routes of a peer or gateway, or a VPN, changed. */
  readonly changed: (entity: EntityId) => void;
  /** An end of a session has to look at its path again. */
  readonly touch: (end: EntityId) => void;
  /** AWS's end has news for the other. */
  readonly tell: (peer: EntityId, prefixes: readonly Nlri[]) => void;
}

export class AwsSide {
  readonly gateways: GatewayTables;
  readonly tunnels: VpnTunnels;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    const { kernel, topology, running, accepted, changed } = parts;
    this.#parts = parts;
    this.gateways = new GatewayTables({
      ...{ kernel, topology, accepted, changed },
      siteLinkChanged: (gateway, prefixes) => this.#tellSiteLink(gateway, prefixes),
      tableChanged: (gateway, region, prefixes) => this.#tellVpns(gateway, region, prefixes),
    });
    this.tunnels = new VpnTunnels({ kernel, topology, running, changed: (vpn) => this.#touchVpn(vpn) });
  }

  /** A router changed: the tunnels that land on it may have, too. */
  routerChanged(router: EntityId): void {
    for (const vpn of this.#parts.topology.sources(router, 'landsOn', 'vpn')) this.tunnels.refresh(vpn);
  }

  #touchVpn(vpn: EntityId): void {
    const { topology, touch, changed } = this.#parts;
    for (const peer of topology.sources(vpn, 'partOf', 'vpnPeer')) touch(peer);
    for (const neighbor of topology.sources(vpn, 'rides', 'neighbor')) touch(neighbor);
    changed(vpn);
  }

  /** SiteLink has news for all ends on a gateway. */
  #tellSiteLink(gateway: EntityId, prefixes: readonly Nlri[]): void {
    const { kernel, topology, tell } = this.#parts;
    const { cause } = kernel;
    for (const attachment of topology.sources(gateway, 'attachesTo', 'attachment'))
      for (const peer of topology.sources(topology.only(attachment, 'partOf'), 'partOf', 'bgpPeer'))
        kernel.because(cause, () => tell(peer, prefixes));
  }

  /** A transit gateway has news for its VPNs: from one of them, or from a Direct Connect gateway. */
  #tellVpns(gateway: EntityId, region: string, prefixes: readonly Nlri[]): void {
    const { kernel, topology, tell } = this.#parts;
    const { cause } = kernel;
    const told = region === VPN ? [gateway] : topology.targets(gateway, 'associatedWith');
    for (const one of told) {
      const entity = topology.get(one);
      if (entity.kind !== 'gateway' || entity.type !== 'transitGateway') continue;
      if (region !== VPN && entity.region !== region) continue;
      for (const vpn of topology.sources(one, 'attachesTo', 'vpn'))
        for (const peer of topology.sources(vpn, 'partOf', 'vpnPeer'))
          kernel.because(cause, () => tell(peer, prefixes));
    }
  }
}
