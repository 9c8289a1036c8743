/** ASNs that AWS's gateways may have [API reference, CreateDirectConnectGateway; EC2, CreateVpnGateway, CreateTransitGateway]. */
import { isPrivateAsn } from '../../bgp/rib/attributes.ts';
import type { GatewayKind } from '../../topology/gateway-spec.ts';
import type { Issue } from '../issues.ts';
import { nouns, type Rule } from './associations.ts';

/** Of virtual gateways made before the middle of 2018, by Region [from general knowledge]. */
const LEGACY: readonly number[] = [7224, 9059, 10_124, 17_493];

const may = (kind: GatewayKind, asn: number): boolean =>
  isPrivateAsn(asn) || (kind === 'virtualGateway' && LEGACY.includes(asn));

/** Each gateway's own, and those of a core network's edges. */
export const gatewayAsns: Rule = (draft) =>
  Object.entries(draft.gateways).flatMap(([name, { kind, amazonSideAsn, edges = {} }]): Issue[] => {
    const wrong = (asn: number, ...path: string[]): Issue[] =>
      may(kind, asn)
        ? []
        : [
            {
              path: ['gateways', name, ...path],
              message: `${asn} is no ASN of a ${nouns[kind]}: it takes 64512–65534 or 4200000000–4294967294`,
            },
          ];
    // A core network has those of its edges only.
    const mine = kind === 'coreNetwork' ? [] : wrong(amazonSideAsn, 'asn');
    return [...mine, ...Object.entries(edges).flatMap(([region, asn]) => wrong(asn, 'edges', region))];
  });
