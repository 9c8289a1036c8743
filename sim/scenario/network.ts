/** From the plain value of a network file to a `NetworkSpec`, thing by thing, so that one wrong thing hides no other. */

import { z } from 'zod';
import { didYouMean } from '../kernel/near.ts';
import type { GatewaySpec, VpcSpec, VpnSpec } from '../topology/gateway-spec.ts';
import type { RouterLinkSpec } from '../topology/link-spec.ts';
import type {
  AwsDeviceSpec,
  CarrierSpec,
  ConnectionSpec,
  InterfaceSpec,
  LagSpec,
  Named,
  NetworkSpec,
  RouterSpec,
} from '../topology/spec.ts';
import { check, type Issue } from './issues.ts';
import { readNamed } from './named.ts';
import { type NameTable, namesOf, policySections, type Section, sections } from './names.ts';
import { inlined, type PolicyDraft, readPolicies } from './policies.ts';
import { networkRules } from './rules/network.ts';
import { own } from './rules/own.ts';
import { isMap, pick, strict } from './schema/build.ts';
import * as awsSide from './schema/gateways.ts';
import * as things from './schema/network.ts';
import { interfaceName, name, region, text } from './schema/quantities.ts';
import { type InterfaceEntry, interfaceSchemas, type RouterEntry, routerMembers } from './schema/router.ts';
import { type VifEntry, vif } from './schema/vif.ts';

/** What could be read of a network; things with mistakes are absent, but `names` has them. */
export interface NetworkDraft {
  readonly names: NameTable;
  readonly region?: string;
  readonly accounts: Named<string>;
  readonly devices: Named<AwsDeviceSpec>;
  readonly carriers: Named<CarrierSpec>;
  readonly routers: Named<RouterSpec>;
  readonly links: Named<RouterLinkSpec>;
  readonly connections: Named<ConnectionSpec>;
  readonly lags: Named<LagSpec>;
  readonly vifs: Named<VifEntry>;
  readonly gateways: Named<GatewaySpec>;
  readonly vpcs: Named<VpcSpec>;
  readonly policies: PolicyDraft;
  readonly publicPrefixes?: Named<readonly string[]>;
  readonly vpns: Named<VpnSpec>;
}

/** Where a network file names no account: one, that owns everything. */
const DEFAULT_ACCOUNTS: Named<string> = { 'network-account': '111122223333' };

const routerEntry: z.ZodType<RouterEntry> = strict(() => ({
  ...routerMembers(pick),
  interfaces: z.unknown().optional(),
})).transform(({ interfaces: _apart, ...rest }) => rest);
const interfacesOf = interfaceSchemas(pick);
const gatewayEntry = awsSide.gateway(pick);
const vpnEntry = awsSide.vpn(pick);

/** The parent of a sub-interface is in its name: all before the last dot. */
const withParent = (label: string, entry: InterfaceEntry): InterfaceSpec =>
  entry.kind === 'subInterface' ? { ...entry, parent: label.slice(0, label.lastIndexOf('.')) } : entry;

function readRouters(raw: unknown, issues: Issue[]): Named<RouterSpec> {
  const routers = readNamed(raw, ['routers'], issues, name, () => routerEntry);
  if (!isMap(raw)) return {};
  const entries = Object.keys(raw).flatMap((label): [string, RouterSpec][] => {
    const entry = raw[label];
    if (!isMap(entry)) return [];
    const path = ['routers', label, 'interfaces'];
    const read = readNamed(entry.interfaces, path, issues, interfaceName, interfacesOf.of);
    const interfaces = Object.fromEntries(
      Object.entries(read).map(([port, one]) => [port, withParent(port, one)]),
    );
    const router = Object.hasOwn(routers, label) ? routers[label] : undefined;
    return router === undefined ? [] : [[label, { ...router, interfaces }]];
  });
  return Object.fromEntries(entries);
}

/** The members of the file that are not sections. */
function readHead(raw: Readonly<Record<string, unknown>>, issues: Issue[]): string | undefined {
  const heads = ['dxdrill-network', 'region', 'description', 'publicPrefixes'];
  const known = [...heads, ...sections, ...policySections];
  for (const key of Object.keys(raw).filter((one) => !known.includes(one)))
    issues.push({ path: [key], part: 'key', message: `unknown key "${key}"${didYouMean(key, known)}` });
  if (raw.description !== undefined) check(text, raw.description, ['description'], issues);
  if (raw.region !== undefined) return check(region, raw.region, ['region'], issues);
  issues.push({ path: [], part: 'key', message: '"region" is missing' });
  return undefined;
}

function readDraft(
  raw: Readonly<Record<string, unknown>>,
  head: string | undefined,
  issues: Issue[],
): NetworkDraft {
  const section = <T>(of: Section, schema: z.ZodType<T>): Named<T> =>
    readNamed(raw[of], [of], issues, name, () => schema);
  const accounts = section('accounts', things.account);
  const { publicPrefixes: raised } = raw;
  const publicPrefixes =
    raised === undefined ? undefined : check(things.publicPrefixes, raised, ['publicPrefixes'], issues);
  return {
    names: namesOf({ accounts: DEFAULT_ACCOUNTS, ...raw }),
    accounts: raw.accounts === undefined ? DEFAULT_ACCOUNTS : accounts,
    devices: section('devices', things.device),
    carriers: section('carriers', things.carrier),
    routers: readRouters(raw.routers, issues),
    links: section('links', things.link),
    connections: section('connections', things.connection),
    lags: section('lags', things.lag),
    vifs: section('vifs', vif),
    gateways: section('gateways', gatewayEntry),
    vpcs: section('vpcs', awsSide.vpc),
    vpns: section('vpns', vpnEntry),
    policies: readPolicies(raw, issues),
    ...(head !== undefined && { region: head }),
    ...(publicPrefixes !== undefined && { publicPrefixes }),
  };
}

/** The VLAN of a virtual interface on a hosted connection is the connection's. Others have been asked for theirs. */
function withVlans(draft: NetworkDraft): NetworkSpec['vifs'] {
  return Object.fromEntries(
    Object.entries(draft.vifs).map(([label, entry]) => {
      const vlan = entry.vlan ?? own(draft.connections, entry.on)?.vlan ?? 0;
      return [label, { ...entry, vlan }];
    }),
  );
}

export interface NetworkReading {
  readonly draft: NetworkDraft;
  /** Absent when there were issues. */
  readonly network?: NetworkSpec;
}

/** Reads and checks a network as a whole; issues have paths from its root. */
export function readNetwork(raw: unknown, issues: Issue[]): NetworkReading | undefined {
  if (!isMap(raw)) {
    issues.push({ path: [], message: 'expected a network: a map with region, routers, connections …' });
    return undefined;
  }
  const own: Issue[] = [];
  const head = readHead(raw, own);
  const draft = readDraft(raw, head, own);
  own.push(...networkRules(raw, draft));
  issues.push(...own);
  if (own.length > 0 || head === undefined) return { draft };
  const { names: _names, policies, ...rest } = draft;
  const routeMaps = inlined(policies);
  return { draft, network: { ...rest, region: head, vifs: withVlans(draft), routeMaps } };
}
