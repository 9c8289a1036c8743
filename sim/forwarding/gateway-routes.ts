/** The tables of AWS's gateways, as an operator asks for them. */
import type { EntityId } from '../topology/entities.ts';
import { attachedTo, type Floors, gatewaysTowards } from './net.ts';

/** Virtual interfaces whose routes to this very prefix a gateway, or the gateways of a VPC, use. */
export function holdersOf(
  { topology, installed }: Floors,
  gatewayOrVpc: EntityId,
  prefix: string,
): EntityId[] {
  const gateways =
    topology.kind(gatewayOrVpc) === 'vpc'
      ? [...gatewaysTowards(topology, gatewayOrVpc).keys()]
      : [gatewayOrVpc];
  return gateways
    .flatMap((gateway) => attachedTo(topology, gateway))
    .filter((vif) =>
      topology
        .sources(vif, 'partOf', 'bgpPeer')
        .some((peer) => installed.routes(peer).some((route) => route.nlri.text === prefix)),
    );
}
