/** Gateways and their associations: what the API or the network would not have. */
import type { Issue } from '../issues.ts';
import { associatedWith, each, nouns, type Rule } from './associations.ts';
import { gatewayAsns } from './gateway-asns.ts';
import { quotaRules } from './gateway-quotas.ts';
import { own } from './own.ts';
import { staticRouteRules } from './static-routes.ts';

/** Quota of the user guide, 2026: virtual interfaces on a Direct Connect gateway. */
const MOST_VIFS = 30;

const kinds = each((gateway, all) =>
  all.flatMap(({ kind, path }) => {
    const fits = gateway.kind === 'directConnectGateway' ? kind !== gateway.kind : kind === undefined;
    return fits ? [] : [{ path, message: `a ${kind} cannot be associated with a ${gateway.kind}` }];
  }),
);

/** Virtual gateways, transit gateways or a core network [user guide, Direct Connect gateways]. */
const oneKind = each(({ kind: of }, all, _draft, name) => {
  const gateways = all.filter(({ kind }) => kind !== undefined);
  const [first] = gateways;
  if (of !== 'directConnectGateway' || first?.kind === undefined) return [];
  const noun = nouns[first.kind];
  return gateways
    .filter(({ kind }) => kind !== first.kind)
    .map(({ target, path }) => ({
      path,
      message: `${target} is no ${noun} as ${first.target} is: one kind a Direct Connect gateway, here ${name}`,
    }));
});

/** [API reference, CreateTransitVirtualInterface]: with one ASN on both the association fails. Cloud WAN likewise. */
const asns = each((gateway, all, draft, name) => {
  if (gateway.kind !== 'directConnectGateway') return [];
  return all.flatMap(({ target, kind, path }): Issue[] => {
    const other = own(draft.gateways, target);
    const taken =
      kind === 'transitGateway'
        ? [other?.amazonSideAsn]
        : kind === 'coreNetwork'
          ? Object.values(other?.edges ?? {})
          : [];
    if (!taken.includes(gateway.amazonSideAsn)) return [];
    const message = `${target} has the ASN of ${name}, ${gateway.amazonSideAsn}: the API refuses the association`;
    return [{ path, message }];
  });
});

/** Private virtual interfaces with virtual gateways, transit ones with the others. */
const vifs: Rule = (draft) => {
  const counts = new Map<string, number>();
  return Object.entries(draft.vifs).flatMap(([label, { type, gateway: name = '' }]): Issue[] => {
    const gateway = own(draft.gateways, name);
    if (gateway?.kind !== 'directConnectGateway' || type === 'public') return [];
    const path = ['vifs', label, 'gateway'];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const full: Issue[] =
      count === MOST_VIFS + 1
        ? [{ path, message: `${name} has more than ${MOST_VIFS} virtual interfaces (quota)` }]
        : [];
    const behind = associatedWith(draft, name, gateway).find(({ kind }) => kind !== undefined)?.kind;
    const wanted = behind === 'virtualGateway' ? 'private' : 'transit';
    if (behind === undefined || type === wanted) return full;
    const message = `${name} leads to a ${nouns[behind]}, which takes ${wanted} virtual interfaces`;
    return [...full, { path, message }];
  });
};

/** A core network has an edge in the Region of each of its VPCs; nothing else has edges, or static routes. */
const members: Rule = (draft) =>
  Object.entries(draft.gateways).flatMap(([name, gateway]): Issue[] => {
    const { kind, edges, routes, associated } = gateway;
    const misplaced = (member: 'edges' | 'routes', noun: string): Issue[] => [
      { path: ['gateways', name, member], part: 'key', message: `only a ${noun} has ${member}` },
    ];
    if (kind === 'coreNetwork' && edges === undefined)
      return [{ path: ['gateways', name], part: 'key', message: '"edges" is missing' }];
    const regions = Object.keys(edges ?? {});
    const stranded = associated.flatMap((target, i): Issue[] => {
      const vpc = own(draft.vpcs, target);
      if (kind !== 'coreNetwork' || vpc?.region === undefined || regions.includes(vpc.region)) return [];
      return [
        {
          path: ['gateways', name, 'associated', i],
          message: `${target} is in ${vpc.region}, where ${name} has no edge`,
        },
      ];
    });
    return [
      ...(kind !== 'coreNetwork' && edges !== undefined ? misplaced('edges', 'core network') : []),
      ...(kind !== 'transitGateway' && routes !== undefined ? misplaced('routes', 'transit gateway') : []),
      ...stranded,
    ];
  });

export const gatewayRules: readonly Rule[] = [
  ...[kinds, oneKind, asns, gatewayAsns, vifs, members],
  ...quotaRules,
  ...staticRouteRules,
];
