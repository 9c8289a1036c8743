/** Routers: their interfaces in a network file, and the changes that a router step makes. */
import { z } from 'zod';
import {
  type AggregateSpec,
  type DecisionSpec,
  type PortChannelSpec,
  type PortSpec,
  type RouterSpec,
  type SubInterfaceSpec,
  unresolveds,
  vendors,
} from '../../topology/spec.ts';
import type { InterfaceChange, RemoveChange, RouterChange } from '../types.ts';
import { type Choose, hasKey, isMap, isText, maybe, oneOrMany, strict } from './build.ts';
import { interfaceNeighbor, neighborChange, routerNeighbor } from './neighbor.ts';
import {
  address,
  asn,
  count,
  interfaceAddress,
  interfaceName,
  mtu,
  name,
  prefix,
  reference,
  text,
  vlan,
} from './quantities.ts';

const lacp = z.enum(['active', 'passive', 'on']);
const lacpRate = z.enum(['fast', 'slow']);
const shutdown = maybe(z.boolean());

const port: z.ZodType<PortSpec> = strict(() => ({ shutdown })).transform((rest) => ({
  ...rest,
  kind: 'port',
}));

const portChannel: z.ZodType<PortChannelSpec> = strict(() => ({
  members: z.array(interfaceName),
  lacp: lacp.default('active'),
  lacpRate: lacpRate.default('slow'),
  minimumLinks: count.default(1).describe("The router's own, unrelated to the LAG's at AWS"),
  shutdown,
})).transform((rest) => ({ ...rest, kind: 'portChannel' }));

/** Without its parent, which is part of the name. */
export type SubInterfaceEntry = Omit<SubInterfaceSpec, 'parent'>;

const addressMembers = (choose: Choose) => ({
  vlan: maybe(vlan),
  address: maybe(interfaceAddress),
  addresses: maybe(oneOrMany(choose, interfaceAddress)),
  mtu: maybe(mtu),
});

interface Addresses {
  readonly address?: string;
  readonly addresses?: readonly string[];
}

/** `address` is the short form of a list of one. */
const withAddresses = <T extends Addresses>({ address: one, addresses, ...rest }: T) => ({
  ...rest,
  ...((one !== undefined || addresses) && {
    addresses: [...(one === undefined ? [] : [one]), ...(addresses ?? [])],
  }),
});

const subInterface = (choose: Choose): z.ZodType<SubInterfaceEntry> =>
  strict(() => ({
    for: maybe(name, 'Copy VLAN, addresses, MTU and neighbours from this virtual interface'),
    ...addressMembers(choose),
    shutdown,
    neighbor: maybe(interfaceNeighbor(choose)),
  })).transform((rest) => ({ ...withAddresses(rest), kind: 'subInterface' as const }));

export type InterfaceEntry = PortSpec | PortChannelSpec | SubInterfaceEntry;

/** The name says what it is (`po1.102` is a sub-interface), then the members do (a port-channel has them). */
export const interfaceSchemas = (choose: Choose) => {
  const sub = subInterface(choose);
  return {
    all: [port, portChannel, sub] satisfies readonly z.ZodType<InterfaceEntry>[],
    of: (label: string, entry: unknown): z.ZodType<InterfaceEntry> => {
      if (label.includes('.')) return sub;
      return hasKey('members')(entry) || hasKey('lacp')(entry) ? portChannel : port;
    },
  };
};

const dottedQuad = (what: string) =>
  address.refine((text) => !text.includes(':'), { error: `a ${what} is written like 10.0.0.1` });

const aggregate = (choose: Choose): z.ZodType<AggregateSpec> =>
  choose<AggregateSpec>(
    [
      { fits: isText, schema: prefix.transform((text) => ({ prefix: text, summaryOnly: false })) },
      {
        fits: isMap,
        schema: strict(() => ({
          prefix,
          summaryOnly: z.boolean().default(false).describe('The more specific routes are not advertised'),
        })),
      },
    ],
    'expected a prefix, or {prefix: 10.0.0.0/8, summaryOnly: true}',
  );

const paths = z.int().min(1).max(256);

const decision: z.ZodType<DecisionSpec> = strict(() => ({
  maximumPaths: maybe(paths, 'Equal routes used at once, of external sessions; default 1'),
  maximumPathsInternal: maybe(paths, 'The same of internal sessions'),
  multipathRelax: maybe(z.boolean(), 'Equal routes may have different ASNs in paths of equal length'),
  alwaysCompareMed: maybe(z.boolean(), 'MED is compared between different neighbour ASs too'),
  missingMedAsWorst: maybe(z.boolean()),
  compareRouterId: maybe(z.boolean(), 'The router id decides where the age would'),
  unresolved: maybe(
    z.enum(unresolveds),
    'Routes whose next hop nothing leads to: excluded, the last choice, or like any other',
  ),
}));

const routeReflector = strict(() => ({
  clients: z.array(name).min(1).describe('Routers that it reflects to and from'),
  clusterId: maybe(dottedQuad('cluster id'), 'Default: the router id'),
}));

/** A router; its interfaces are read one by one, as their shape hangs on their name. */
export const routerMembers = (choose: Choose) => ({
  asn,
  vendor: maybe(z.enum(vendors), 'Whose BGP it runs; default: generic'),
  routerId: maybe(dottedQuad('router id')),
  site: maybe(text),
  networks: z.array(prefix).default([]).describe('Prefixes behind it, advertised to AWS'),
  ibgp: maybe(
    z.enum(['mesh', 'none']),
    'mesh (default): sessions with all routers of the AS that links lead to',
  ),
  routeReflector: maybe(routeReflector, 'RFC 4456'),
  neighbors: maybe(z.record(name, routerNeighbor(choose)), 'Sessions with other routers, by their names'),
  aggregates: maybe(z.array(aggregate(choose)), 'Advertised once a more specific is known'),
  decision: maybe(decision, "Departures from the vendor's choice of routes"),
});
export type RouterEntry = Omit<RouterSpec, 'interfaces'>;

const interfaceChange = (choose: Choose): z.ZodType<InterfaceChange> =>
  strict(() => ({
    interface: interfaceName,
    shutdown,
    for: maybe(reference),
    ...addressMembers(choose),
    members: maybe(z.array(interfaceName)),
    lacp: maybe(lacp),
    lacpRate: maybe(lacpRate),
    minimumLinks: maybe(count),
  })).transform(withAddresses);

const removeChange: z.ZodType<RemoveChange> = strict(() => ({ remove: interfaceName }));

/** One change of a router step, told apart by its first member. */
export const routerChange = (choose: Choose): z.ZodType<RouterChange> =>
  choose<RouterChange>(
    [
      { fits: hasKey('interface'), schema: interfaceChange(choose) },
      { fits: hasKey('neighbor'), schema: neighborChange(choose) },
      { fits: hasKey('remove'), schema: removeChange },
    ],
    'a change names an "interface", a "neighbor", or what to "remove"',
  );
