/** Where the next hop of a route is: a session's own wire, or another router of the AS, as the IGP reaches it. */
import type { Igp } from '../igp/igp.ts';
import type { LinkQueries } from '../link/contract.ts';
import { parseAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { linkAddress } from '../topology/link-addresses.ts';
import { loopbackOf } from '../topology/loopback.ts';
import type { Topology } from '../topology/topology.ts';
import type { Facing } from './facing.ts';
import { neighborAt } from './neighbor-at.ts';

export interface Resolved {
  /** The router that the packets go to. */
  readonly router: EntityId;
  readonly metric: number;
}

interface Floors {
  readonly topology: Topology;
  readonly link: LinkQueries;
  readonly igp: Pick<Igp, 'distance' | 'routers' | 'liveLinks'>;
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

  /** The router behind an address, itself if a neighbour of its has it, and how far it is; undefined: nothing leads there. */
  resolve(from: EntityId, address: string): Resolved | undefined {
    const onLink = this.#onLink(from, address);
    if (onLink !== undefined) return onLink;
    const router = this.#router(address) ?? this.#border(from, address);
    if (
      router === undefined ||
      (router === from && neighborAt(this.#floors.topology, from, address) === undefined)
    )
      return undefined;
    const distance = this.#floors.igp.distance(from, router);
    return distance === undefined ? undefined : { router, metric: distance.metric };
  }

  /** An address of a link between routers: on its own link, or as far as the nearest router of the AS that is on it. */
  #onLink(from: EntityId, address: string): Resolved | undefined {
    const { topology, igp } = this.#floors;
    for (const { id, ends, igp: carried } of igp.liveLinks) {
      const owner = ends.find((router) => linkAddress(topology, id, router) === address);
      if (owner === undefined) continue;
      if (ends.includes(from)) return { router: owner, metric: 0 };
      if (carried === 'off') return undefined;
      const { asn } = topology.as('router', from);
      const ways = ends.flatMap((router): Resolved[] => {
        const distance = igp.distance(from, router);
        if (distance === undefined || topology.as('router', router).asn !== asn) return [];
        return [{ router, metric: distance.metric }];
      });
      return ways.sort((a, b) => a.metric - b.metric)[0];
    }
    return undefined;
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
