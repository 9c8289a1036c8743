/** Static routes of VPCs and transit gateways, and VPNs: they lead to what is attached. */
import type { StaticRouteSpec } from '../../topology/gateway-spec.ts';
import type { Path } from '../document.ts';
import type { Issue } from '../issues.ts';
import { associatedWith, type Rule } from './associations.ts';
import { own } from './own.ts';

/** A VPC has at most one virtual gateway [VPC quotas]. */
const oneVirtualGateway: Rule = (draft) => {
  const taken = new Map<string, string>();
  return Object.entries(draft.gateways).flatMap(([name, gateway]) =>
    associatedWith(draft, name, gateway).flatMap(({ target, path }): Issue[] => {
      if (gateway.kind !== 'virtualGateway' || own(draft.vpcs, target) === undefined) return [];
      const other = taken.get(target);
      taken.set(target, other ?? name);
      if (other === undefined) return [];
      return [{ path, message: `${target} has ${other} already: one virtual gateway a VPC` }];
    }),
  );
};

const BLACKHOLE = 'blackhole';

function routeIssues(
  routes: readonly StaticRouteSpec[] | undefined,
  path: Path,
  known: readonly string[],
  owner: string,
): Issue[] {
  return (routes ?? []).flatMap(({ via }, i): Issue[] => {
    if (known.includes(via)) return [];
    const what = known.length === 0 ? 'nothing is' : `there is ${known.join(', ')}`;
    return [{ path: [...path, i, 'via'], message: `${via} is not attached to ${owner}: ${what}` }];
  });
}

/** Routes lead to what is attached to their table. */
const staticRoutes: Rule = (draft) => {
  const leadingTo = (target: string): string[] =>
    Object.keys(draft.gateways).filter((name) => draft.gateways[name]?.associated.includes(target));
  const vpns = (gateway: string): string[] =>
    Object.keys(draft.vpns).filter((name) => draft.vpns[name]?.gateway === gateway);
  return [
    ...Object.entries(draft.vpcs).flatMap(([name, { routes }]) =>
      routeIssues(routes, ['vpcs', name, 'routes'], leadingTo(name), name),
    ),
    ...Object.entries(draft.gateways).flatMap(([name, { routes, associated }]) => {
      const attached = [...associated, ...leadingTo(name), ...vpns(name), BLACKHOLE];
      return routeIssues(routes, ['gateways', name, 'routes'], attached, name);
    }),
  ];
};

const vpns: Rule = (draft) =>
  Object.entries(draft.vpns).flatMap(([name, { router, gateway, routing, routes, neighbor }]): Issue[] => {
    const path = ['vpns', name];
    const end = own(draft.gateways, gateway);
    const asn = own(draft.routers, router)?.asn;
    const wrongEnd = end !== undefined && end.kind !== 'virtualGateway' && end.kind !== 'transitGateway';
    return [
      ...(wrongEnd
        ? [
            {
              path: [...path, 'gateway'],
              message: `a VPN ends on a virtual or transit gateway, not on ${gateway}`,
            },
          ]
        : []),
      ...(routing === 'static' && routes.length === 0
        ? [{ path, part: 'key' as const, message: '"routes" is missing: static routing needs your prefixes' }]
        : []),
      ...(routing === 'static' && neighbor !== undefined
        ? [
            {
              path: [...path, 'neighbor'],
              part: 'key' as const,
              message: 'no session runs in a VPN with static routes',
            },
          ]
        : []),
      ...(routing === 'bgp' && routes.length > 0
        ? [{ path: [...path, 'routes'], part: 'key' as const, message: 'BGP brings the routes of this VPN' }]
        : []),
      ...(routing === 'bgp' && end !== undefined && end.amazonSideAsn === asn
        ? [{ path: [...path, 'gateway'], message: `${gateway} has the ASN of ${router}, ${asn}` }]
        : []),
    ];
  });

export const staticRouteRules: readonly Rule[] = [oneVirtualGateway, staticRoutes, vpns];
