/** Which interfaces of a router face an address: by subnet, made anew when the graph has changed. */
import { type Address, type Prefix, parseInterfaceAddress, prefixOf } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

interface Subnets {
  readonly family: Prefix['family'];
  readonly length: number;
  /** By the bits of the subnet; in the order of the router's interfaces. */
  readonly interfaces: Map<bigint, EntityId[]>;
}

export class Facing {
  readonly #topology: Topology;
  readonly #routers = new Map<EntityId, readonly Subnets[]>();
  /** Of the graph, which all subnets are of. */
  #revision = -1;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /** Sub-interfaces of a router in whose subnet an address lies, in the order of {@link subInterfacesOf}. */
  interfaces(router: EntityId, address: Address): readonly EntityId[] {
    const found = this.#subnetsOf(router).flatMap(({ family, length, interfaces }) =>
      family === address.family ? (interfaces.get(prefixOf(address, length).bits) ?? []) : [],
    );
    if (found.length < 2) return found;
    return subInterfacesOf(router, this.#topology).filter((candidate) => found.includes(candidate));
  }

  #subnetsOf(router: EntityId): readonly Subnets[] {
    if (this.#revision !== this.#topology.revision) {
      this.#routers.clear();
      this.#revision = this.#topology.revision;
    }
    const known = this.#routers.get(router);
    if (known !== undefined) return known;
    const made = subnetsOf(router, this.#topology);
    this.#routers.set(router, made);
    return made;
  }
}

function subnetsOf(router: EntityId, topology: Topology): readonly Subnets[] {
  const all = new Map<string, Subnets>();
  for (const id of subInterfacesOf(router, topology)) {
    for (const text of topology.as('subInterface', id).addresses) {
      const { family, length, bits } = parseInterfaceAddress(text).prefix;
      const subnets = all.get(`${family}/${length}`) ?? { family, length, interfaces: new Map() };
      all.set(`${family}/${length}`, subnets);
      subnets.interfaces.set(bits, [...(subnets.interfaces.get(bits) ?? []), id]);
    }
  }
  return [...all.values()];
}

/** Sub-interfaces of a router: those of its ports, then those of its port-channels. */
export function subInterfacesOf(router: EntityId, topology: Topology): EntityId[] {
  const parents = [
    ...topology.sources(router, 'partOf', 'port'),
    ...topology.sources(router, 'partOf', 'portChannel'),
  ];
  return parents.flatMap((parent) => topology.sources(parent, 'partOf', 'subInterface'));
}
