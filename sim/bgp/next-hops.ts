/** Where the next hop of a route is: a session's own wire, or another router of the AS, as the IGP reaches it. */
import type { Igp } from '../igp/igp.ts';
import type { LinkQueries } from '../link/contract.ts';
import { parseAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { loopbackOf } from '../topology/loopback.ts';
import type { Topology } from '../topology/topology.ts';
import type { Facing } from './facing.ts';

export interface Resolved {
  /** The router that the packets go to. */
  readonly router: EntityId;
  readonly metric: number;
}

interface Floors {
  readonly topology: Topology;
  readonly link: LinkQueries;
  readonly igp: Pick<Igp, 'distance' | 'routers'>;
  readonly facing: Facing;
}

export class NextHops {
  readonly #floors: Floors;
  /** By loopback address; made anew when there are more entities. */
  #loopbacks: { readonly size: number; readonly routers: ReadonlyMap<string, EntityId> } = {
    size: 0,
    routers: new Map(),
  };

  constructor(floors: Floors) {
    this.#floors = floors;
  }

  /** The router behind an address, and how far it is; undefined: nothing leads there. */
  resolve(from: EntityId, address: string): Resolved | undefined {
    const router = this.#router(address) ?? this.#border(from, address);
    if (router === undefined) return undefined;
    const distance = this.#floors.igp.distance(from, router);
    return distance === undefined ? undefined : { router, metric: distance.metric };
  }

  #router(address: string): EntityId | undefined {
    const { topology } = this.#floors;
    if (this.#loopbacks.size !== topology.size) {
      const routers = topology
        .all('router')
        .flatMap((id) =>
          (['ipv4', 'ipv6'] as const).map(
            (family) => [loopbackOf(topology.as('router', id).routerId, family), id] as const,
          ),
        );
      this.#loopbacks = { size: topology.size, routers: new Map(routers) };
    }
    return this.#loopbacks.routers.get(address);
  }

  /** A router of the AS with a live interface towards the address: the IGP carries its subnets. */
  #border(from: EntityId, address: string): EntityId | undefined {
    const { topology, link, igp, facing } = this.#floors;
    const { asn } = topology.as('router', from);
    const wanted = parseAddress(address);
    return igp.routers.find(
      (router) =>
        topology.as('router', router).asn === asn &&
        facing.interfaces(router, wanted).some((itf) => link.interfaceUp(itf)),
    );
  }
}
