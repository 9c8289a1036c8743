/** What the BGP floor answers about sessions and routes; nothing here changes anything. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Marks } from '../kernel/marks.ts';
import { formatClock } from '../kernel/quantity.ts';
import type { Address } from '../topology/address.ts';
import { parseAddress } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Received } from './adj-ribs.ts';
import type { AwsSide } from './aws/aws-side.ts';
import { announcements } from './aws/gateway-routes.ts';
import type { GatewayQueries } from './aws/gateway-tables.ts';
import type { VpnTunnels } from './aws/vpn-tunnels.ts';
import type { Bfd } from './bfd.ts';
import type { BgpQueries, FsmState, NextHop, RefusedRoute, Route } from './contract.ts';
import type { Endpoints } from './endpoints.ts';
import type { Halts } from './halts.ts';
import type { Keepalives } from './keepalives.ts';
import type { Announcement } from './messages.ts';
import { neighborAt } from './neighbor-at.ts';
import type { NextHops } from './next-hops.ts';
import type { DecisionRules } from './rib/decision.ts';
import type { Nlri } from './rib/nlri.ts';
import { isOwn, type Path } from './rib/path.ts';
import type { Rib } from './rib/rib.ts';
import type { Routing } from './routing.ts';
import { type Rows, rowsOf } from './rows.ts';
import { type SessionTimes, sessionTimes } from './session-times.ts';
import type { Speaker } from './speaker.ts';
import { takenRoutes, taker, takingOf, unlistedRoutes } from './taking.ts';

/** The parts that answer. */
export interface BgpParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly keepalives: Keepalives;
  readonly speaker: Speaker;
  readonly routing: Routing;
  readonly nextHops: NextHops;
  readonly bfd: Bfd;
  readonly aws: AwsSide;
  readonly halts: Halts;
}

/** An end that had more prefixes than it takes. */
const heldWords = (untilMicros: number | undefined): string =>
  `held down after too many prefixes: ${untilMicros === undefined ? 'to be cleared when there are fewer' : `until ${formatClock(untilMicros)}`}`;

export abstract class BgpAnswers implements BgpQueries {
  abstract readonly changedRoutes: Marks;
  protected abstract readonly parts: BgpParts;

