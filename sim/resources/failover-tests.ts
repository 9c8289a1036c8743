/** BGP failover tests: AWS takes sessions of a virtual interface down for a while. */
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { freeName, newId } from '../topology/ids.ts';
import type { Floor } from './floor.ts';
import { ceaseSubcodes } from './layers.ts';
import type { Peers } from './peers.ts';
import { anySessionUp } from './queries.ts';

const MICROS_PER_MINUTE = 60_000_000;

export class FailoverTests {
  readonly #floor: Floor;
  readonly #peers: Peers;
  readonly #elapsed: Scheduler;

  constructor(floor: Floor, peers: Peers) {
    this.#floor = floor;
    this.#peers = peers;
    this.#elapsed = floor.kernel.event((test, generation) => {
      if (generation === floor.states.generation(entityId(test))) this.#end(entityId(test), 'timeElapsed');
    });
  }

  start(vif: EntityId, peers: readonly EntityId[], durationMinutes: number): EntityId {
    const { bgp, kernel, states, topology } = this.#floor;
    const name = freeName(topology, `${topology.name(vif)} failover test`);
    const test = topology.add({
      kind: 'failoverTest',
      name,
      id: newId(topology, kernel.seed, 'failoverTest', name),
      bgpPeers: peers.map((peer) => topology.as('bgpPeer', peer).id),
      durationMinutes,
      startMicros: kernel.now,
    });
    topology.relate(test, 'partOf', vif);
    states.born(test, 'inProgress');
    this.#elapsed.after(durationMinutes * MICROS_PER_MINUTE, test, states.renew(test));
    const why = kernel.cause;
    kernel.because(why, () => states.fire('virtualInterface', vif, 'testStarted'));
    const how = { notify: true, subcode: ceaseSubcodes.administrativeShutdown } as const;
    for (const peer of peers)
      if (states.is(peer, 'available')) kernel.because(why, () => bgp.stop(peer, how));
    return test;
  }

  /** StopBgpFailoverTest. */
  stop(test: EntityId): void {
    this.#end(test, 'stop');
  }

  /** The router's side of the connection failed: the test cannot run its full time. */
  routerFailed(test: EntityId): void {
    this.#end(test, 'routerFailed');
  }

  /** The virtual interface goes away in mid-test; its sessions are not restored. */
  vifDeleted(test: EntityId): void {
    this.#close(test, 'vifDeleted');
  }

  #end(test: EntityId, event: 'timeElapsed' | 'stop' | 'routerFailed'): void {
    const { kernel, states, topology } = this.#floor;
    this.#close(test, event);
    const vif = topology.only(test, 'partOf');
    const why = kernel.cause;
    const { bgpPeers } = topology.as('failoverTest', test);
    for (const id of bgpPeers) {
      const peer = topology.find(id);
      if (peer !== undefined && states.is(peer, 'available'))
        kernel.because(why, () => this.#peers.start(peer));
    }
    states.fire('virtualInterface', vif, 'testEnded', { bgpUp: anySessionUp(this.#floor, vif) });
  }

  #close(test: EntityId, event: 'timeElapsed' | 'stop' | 'routerFailed' | 'vifDeleted'): void {
    const { kernel, states, topology } = this.#floor;
    states.fire('failoverTest', test, event);
    states.renew(test);
    topology.update('failoverTest', test, { endMicros: kernel.now });
  }
}
