/** What the lifecycles of resources ask of the layers below them, and what they hear from there. */
import type { GatewayRoutes } from '../bgp/aws/gateway-routes.ts';
import type { Route } from '../bgp/contract.ts';
import type { Announcement } from '../bgp/messages.ts';
import type { Marks } from '../kernel/marks.ts';
import type { EntityId } from '../topology/entities.ts';

export interface LinkLayer {
  /** AWS's port of a connection forwards (false: not yet provisioned, being reconfigured, deleted). */
  setPortEnabled(connection: EntityId, enabled: boolean): void;
  /** A relation or record that links depend on changed: cables, LAG membership, `rides`, minimumLinks, sub-interfaces. */
  touch(entity: EntityId): void;
  /** AWS's port is up; of a LAG: at least max(1, minimumLinks) members distribute. Hosted connections: their parent's. */
  operational(connectionOrLag: EntityId): boolean;
  /** Members of a LAG that distribute at AWS's end. */
  operationalMembers(lag: EntityId): number;
  /** Connections and LAGs whose `operational` changed in this instant. */
  readonly changed: Marks;
}

export interface BgpLayer {
  /** AWS's end starts to listen and connect, with the session configuration in the peer's record. */
  start(peer: EntityId): void;
  /** AWS's end stops. With a NOTIFICATION Cease of this subcode, or silently (frames to it are just dropped). */
  stop(
    peer: EntityId,
    how: { readonly notify: false } | { readonly notify: true; readonly subcode: CeaseSubcode },
  ): void;
  /** The session of AWS's end is ended with a Cease of this subcode, and starts again by itself. */
  reset(peer: EntityId, subcode: CeaseSubcode): void;
  /** The gateway is attached: it has this announced to the customer and takes the customer's routes; undefined: it does not. */
  setGatewayRoutes(peer: EntityId, routes: GatewayRoutes | undefined): void;
  /** AWS's end of a public virtual interface advertises the prefixes of AWS's Regions, and takes the customer's routes. */
  setPublicRoutes(peer: EntityId): void;
  established(peer: EntityId): boolean;
  /** What AWS's end has taken from the customer, in the order of prefixes. */
  routes(peer: EntityId): readonly Route[];
  /** What AWS's end has told the customer. */
  advertised(peer: EntityId): readonly Announcement[];
  /** BGP peers and neighbours that entered or left Established in this instant. */
  readonly changed: Marks;
}

/** RFC 4486, 8538, 9384. */
export const ceaseSubcodes = {
  maximumPrefixes: 1,
  administrativeShutdown: 2,
  peerDeconfigured: 3,
  administrativeReset: 4,
  connectionRejected: 5,
  otherConfigurationChange: 6,
  connectionCollision: 7,
  outOfResources: 8,
  hardReset: 9,
  bfdDown: 10,
} as const;
export type CeaseSubcode = (typeof ceaseSubcodes)[keyof typeof ceaseSubcodes];
