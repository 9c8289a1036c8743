/** The network in tiers, as it is drawn: what stands in which column and what is joined to what. */
import type { BearerNode, MapView, RouterLinkNode } from '../../sim/map-types.ts';
import type { Folding, Groups } from './folding.ts';

export type NodeKind =
  | 'router'
  | 'carrier'
  | 'connection'
  | 'lag'
  | 'member'
  | 'awsDevice'
  | 'hosted'
  | 'virtualInterface'
  | 'fold'
  | 'more'
  | 'gateway'
  | 'vpc';

export interface DrawnNode {
  /** Unique in the drawing; of most the name. */
  readonly key: string;
  /** Of the thing in the simulation; of a group what it rides. */
  readonly name: string;
  readonly kind: NodeKind;
  /** What never changes about it, short. */
  readonly fact: string;
  /** Drawn in the rows under it. */
  readonly children: readonly DrawnNode[];
  /** Of a group: those in it. */
  readonly vifs: readonly string[];
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
}

export interface Network {
  readonly tiers: readonly (readonly DrawnNode[])[];
  readonly edges: readonly DrawnEdge[];
  /** Between routers, inside the first tier. */
  readonly links: readonly RouterLinkNode[];
}

/** Which tiers are drawn of those that can be done without. */
export interface Tiers {
  readonly hasDevices: boolean;
  readonly hasCarriers: boolean;
}

export const foldKey = (on: string): string => `+${on}`;
export const portKey = (device: string, bearer: string): string => `${device} of ${bearer}`;
export const carrierKey = (bearer: string): string => `carrier of ${bearer}`;
/** Of a key of these two. */
export const bearerOf = (key: string): string => key.slice(key.indexOf(' of ') + ' of '.length);

const NOTHING: readonly never[] = [];
const node = (kind: NodeKind, name: string, fact = '', more: Partial<DrawnNode> = {}): DrawnNode => ({
  key: name,
  name,
  kind,
  fact,
  children: NOTHING,
  vifs: NOTHING,
  ...more,
});

/** `10Gbps` as operators say it. */
const short = (bandwidth: string): string => bandwidth.replace(/bps$/, '').replace(/ /g, '');

function bearerNode({ name, kind, bandwidth, members }: BearerNode): DrawnNode {
  if (kind === 'connection') return node('connection', name, short(bandwidth));
  const children = members.map((member) => node('member', member));
  return node('lag', name, `${members.length}/${members.length} ${short(bandwidth)}`, { children });
}

/** Virtual interfaces of one group: one by one, a page of them, or all in one. */
function groupNodes({ groups }: Groups, folding: Folding): { nodes: DrawnNode[]; edges: DrawnEdge[] }[] {
  return groups.map(({ on, vifs }) => {
    const { first, count } = folding.get(on) ?? { first: 0, count: vifs.length };
    const names = vifs.map(({ name }) => name);
    const joined = (key: string, from: number, to: number): DrawnEdge[] => {
      const gateways = new Set(vifs.slice(from, to).map(({ gateway }) => gateway));
      return [...gateways].flatMap((gateway) => (gateway === undefined ? [] : [{ from: key, to: gateway }]));
    };
    if (count === 0) {
      const key = foldKey(on);
      return { nodes: [node('fold', on, '', { key, vifs: names })], edges: joined(key, 0, vifs.length) };
    }
    const more = (side: string, from: number, to: number): { nodes: DrawnNode[]; edges: DrawnEdge[] } => {
      const key = `${side} ${on}`;
      if (from >= to) return { nodes: [], edges: [] };
      return {
        nodes: [node('more', on, side, { key, vifs: names.slice(from, to) })],
        edges: joined(key, from, to),
      };
    };
    const before = more('before', 0, first);
    const after = more('after', first + count, vifs.length);
    const shown = vifs.slice(first, first + count);
    return {
      nodes: [
        ...before.nodes,
        ...shown.map(({ name, vlan }) => node('virtualInterface', name, `:${vlan}`)),
        ...after.nodes,
      ],
      edges: [
        ...before.edges,
        ...shown.flatMap(({ name, gateway }) => (gateway === undefined ? [] : [{ from: name, to: gateway }])),
        ...after.edges,
      ],
    };
  });
}

/** The carriers of a bearer as one thing between it and its routers. */
function carrierOf({ name, carriers }: BearerNode, { hasCarriers }: Tiers): DrawnNode | undefined {
  if (!hasCarriers || carriers.length === 0) return undefined;
  return node('carrier', carriers.join(', '), '', { key: carrierKey(name) });
}

/**
 * Tiers from the customer's routers to VPCs. A device or a carrier stands once for each bearer that it serves, so that
 * every line tells what rides on what; without them lines go straight on.
 */
export function networkOf(map: MapView, groups: Groups, folding: Folding, wanted: Tiers): Network {
  const places = new Map(map.devices.map(({ name, location }) => [name, location]));
  const edges: DrawnEdge[] = [];
  const ends = new Map<string, string>();
  const ports: DrawnNode[] = [];
  const carriers: DrawnNode[] = [];
  const hosted: DrawnNode[] = [];
  for (const bearer of map.bearers) {
    const { name, routers, device, hosted: hosts } = bearer;
    const carrier = carrierOf(bearer, wanted);
    edges.push(...routers.map((from) => ({ from, to: carrier?.key ?? name })));
    if (carrier !== undefined) {
      carriers.push(carrier);
      edges.push({ from: carrier.key, to: name });
    }
    let end = name;
    if (wanted.hasDevices && device !== undefined) {
      end = portKey(device, name);
      ports.push(node('awsDevice', device, places.get(device) ?? '', { key: end }));
      edges.push({ from: name, to: end });
    }
    ends.set(name, end);
    for (const host of hosts) {
      hosted.push(node('hosted', host));
      edges.push({ from: end, to: host });
      ends.set(host, host);
    }
  }
  const drawn = groupNodes(groups, folding);
  for (const [index, { nodes }] of drawn.entries()) {
    const end = ends.get(groups.groups[index]?.on ?? '');
    if (end !== undefined) edges.push(...nodes.map(({ key }) => ({ from: end, to: key })));
  }
  edges.push(...drawn.flatMap((one) => one.edges));
  edges.push(...map.gateways.flatMap(({ name, associated }) => associated.map((to) => ({ from: name, to }))));
  const gateway = (isFirst: boolean): DrawnNode[] =>
    map.gateways
      .filter(({ type }) => (type === 'directConnectGateway') === isFirst)
      .map(({ name, asn }) => node('gateway', name, `AS${asn}`));
  const tiers = [
    map.routers.map(({ name, site, asn }) => node('router', name, site ?? `AS${asn}`)),
    carriers,
    map.bearers.map(bearerNode),
    ports,
    hosted,
    drawn.flatMap(({ nodes }) => nodes),
    gateway(true),
    gateway(false),
    map.vpcs.map(({ name, cidrs }) => node('vpc', name, cidrs[0] ?? '')),
  ].filter((tier) => tier.length > 0);
  const known = new Set(tiers.flat().map(({ key }) => key));
  return {
    tiers,
    edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)),
    links: map.links.filter(({ between }) => between.every((router) => known.has(router))),
  };
}
