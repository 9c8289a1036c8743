/** Which origin goes first in the table of a VPC or gateway. */
import type { EntityId } from '../topology/entities.ts';
import type { GatewayKind } from '../topology/gateway-spec.ts';
import type { Topology } from '../topology/topology.ts';
import {
  coreNetworkPrecedence,
  directConnectGatewayPrecedence,
  type Precedence,
  transitGatewayPrecedence,
  virtualGatewayPrecedence,
  vpcPrecedence,
} from './table-routes.ts';

export const gatewayPrecedence: Readonly<Record<GatewayKind, Precedence>> = {
  virtualGateway: virtualGatewayPrecedence,
  directConnectGateway: ['directConnect', ...directConnectGatewayPrecedence],
  transitGateway: transitGatewayPrecedence,
  coreNetwork: coreNetworkPrecedence,
};

export const precedenceOf = (topology: Topology, table: EntityId): Precedence => {
  const entity = topology.get(table);
  return entity.kind === 'gateway' ? gatewayPrecedence[entity.type] : vpcPrecedence;
};