  #known(entity: EntityId): number | undefined {
    const endpoint = this.parts.ends.known(entity);
    return endpoint < 0 ? undefined : endpoint;
  }

  state(entity: EntityId): FsmState {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? 'Idle' : this.parts.speaker.state(this.parts.speaker.best(endpoint));
  }

  established(entity: EntityId): boolean {
    return this.state(entity) === 'Established';
  }

  bfdState(entity: EntityId): string {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? 'AdminDown' : this.parts.bfd.state(endpoint);
  }

  routes(entity: EntityId): readonly Route[] {
    const endpoint = this.#known(entity);
    if (endpoint === undefined) return [];
    return takenRoutes(this.#taking(endpoint), this.parts.routing.in(endpoint));
  }

  /** Of AWS's end: a route as it is taken in, while a gateway or the public network takes it. */
  taker(peer: EntityId): (prefix: Nlri) => Received | undefined {
    const endpoint = this.#known(peer);
    if (endpoint === undefined || this.parts.routing.gateway(endpoint) === undefined) return () => undefined;
    return taker(this.#taking(endpoint), this.parts.routing.in(endpoint));
  }

  unlisted(peer: EntityId): readonly Route[] {
    const endpoint = this.#known(peer);
    if (endpoint === undefined) return [];
    return unlistedRoutes(this.#taking(endpoint), this.parts.routing.in(endpoint));
  }

  #taking(endpoint: number) {
    const { topology, ends } = this.parts;
    const { localAsn, remoteAddress } = ends.config(endpoint);
    const sender = ends.isAws(endpoint) ? parseAddress(remoteAddress) : undefined;
    return takingOf(topology, ends.entity(endpoint), { localAsn, sender });
  }

  rib(router: EntityId): Rib {
    return this.parts.routing.rib(router);
  }

  refused(router: EntityId, prefix: Nlri): readonly RefusedRoute[] {
    return this.parts.topology.sources(router, 'partOf', 'neighbor').flatMap((neighbor) => {
      const endpoint = this.#known(neighbor);
      const route = endpoint === undefined ? undefined : this.parts.routing.refused(endpoint, prefix);
      return route === undefined ? [] : [{ ...route, endpoint: neighbor }];
    });
  }

  get gateways(): GatewayQueries {
    return this.parts.aws.gateways;
  }

  get tunnels(): Pick<VpnTunnels, 'path' | 'usable'> {
    return this.parts.aws.tunnels;
  }

  rules(router: EntityId): DecisionRules {
    return this.parts.routing.rules(router);
  }

  learnedOn(path: Path): EntityId | undefined {
    return isOwn(path) ? undefined : this.parts.ends.entity(path.source);
  }

  nextHop(router: EntityId, path: Path): NextHop | undefined {
    if (isOwn(path)) return undefined;
    const endpoint = this.parts.ends.entity(path.source);
    const { nextHop } = path.attributes;
    if (!path.external || parseAddress(nextHop).bits !== path.peerAddress)
      return this.#foreign(router, endpoint, nextHop);
    const other = this.parts.topology.target(endpoint, 'peersWith');
    return other === undefined ? { kind: 'session', endpoint } : { kind: 'router', endpoint, router: other };
  }

  /** Another than the sender. */
  #foreign(router: EntityId, endpoint: EntityId, address: string): NextHop | undefined {
    const { nextHops, topology } = this.parts;
    const far = nextHops.resolve(router, address)?.router;
    const neighbor = far === router ? neighborAt(topology, router, address) : undefined;
    if (neighbor !== undefined) return { kind: 'session', endpoint: neighbor };
    return far === undefined ? undefined : { kind: 'router', endpoint, router: far };
  }

  onItsWay(router: EntityId, address: Address): EntityId | undefined {
    return this.parts.topology.sources(router, 'peersWith', 'neighbor').find((neighbor) => {
      const endpoint = this.#known(neighbor);
      return endpoint !== undefined && this.parts.routing.owes(endpoint, address);
    });
  }

  routesOnTheirWay(): boolean {
    for (let endpoint = 0; endpoint < this.parts.ends.count; endpoint++) {
      if (this.parts.routing.pending(endpoint).length > 0) return true;
      for (const row of rowsOf(endpoint))
        if (this.parts.rows.inbox.get(row).length + this.parts.rows.outbox.get(row).length > 0) return true;
    }
    return false;
  }

  /** Adj-RIB-Out: what this end has told the other. */
  advertised(entity: EntityId): readonly Announcement[] {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? [] : announcements(this.parts.routing.out(endpoint));
  }

  /** Hold timer and KEEPALIVE interval; undefined for an end that never began. */
  times(entity: EntityId): SessionTimes | undefined {
    const endpoint = this.#known(entity);
    if (endpoint === undefined) return undefined;
    const row = this.parts.speaker.best(endpoint);
    return sessionTimes(this.parts, row, this.parts.speaker.isEstablished(row));
  }

  gatewayAttached(peer: EntityId): boolean {
    const endpoint = this.#known(peer);
    return endpoint !== undefined && this.parts.routing.gateway(endpoint) !== undefined;
  }

  interfaceOf(neighbor: EntityId): EntityId | undefined {
    const endpoint = this.#known(neighbor);
    const local = endpoint === undefined ? -1 : this.parts.ends.local.get(endpoint);
    return local < 0 ? undefined : entityId(local);
  }

  lastError(entity: EntityId): string {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? '' : this.parts.speaker.lastError.get(endpoint);
  }

  waitingFor(entity: EntityId): string {
    const endpoint = this.#known(entity);
    if (endpoint === undefined || this.parts.ends.started.get(endpoint) === 0) {
      return this.parts.topology.kind(entity) === 'neighbor'
        ? this.parts.halts.words(entity)
        : `AWS provisions the peer ${this.parts.topology.name(entity)}`;
    }
    const { idleHold } = this.parts.speaker;
    if (idleHold.holds(endpoint)) return heldWords(idleHold.heldUntil(endpoint));
    const why = this.parts.ends.why.get(endpoint);
    if (why !== '' && this.parts.speaker.state(this.parts.speaker.best(endpoint)) !== 'Established')
      return why;
    const remote = this.parts.ends.remote.get(endpoint);
    if (remote >= 0 && this.parts.ends.config(remote).authKey !== this.parts.ends.config(endpoint).authKey) {
      return `no TCP answer from ${this.parts.ends.config(endpoint).remoteAddress}: the MD5 keys differ`;
    }
    const error = this.parts.speaker.lastError.get(endpoint);
    return `BGP ${this.state(entity)}${error === '' ? '' : ` after ${error}`}`;
  }
}
