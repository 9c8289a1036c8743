/** Routers: their interfaces in a network file, and the changes that a router step makes. */
import { z } from 'zod';
import type { PortChannelSpec, PortSpec, RouterSpec, SubInterfaceSpec } from '../../topology/spec.ts';
import type { InterfaceChange, RemoveChange, RouterChange } from '../types.ts';
import { type Choose, hasKey, oneOrMany, strict } from './build.ts';
import { interfaceNeighbor, neighborChange } from './neighbor.ts';
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
const shutdown = z.exactOptional(z.boolean());

const port: z.ZodType<PortSpec> = strict({ shutdown }).transform((rest) => ({ ...rest, kind: 'port' }));

const portChannel: z.ZodType<PortChannelSpec> = strict({
  members: z.array(interfaceName),
  lacp: lacp.default('active'),
  lacpRate: lacpRate.default('slow'),
  minimumLinks: count.default(1).describe("The router's own, unrelated to the LAG's at AWS"),
  shutdown,
}).transform((rest) => ({ ...rest, kind: 'portChannel' }));

/** Without its parent, which is part of the name. */
export type SubInterfaceEntry = Omit<SubInterfaceSpec, 'parent'>;

const addressMembers = (choose: Choose) => ({
  vlan: z.exactOptional(vlan),
  address: z.exactOptional(interfaceAddress),
  addresses: z.exactOptional(oneOrMany(choose, interfaceAddress)),
  mtu: z.exactOptional(mtu),
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
  strict({
    for: z
      .exactOptional(name)
      .describe('Copy VLAN, addresses, MTU and neighbours from this virtual interface'),
    ...addressMembers(choose),
    shutdown,
    neighbor: z.exactOptional(interfaceNeighbor(choose)),
  }).transform((rest) => ({ ...withAddresses(rest), kind: 'subInterface' as const }));

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

const routerId = address.refine((text) => !text.includes(':'), {
  error: 'a router id is written like 10.0.0.1',
});

/** A router; its interfaces are read one by one, as their shape hangs on their name. */
export const routerMembers = {
  asn,
  routerId: z.exactOptional(routerId),
  site: z.exactOptional(text),
  networks: z.array(prefix).default([]).describe('Prefixes behind it, advertised to AWS'),
};
export type RouterEntry = Omit<RouterSpec, 'interfaces'>;

const interfaceChange = (choose: Choose): z.ZodType<InterfaceChange> =>
  strict({
    interface: interfaceName,
    shutdown,
    for: z.exactOptional(reference),
    ...addressMembers(choose),
    members: z.exactOptional(z.array(interfaceName)),
    lacp: z.exactOptional(lacp),
    lacpRate: z.exactOptional(lacpRate),
    minimumLinks: z.exactOptional(count),
  }).transform(withAddresses);

const removeChange: z.ZodType<RemoveChange> = strict({ remove: interfaceName });

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
