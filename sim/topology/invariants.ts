/** What is true of every network at the end of every instant. */
import { overlaps } from './address.ts';
import { type EntityId, type EntityKind, entityId, type Relation } from './entities.ts';
import { subnetOf } from './peer-addresses.ts';
import type { Topology } from './topology.ts';

export interface Invariant {
  readonly name: string;
  /** One line for each violation. */
  check(topology: Topology): string[];
}

type Kinds = readonly EntityKind[];

/** Which kinds each relation may join: from → to. */
export const joins: Readonly<Record<Relation, readonly (readonly [from: Kinds, to: Kinds])[]>> = {
  partOf: [
    [['port', 'portChannel', 'neighbor'], ['router']],
    [['subInterface'], ['port', 'portChannel']],
    [['bgpPeer', 'attachment', 'failoverTest'], ['virtualInterface']],
    [['association'], ['gateway']],
    [['vpnPeer'], ['vpn']],
  ],
  memberOf: [
    [['connection'], ['lag']],
    [['port'], ['portChannel']],
  ],
  cabledTo: [[['port'], ['connection']]],
  passes: [[['connection'], ['carrier']]],
  terminatesOn: [[['connection', 'lag'], ['awsDevice']]],
  rides: [
    [['virtualInterface'], ['connection', 'lag']],
    [['connection'], ['connection', 'lag']],
    [['neighbor'], ['vpn']],
  ],
  attachesTo: [[['attachment', 'vpn'], ['gateway']]],
  associatedWith: [[['gateway'], ['vpc', 'gateway']]],
  associates: [[['association'], ['gateway']]],
  landsOn: [[['vpn'], ['router']]],
  locatedAt: [[['router'], ['site']]],
  connects: [[['routerLink'], ['router']]],
  peersWith: [[['neighbor'], ['router']]],
  crosses: [[['neighbor'], ['routerLink']]],
  startsAt: [[['flow'], ['router']]],
  endsAt: [[['flow'], ['vpc', 'awsRegion', 'router']]],
};

const portsOf = (topology: Topology): readonly EntityId[] => [
  ...topology.all('connection'),
  ...topology.all('lag'),
];

/** Each pair of a list once. */
const pairs = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));

const vlanOnce: Invariant = {
  name: 'a VLAN stands once on a connection or LAG',
  check: (topology) =>
    portsOf(topology).flatMap((port) => {
      const vifs = topology.sources(port, 'rides', 'virtualInterface').map((id) => ({
        name: topology.name(id),
        vlan: topology.as('virtualInterface', id).vlan,
      }));
      return pairs(vifs)
        .filter(([a, b]) => a.vlan === b.vlan)
        .map(([a, b]) => `${topology.name(port)}: ${a.name} and ${b.name} both have VLAN ${a.vlan}`);
    }),
};

const subnetsApart: Invariant = {
  name: 'peer subnets of one family do not overlap on a connection or LAG',
  check: (topology) =>
    portsOf(topology).flatMap((port) => {
      const peers = topology.sources(port, 'rides', 'virtualInterface').flatMap((vif) =>
        topology.sources(vif, 'partOf', 'bgpPeer').map((peer) => {
          const { name, amazonAddress } = topology.as('bgpPeer', peer);
          return { vif, name, amazonAddress, subnet: subnetOf(amazonAddress) };
        }),
      );
      return pairs(peers)
        .filter(([a, b]) => a.vif !== b.vif && overlaps(a.subnet, b.subnet))
        .map(
          ([a, b]) =>
            `${topology.name(port)}: ${a.name} has ${a.amazonAddress}, ${b.name} ${b.amazonAddress}`,
        );
    }),
};

const ridesOneThing: Invariant = {
  name: 'a virtual interface rides exactly one connection or LAG',
  check: (topology) =>
    topology.all('virtualInterface').flatMap((vif) => {
      const count = topology.targets(vif, 'rides').length;
      // A deleted one has let go of its peers and of what it rode.
      const live = count > 0 || topology.sources(vif, 'partOf', 'bgpPeer').length > 0;
      return !live || count === 1 ? [] : [`${topology.name(vif)} rides ${count} things`];
    }),
};

const hostedOneVif: Invariant = {
  name: 'a hosted connection carries at most one virtual interface',
  check: (topology) =>
    topology
      .all('connection')
      .filter((id) => topology.as('connection', id).type === 'hosted')
      .map((id) => [id, topology.sources(id, 'rides', 'virtualInterface').length] as const)
      .filter(([, count]) => count > 1)
      .map(([id, count]) => `${topology.name(id)} carries ${count}`),
};

const lagOfOneKind: Invariant = {
  name: 'members of a LAG are on its device and of its bandwidth',
  check: (topology) =>
    topology.all('lag').flatMap((lag) => {
      const { name, connectionsBandwidth } = topology.as('lag', lag);
      const device = topology.target(lag, 'terminatesOn');
      return topology.sources(lag, 'memberOf', 'connection').flatMap((member) => {
        const { name: memberName, bandwidth } = topology.as('connection', member);
        return [
          ...(bandwidth === connectionsBandwidth ? [] : [`${memberName} is of ${bandwidth} in ${name}`]),
          ...(topology.target(member, 'terminatesOn') === device
            ? []
            : [`${memberName} is on another device than ${name}`]),
        ];
      });
    }),
};

const edgesJoinKinds: Invariant = {
  name: 'every edge joins kinds that may be joined',
  check: (topology) => {
    const wrong: string[] = [];
    topology.graph.forEachEdge((_edge, { relation }, source, target) => {
      const [from, to] = [entityId(Number(source)), entityId(Number(target))];
      if (!mayJoin(relation, topology.kind(from), topology.kind(to)))
        wrong.push(`${topology.name(from)} ${relation} ${topology.name(to)}`);
    });
    // The graph's order is history.
    return wrong.sort();
  },
};

const mayJoin = (relation: Relation, from: EntityKind, to: EntityKind): boolean =>
  joins[relation].some(([sources, targets]) => sources.includes(from) && targets.includes(to));

export const invariants: readonly Invariant[] = [
  vlanOnce,
  subnetsApart,
  ridesOneThing,
  hostedOneVif,
  lagOfOneKind,
  edgesJoinKinds,
];

/** All violations, each with the name of its invariant; none in a sound network. */
export const violations = (topology: Topology): string[] =>
  invariants.flatMap(({ name, check }) => check(topology).map((violation) => `${name}: ${violation}`));
