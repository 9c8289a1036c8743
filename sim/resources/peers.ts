/** BGP peers as the API's resources: created, provisioned, replaced, deleted. */
import type { Scheduler } from '../kernel/kernel.ts';
import type { DurationName } from '../timing.ts';
import { type BgpPeer, type EntityId, entityId, type SessionConfig } from '../topology/entities.ts';
import { freeName, newId } from '../topology/ids.ts';
import { routesFor } from './attachments.ts';
import type { Floor } from './floor.ts';
import { ceaseSubcodes } from './layers.ts';
import { livePeersOf } from './queries.ts';

/** A peer as asked for; addresses with prefix length. */
export type NewPeer = Pick<BgpPeer, 'session' | 'amazonAddress' | 'customerAddress'>;

/** How AWS's end leaves a session. */
export type Teardown = 'notify' | 'silent';

export class Peers {
  readonly #floor: Floor;
  readonly #verified: Scheduler;
  readonly #provisioned: Scheduler;
  readonly #removed: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    const { kernel, states } = floor;
    const current = (work: (peer: EntityId) => void) => (peer: number, generation: number) => {
      if (generation === states.generation(entityId(peer))) work(entityId(peer));
    };
    this.#verified = kernel.event(
      current((peer) => {
        states.fire('bgpPeer', peer, 'verified');
        this.#provisioned.after(kernel.duration('peerProvisioning'), peer, states.generation(peer));
      }),
    );
    this.#provisioned = kernel.event(current((peer) => this.provision(peer)));
    this.#removed = kernel.event(current((peer) => this.remove(peer)));
  }

  /** A new peer of a virtual interface; nothing is scheduled. */
  add(vif: EntityId, { session, amazonAddress, customerAddress }: NewPeer, state: string): EntityId {
    const { kernel, topology, states } = this.#floor;
    const name = freeName(topology, `${topology.name(vif)} ${session.addressFamily}`);
    const id = newId(topology, kernel.seed, 'bgpPeer', name);
    const peer = topology.add({ kind: 'bgpPeer', name, id, session, amazonAddress, customerAddress });
    topology.relate(peer, 'partOf', vif);
    states.born(peer, state);
    return peer;
  }

  /** CreateBGPPeer: the peer is provisioned on its own, on a public interface after it was verified. */
  schedule(peer: EntityId): void {
    const { kernel, states } = this.#floor;
    const generation = states.renew(peer);
    if (states.is(peer, 'verifying'))
      this.#verified.after(kernel.duration('publicVerification'), peer, generation);
    else this.#provisioned.after(kernel.duration('peerProvisioning'), peer, generation);
  }

  /** AWS's device is configured: the session may be established. */
  provision(peer: EntityId): void {
    if (this.#floor.states.fire('bgpPeer', peer, 'provisioned')) this.start(peer);
  }

  /** Starts AWS's end of a session, with the routes of the gateway if one is attached, or of AWS's public network. */
  start(peer: EntityId): void {
    const { bgp, topology } = this.#floor;
    const vif = topology.only(peer, 'partOf');
    if (topology.as('virtualInterface', vif).type === 'public') bgp.setPublicRoutes(peer);
    else bgp.setGatewayRoutes(peer, routesFor(this.#floor, vif));
    bgp.start(peer);
  }

  /** Ends a peer: its session now, its entry in the answers later. */
  retire(peer: EntityId, teardown: Teardown, listed: DurationName): void {
    const { bgp, kernel, ledger, states } = this.#floor;
    const started = states.is(peer, 'available');
    if (!states.fire('bgpPeer', peer, 'delete')) return;
    ledger.setUp(peer, false);
    if (started)
      bgp.stop(
        peer,
        teardown === 'notify' ? { notify: true, subcode: ceaseSubcodes.peerDeconfigured } : { notify: false },
      );
    this.#removed.after(kernel.duration(listed), peer, states.renew(peer));
  }

  /** The entry vanishes: nothing belongs to it any more. */
  remove(peer: EntityId): void {
    const { states, topology } = this.#floor;
    if (!states.fire('bgpPeer', peer, 'removed')) return;
    topology.repoint(peer, 'partOf', undefined);
  }

  /** AWS's end moves: every peer gives way to a new one with the same parameters. */
  replaceAll(vif: EntityId, teardown: Teardown, state: 'pending' | 'verifying'): void {
    const { kernel, topology } = this.#floor;
    const why = kernel.cause;
    for (const old of livePeersOf(this.#floor, vif)) {
      kernel.because(why, () => this.retire(old, teardown, 'oldPeerRemoval'));
      kernel.because(why, () => this.add(vif, topology.as('bgpPeer', old), state));
    }
  }
}

/** AWS's end of a session: the hold time and keepalive of the user guide, BFD on but idle until the customer uses it. */
export function awsSession(
  floor: Pick<Floor, 'kernel'>,
  peer: Pick<SessionConfig, 'addressFamily' | 'localAsn' | 'remoteAsn' | 'remoteAddress' | 'authKey'>,
): SessionConfig {
  const { kernel } = floor;
  return {
    ...peer,
    holdMicros: kernel.duration('awsHoldTime'),
    keepaliveMicros: kernel.duration('awsKeepalive'),
    bfd: { intervalMicros: kernel.duration('awsBfdInterval'), multiplier: BFD_MULTIPLIER },
    passive: false,
    shutdown: false,
  };
}

/** User guide: the minimum multiplier of liveness detection. */
const BFD_MULTIPLIER = 3;
