/** AWS's side of routing in a network file: gateways, VPCs and VPNs. */
import { z } from 'zod';
import type { GatewaySpec, StaticRouteSpec, VpcSpec, VpnSpec } from '../../topology/gateway-spec.ts';
import { type Choose, isText, maybe, strict } from './build.ts';
import { routerNeighbor } from './neighbor.ts';
import { asn, duration, name, prefix, region } from './quantities.ts';

const owner = maybe(name, 'Account; default: the first');
const ownRegion = maybe(region, "Default: the network's");

const GATEWAYS = {
  virtual: 'virtualGateway',
  directConnect: 'directConnectGateway',
  transit: 'transitGateway',
  coreNetwork: 'coreNetwork',
} as const;

interface Associated {
  readonly gateway: string;
  readonly allowedPrefixes?: readonly string[];
}

const association = (choose: Choose): z.ZodType<Associated> =>
  choose<Associated>(
    [
      { fits: isText, schema: name.transform((gateway) => ({ gateway })) },
      {
        fits: () => true,
        schema: strict(() => ({
          gateway: name,
          allowedPrefixes: z
            .array(prefix)
            .min(1)
            .describe('Of a virtual gateway a filter of CIDRs; of a transit gateway what is announced'),
        })),
      },
    ],
    '',
  );

const staticRoute: z.ZodType<StaticRouteSpec> = strict(() => ({
  to: prefix,
  via: name.describe('Gateway, VPC or VPN; `blackhole` drops'),
}));

export const gateway = (choose: Choose): z.ZodType<GatewaySpec> =>
  strict(() => ({
    type: z.enum(['virtual', 'directConnect', 'transit', 'coreNetwork']),
    asn: asn.default(64_512).describe("AWS's side"),
    owner,
    region: ownRegion,
    associated: z
      .array(association(choose))
      .default([])
      .describe('VPCs behind it; of a Direct Connect gateway gateways, with their allowed prefixes'),
    edges: maybe(z.record(region, asn), 'Core network: Region → ASN of its edge there'),
    routes: maybe(z.array(staticRoute), 'Transit gateway: static routes of its table'),
  })).transform(({ type, asn: amazonSideAsn, associated, ...rest }) => {
    const allowed = associated.flatMap(({ gateway: target, allowedPrefixes }) =>
      allowedPrefixes === undefined ? [] : [[target, allowedPrefixes] as const],
    );
    return {
      ...rest,
      kind: GATEWAYS[type],
      amazonSideAsn,
      associated: associated.map((one) => one.gateway),
      ...(allowed.length > 0 && { allowedPrefixes: Object.fromEntries(allowed) }),
    };
  });

export const vpc: z.ZodType<VpcSpec> = strict(() => ({
  cidrs: z.array(prefix).min(1),
  region: ownRegion,
  routes: maybe(
    z.array(staticRoute),
    'Static routes of its table; left out: all that its transit gateway or core network knows',
  ),
  propagation: maybe(z.boolean(), 'Whether routes of its virtual gateway are in its table; default: true'),
}));

export const vpn = (choose: Choose): z.ZodType<VpnSpec> =>
  strict(() => ({
    router: name,
    gateway: name.describe('Virtual or transit gateway'),
    routing: z.enum(['static', 'bgp']).default('bgp'),
    routes: z.array(prefix).default([]).describe('Static: your prefixes, as AWS has them'),
    delay: duration.prefault('20ms').describe('Over the Internet, one way'),
    neighbor: maybe(routerNeighbor(choose), "BGP: the router's end of the session"),
  })).transform(({ delay: delayMicros, ...rest }) => ({ ...rest, delayMicros }));
