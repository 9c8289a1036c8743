/** The link and BGP floors as tests want them: they answer what they were told. */
import type { BgpQueries, Route } from '../../sim/bgp/contract.ts';
import { Marks } from '../../sim/kernel/marks.ts';
import type { LinkQueries, PathState } from '../../sim/link/contract.ts';
import type { EntityId } from '../../sim/topology/entities.ts';

export class FakeLink implements LinkQueries {
  readonly changedVirtualInterfaces = new Marks();
  readonly changedInterfaces = new Marks();
  readonly ends = new Map<EntityId, EntityId>();
  /** Virtual interface → why its path is closed. */
  readonly blocked = new Map<EntityId, string>();
  readonly interfacesDown = new Set<EntityId>();
  readonly stopped = new Set<EntityId>();
  readonly lossPpm = new Map<EntityId, number>();
  readonly via = new Map<EntityId, EntityId>();

  customerEnd(virtualInterface: EntityId) {
    return this.ends.get(virtualInterface);
  }
  awsEnd(subInterface: EntityId) {
    return [...this.ends].find(([, end]) => end === subInterface)?.[0];
  }
  interfaceUp(subInterface: EntityId) {
    return !this.interfacesDown.has(subInterface);
  }
  attachmentUp(virtualInterface: EntityId) {
    return !this.blocked.has(virtualInterface);
  }
  path(virtualInterface: EntityId): PathState {
    const why = this.blocked.get(virtualInterface);
    return {
      open: why === undefined,
      why: why ?? '',
      lossPpm: this.lossPpm.get(virtualInterface) ?? 0,
      delayMicros: 0,
      via: this.via.get(virtualInterface),
    };
  }
  running(id: EntityId) {
    return !this.stopped.has(id);
  }
}

export class FakeBgp implements BgpQueries {
  readonly changedRoutes = new Marks();
  readonly learned = new Map<EntityId, readonly Route[]>();
  readonly detached = new Set<EntityId>();
  readonly interfaces = new Map<EntityId, EntityId>();
  readonly waiting = new Map<EntityId, string>();

  state(endpoint: EntityId) {
    return this.established(endpoint) ? ('Established' as const) : ('Idle' as const);
  }
  established(endpoint: EntityId) {
    return this.learned.has(endpoint);
  }
  bfdState() {
    return 'Down';
  }
  routes(endpoint: EntityId) {
    return this.learned.get(endpoint) ?? [];
  }
  gatewayAttached(peer: EntityId) {
    return !this.detached.has(peer);
  }
  interfaceOf(neighbor: EntityId) {
    return this.interfaces.get(neighbor);
  }
  waitingFor(endpoint: EntityId) {
    return this.waiting.get(endpoint) ?? 'BGP Idle';
  }
  lastError() {
    return '';
  }
}
