/** What the RIBs are driven with. */
import type { Kernel } from '../kernel/kernel.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { GatewayTables } from './aws/gateway-tables.ts';
import type { Update } from './dissemination.ts';
import type { Endpoints } from './endpoints.ts';
import type { NextHops } from './next-hops.ts';
import type { Terms } from './terms.ts';

export interface RoutingParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly terms: Terms;
  readonly nextHops: NextHops;
  /** Where the routes of AWS's ends go. */
  readonly gateways: GatewayTables;
  readonly established: (endpoint: number) => boolean;
  readonly send: (endpoint: number, update: Update) => void;
  /** The other end opened the connection. */
  readonly incoming: (endpoint: number) => boolean;
  /** Both ends of a session know graceful restart. */
  readonly endsRib: (endpoint: number) => boolean;
  /** Whether an end has learned more prefixes than it takes, which ends its session. */
  readonly isOver: (endpoint: number, prefixes: number) => boolean;
  /** The first UPDATE waits until the process wakes; false where it does not. */
  readonly sleep: (endpoint: number) => boolean;
  /** What a router uses for some prefixes changed. */
  readonly fibChanged: (router: EntityId) => void;
}
