/** The network file: one schema a kind of thing. Units are resolved here, names are checked by the rules. */

import { z } from 'zod';
import { linkIgps, type RouterLinkSpec } from '../../topology/link-spec.ts';
import type { AwsDeviceSpec, CarrierSpec, ConnectionSpec, LagSpec } from '../../topology/spec.ts';
import { maybe, readBy, strict } from './build.ts';
import {
  accountNumber,
  count,
  duration,
  interfaceAddress,
  name,
  prefix,
  region,
  text,
  vlan,
} from './quantities.ts';

/** Port speeds and the sizes of hosted connections, in the API's words (DescribeLocations, AllocateHostedConnection). */
export const dedicatedBandwidths = ['1Gbps', '10Gbps', '100Gbps', '400Gbps'] as const;
export const hostedBandwidths = [
  ...['50Mbps', '100Mbps', '200Mbps', '300Mbps', '400Mbps', '500Mbps'],
  ...['1Gbps', '2Gbps', '5Gbps', '10Gbps', '25Gbps'],
] as const;

const owner = maybe(name, 'Account; default: the first');
const delay = duration.prefault('100us');

/** `lon-r1 eth1` */
export const routerPort = z
  .string()
  .transform(
    readBy((value) => {
      const [router = '', port = '', ...rest] = value.split(/ +/);
      if (port === '' || rest.length > 0)
        throw new RangeError('expected a router and its port, like lon-r1 eth1');
      return { router, port };
    }),
  )
  .meta({ id: 'RouterPort', examples: ['lon-r1 eth1'] });

export const device: z.ZodType<AwsDeviceSpec> = strict(() => ({
  location: text.describe('Location code, like EqLD5'),
  region: maybe(region, "That of the location; default: the network's, wherever the location is"),
  freePorts: count.default(8).describe('Ports left for CreateConnection and CreateLag'),
}));

export const carrier: z.ZodType<CarrierSpec> = strict(() => ({
  delay: delay.describe('One way'),
  faultPropagation: z
    .boolean()
    .default(false)
    .describe('Whether a cut inside darkens both ends; most carriers keep the far end lit'),
})).transform(({ delay: delayMicros, ...rest }) => ({ ...rest, delayMicros }));

export const link: z.ZodType<RouterLinkSpec> = strict(() => ({
  between: z.tuple([name, name]),
  metric: z.int().min(1).max(65_535).default(10),
  delay,
  addresses: maybe(
    z.tuple([interfaceAddress, interfaceAddress]),
    'Of its two ends, for sessions that run over it',
  ),
  igp: maybe(
    z.enum(linkIgps),
    'passive: only its subnet is known inside; off: not even that. Default: active',
  ),
})).transform(({ delay: delayMicros, ...rest }) => ({ ...rest, delayMicros }));

export const connection: z.ZodType<ConnectionSpec> = strict(() => ({
  type: z.enum(['dedicated', 'hosted', 'interconnect']).default('dedicated'),
  device: maybe(name, 'AWS device; a hosted connection has that of its parent'),
  bandwidth: z.enum([...new Set([...dedicatedBandwidths, ...hostedBandwidths])]),
  owner,
  region: maybe(region, 'Default: that of its device'),
  port: maybe(routerPort, 'Your end of the cable; left out: nothing is plugged in'),
  carriers: z.array(name).default([]).describe('Carriers on the way, your side first; none: a direct fibre'),
  delay: delay.describe('Of the fibre itself, one way'),
  jumboFrameCapable: z.boolean().default(true),
  jumboUpgraded: maybe(z.boolean(), 'Whether the port carries jumbo frames already'),
  parent: maybe(name, 'Hosted connections: the interconnect or LAG that it is part of'),
  vlan: maybe(vlan, 'Hosted connections: the VLAN that the partner chose'),
  partnerName: maybe(text),
  state: maybe(z.enum(['ordering', 'requested', 'pending', 'available'])),
})).transform(({ type: kind, delay: delayMicros, port: cable, ...rest }) => ({
  ...rest,
  kind,
  delayMicros,
  ...(cable && { cable }),
}));

export const lag: z.ZodType<LagSpec> = strict(() => ({
  connections: z.array(name).max(4),
  minimumLinks: count.default(0).describe('Links that must be up for AWS to use the LAG'),
  owner,
  region: maybe(region, 'Default: that of its connections'),
  allowsHostedConnections: z.boolean().default(false).describe("A partner's LAG: carries hosted connections"),
  lacpRate: z.enum(['fast', 'slow']).default('slow').describe('Rate that AWS asks for (assumed)'),
}));

/** Region → its prefixes, in place of those of the built-in sample. */
export const publicPrefixes = z.record(region, z.array(prefix).min(1));

export const account = accountNumber.describe('12 digits, in quotes');
