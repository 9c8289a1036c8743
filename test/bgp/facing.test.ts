import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Facing, subInterfacesOf } from '../../sim/bgp/facing.ts';
import { Store } from '../../sim/kernel/store.ts';
import { contains, parseAddress, parseInterfaceAddress } from '../../sim/topology/address.ts';
import type { EntityId } from '../../sim/topology/entities.ts';
import { Topology } from '../../sim/topology/topology.ts';

interface Network {
  readonly topology: Topology;
  readonly router: EntityId;
  readonly parents: readonly EntityId[];
  readonly interfaces: readonly EntityId[];
}

/** A router with a port, a port-channel and six sub-interfaces without an address. */
function networkIn(store: Store): Network {
  const topology = new Topology(store);
  const router = topology.add({
    kind: 'router',
    name: 'r1',
    asn: 65001,
    vendor: 'generic',
    routerId: '10.0.0.1',
    networks: [],
  });
  const parents = [
    topology.add({ kind: 'port', name: 'r1 eth1', label: 'eth1', shutdown: false }),
    topology.add({
      kind: 'portChannel',
      name: 'r1 po1',
      label: 'po1',
      lacp: 'active',
      lacpRate: 'slow',
      minimumLinks: 1,
      shutdown: false,
    }),
  ];
  for (const parent of parents) topology.relate(parent, 'partOf', router);
  const interfaces = [1, 2, 3, 4, 5, 6].map((vlan) => {
    const label = `sub.${vlan}`;
    return topology.add({
      kind: 'subInterface',
      name: `r1 ${label}`,
      label,
      vlan,
      addresses: [],
      mtu: 1500,
      shutdown: false,
    });
  });
  return { topology, router, parents, interfaces };
}

/** What the words say, interface by interface. */
const facingAsSaid = ({ topology, router }: Network, address: string) =>
  subInterfacesOf(router, topology).filter((id) =>
    topology
      .as('subInterface', id)
      .addresses.some((text) => contains(parseInterfaceAddress(text).prefix, parseAddress(address))),
  );

/** So few that subnets overlap and addresses hit. */
const host = fc
  .tuple(fc.constantFrom('10.0.', '10.1.'), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 9 }))
  .map(([net, third, last]) => `${net}${third}.${last}`);
const host6 = fc.integer({ min: 1, max: 9 }).map((last) => `fd00::${last}`);
const addresses = fc
  .tuple(
    fc.option(fc.tuple(host, fc.constantFrom(8, 16, 24, 30, 31)), { nil: undefined }),
    fc.option(fc.tuple(host6, fc.constantFrom(64, 126)), { nil: undefined }),
  )
  .map((both) => both.flatMap((one) => (one === undefined ? [] : [`${one[0]}/${one[1]}`])));

const change = fc.oneof(
  fc.record({ what: fc.constant('address' as const), at: fc.nat(5), addresses }),
  fc.record({
    what: fc.constant('move' as const),
    at: fc.nat(5),
    to: fc.option(fc.nat(1), { nil: undefined }),
  }),
  fc.record({ what: fc.constant('load' as const) }),
);

test('interfaces that face an address are found whatever changed, also after a snapshot was loaded', () => {
  const questions = fc.array(fc.oneof(host, host6), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(change, questions), { maxLength: 12 }), (turns) => {
      const store = new Store();
      const network = networkIn(store);
      const { topology, router, parents, interfaces } = network;
      const facing = new Facing(topology);
      interfaces.forEach((id, n) => {
        const parent = parents[n % 2];
        if (parent !== undefined) topology.relate(id, 'partOf', parent);
      });
      const start = store.save();
      for (const [turn, asked] of turns) {
        const id = turn.what === 'load' ? undefined : interfaces[turn.at];
        if (turn.what === 'address' && id !== undefined)
          topology.update('subInterface', id, { addresses: turn.addresses });
        if (turn.what === 'move' && id !== undefined)
          topology.repoint(id, 'partOf', turn.to === undefined ? undefined : parents[turn.to]);
        if (turn.what === 'load') {
          store.load(start);
          topology.forgetIndex();
        }
        for (const address of asked)
          expect(facing.interfaces(router, parseAddress(address))).toEqual(facingAsSaid(network, address));
      }
    }),
  );
});
