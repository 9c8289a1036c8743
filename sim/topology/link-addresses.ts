/** The addresses of a link between two routers: whose is which. */
import { formatAddress, parseInterfaceAddress } from './address.ts';
import type { EntityId } from './entities.ts';
import type { Topology } from './topology.ts';

/** Of a router's own end of a link, without prefix length; undefined: the link has none. */
export function linkAddress(topology: Topology, link: EntityId, router: EntityId): string | undefined {
  const written = topology.as('routerLink', link).addresses?.[topology.name(router)];
  return written === undefined ? undefined : formatAddress(parseInterfaceAddress(written).address);
}
