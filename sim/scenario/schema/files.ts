/** Both files as a whole: only the JSON Schema needs them, since the loader reads thing by thing. */
import { z } from 'zod';
import type { ApiModel, FaultCatalogue } from '../models.ts';
import { anyOf, maybe, strict } from './build.ts';
import { condition } from './conditions.ts';
import { gateway, vpc, vpn } from './gateways.ts';
import { account, carrier, connection, device, lag, link, publicPrefixes } from './network.ts';
import { asPathList, communityList, prefixList, routeMap } from './policy.ts';
import { interfaceName, name, region, text } from './quantities.ts';
import { interfaceSchemas, routerMembers } from './router.ts';
import { expectation, flow, matrix, scenarioMembers, timing } from './scenario.ts';
import { step } from './steps.ts';
import { vif } from './vif.ts';

const router = strict(() => ({
  ...routerMembers(anyOf),
  interfaces: z.record(interfaceName, z.union(interfaceSchemas(anyOf).all)).default({}),
}));

const things = {
  accounts: account,
  devices: device,
  carriers: carrier,
  routers: router,
  links: link,
} as const;
const more = { connections: connection, lags: lag, vifs: vif } as const;
const awsSide = { gateways: gateway(anyOf), vpcs: vpc, vpns: vpn(anyOf) } as const;

const sections = Object.fromEntries(
  Object.entries({ ...things, ...more, ...awsSide }).map(([section, thing]) => [
    section,
    maybe(z.record(name, thing)),
  ]),
);

/** Over a file that is used, a thing may be given in part, or taken away with `null`; the sum is what is checked. */
const overrides = Object.fromEntries(
  Object.keys(sections).map((section) => [
    section,
    maybe(z.record(name, z.union([z.looseObject({}), z.string(), z.null()]))),
  ]),
);

/** Lists are taken as they are or not at all, so over a file that is used they replace what was there. */
const policies = {
  prefixLists: prefixList(anyOf),
  asPathLists: asPathList(anyOf),
  communityLists: communityList(anyOf),
  routeMaps: routeMap(anyOf),
} as const;

const policySections = Object.fromEntries(
  Object.entries(policies).map(([section, policy]) => [section, maybe(z.record(name, policy))]),
);
const policyOverrides = Object.fromEntries(
  Object.entries(policies).map(([section, policy]) => [
    section,
    maybe(z.record(name, z.union([policy, z.null()]))),
  ]),
);

const publicNetwork = {
  publicPrefixes: maybe(publicPrefixes, "AWS's public prefixes by Region, in place of the built-in sample"),
};

const inlineMembers = () => ({
  region,
  description: maybe(text),
  ...publicNetwork,
  ...sections,
  ...policySections,
});
const inline = strict(inlineMembers);

export const networkFile = strict(() => ({
  'dxdrill-network': z.literal(1).describe('Version of the format'),
  ...inlineMembers(),
}));

const used = strict(() => ({
  use: text.describe('Network file, relative to this one'),
  region: maybe(region),
  ...publicNetwork,
  ...overrides,
  ...policyOverrides,
}));
const topology = z.union([used, inline]);

/** The condition is one instance: it becomes one definition. */
export const scenarioFile = (api: ApiModel, faults: FaultCatalogue) => {
  const that = condition(anyOf).meta({ id: 'Condition' });
  const parts = { choose: anyOf, condition: that, api, faults };
  return strict(() => ({
    ...scenarioMembers,
    matrix: maybe(matrix, 'Variables: each combination is a scenario of its own'),
    topology,
    traffic: z.record(name, flow).default({}),
    timing: maybe(timing),
    timeline: z.array(step(parts)).default([]),
    expect: z.array(expectation(that)).default([]),
  }));
};
