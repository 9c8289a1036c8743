/** Life of virtual interfaces: created, verified, provisioned, reconfigured, deleted. Moves are in `migration.ts`. */
import type { Scheduler } from '../kernel/kernel.ts';
import type { DurationName } from '../timing.ts';
import { type EntityId, entityId, type VirtualInterface } from '../topology/entities.ts';
import { freeName, newId } from '../topology/ids.ts';
import type { Attachments } from './attachments.ts';
import type { FailoverTests } from './failover-tests.ts';
import type { Floor } from './floor.ts';
import { ceaseSubcodes } from './layers.ts';
import type { NewPeer, Peers } from './peers.ts';
import type { Ports } from './ports.ts';
import { anySessionUp, JUMBO_ABOVE, livePeersOf, peersOf, runningTest } from './queries.ts';

export type NewVirtualInterface = Omit<VirtualInterface, 'kind' | 'id'>;

export interface Placement {
  /** Connection or LAG. */
  readonly on: EntityId;
  readonly peers: readonly NewPeer[];
  readonly gateway?: EntityId;
  /** Allocated to another account, which has yet to confirm. */
  readonly confirming: boolean;
}

export interface Families {
  readonly ports: Ports;
  readonly peers: Peers;
  readonly attachments: Attachments;
  readonly tests: FailoverTests;
}

export class VirtualInterfaces {
  readonly #floor: Floor;
  readonly #families: Families;
  readonly #provisioned: Scheduler;
  /** Verification ends; then provisioning takes as long as for a new one, or as for a move. */
  readonly #verifiedNew: Scheduler;
  readonly #verifiedMove: Scheduler;
  readonly #removed: Scheduler;

  constructor(floor: Floor, families: Families) {
    this.#floor = floor;
    this.#families = families;
    const { kernel, states } = floor;
    const current = (work: (vif: EntityId) => void) => (vif: number, generation: number) => {
      if (generation === states.generation(entityId(vif))) work(entityId(vif));
    };
    this.#provisioned = kernel.event(current((vif) => this.#provision(vif)));
    this.#verifiedNew = kernel.event(current((vif) => this.#verify(vif, 'virtualInterfaceProvisioning')));
    this.#verifiedMove = kernel.event(current((vif) => this.#verify(vif, 'virtualInterfaceMigration')));
    this.#removed = kernel.event(current((vif) => this.#remove(vif)));
  }

  create(asked: NewVirtualInterface, { on, peers, gateway, confirming }: Placement): EntityId {
    const { kernel, link, topology, states, ledger } = this.#floor;
    const name = freeName(topology, asked.name);
    const id = newId(topology, kernel.seed, 'virtualInterface', name);
    const vif = topology.add({ ...asked, kind: 'virtualInterface', name, id });
    if (name !== asked.name) ledger.setName(vif, asked.name);
    topology.relate(vif, 'rides', on);
    const state = confirming ? 'confirming' : asked.type === 'public' ? 'verifying' : 'pending';
    states.born(vif, state);
    const why = kernel.cause;
    for (const peer of peers)
      kernel.because(why, () =>
        this.#families.peers.add(vif, peer, state === 'verifying' ? state : 'pending'),
      );
    link.touch(vif);
    if (gateway !== undefined) kernel.because(why, () => this.#families.attachments.attach(vif, gateway));
    if (asked.mtu > JUMBO_ABOVE) kernel.because(why, () => this.#families.ports.upgrade(on));
    if (!confirming) this.resume(vif);
    return vif;
  }

  /** Schedules what ends `verifying` or `pending` of a new virtual interface. */
  resume(vif: EntityId): void {
    this.#await(vif, this.#verifiedNew, 'virtualInterfaceProvisioning');
  }

  /** The same after a move. */
  resumeMove(vif: EntityId): void {
    this.#await(vif, this.#verifiedMove, 'virtualInterfaceMigration');
  }

  /** The owner of an allocated virtual interface accepts it. */
  confirm(vif: EntityId, gateway: EntityId | undefined): void {
    const { kernel, states, topology } = this.#floor;
    const isPublic = topology.as('virtualInterface', vif).type === 'public';
    states.fire('virtualInterface', vif, 'confirm', { isPublic });
    const why = kernel.cause;
    for (const peer of livePeersOf(this.#floor, vif)) {
      if (isPublic) states.enter(peer, 'verifying');
      if (gateway === undefined) continue;
      // Only now is it known whose ASN the Amazon side has.
      const { session } = topology.as('bgpPeer', peer);
      const { amazonSideAsn } = topology.as('gateway', gateway);
      topology.update('bgpPeer', peer, { session: { ...session, localAsn: amazonSideAsn } });
    }
    if (gateway !== undefined) kernel.because(why, () => this.#families.attachments.attach(vif, gateway));
    this.resume(vif);
  }

  /** Another MTU: a port upgrade first where one is needed, else a short reconfiguration of the interface alone. */
  setMtu(vif: EntityId, mtu: number): void {
    const { kernel, topology, states } = this.#floor;
    const { ports } = this.#families;
    const port = topology.only(vif, 'rides');
    topology.update('virtualInterface', vif, { mtu });
    const upgrade = mtu > JUMBO_ABOVE && ports.needsUpgrade(port);
    const why = kernel.cause;
    if (states.is(vif, 'available', 'down')) {
      states.fire('virtualInterface', vif, 'reconfigure');
      const delay = kernel.duration(upgrade ? 'jumboPortUpgrade' : 'mtuChange');
      this.#provisioned.after(delay, vif, states.renew(vif));
    }
    if (upgrade) kernel.because(why, () => ports.upgrade(port));
    this.#floor.link.touch(vif);
  }

  /** SiteLink on or off: the sessions flap [user guide]. */
  setSiteLink(vif: EntityId, enabled: boolean): void {
    const { bgp, kernel, states, topology } = this.#floor;
    if (topology.as('virtualInterface', vif).siteLinkEnabled === enabled) return;
    topology.update('virtualInterface', vif, { siteLinkEnabled: enabled });
    const why = kernel.cause;
    for (const peer of livePeersOf(this.#floor, vif)) {
      if (!states.is(peer, 'available')) continue;
      kernel.because(why, () => bgp.reset(peer, ceaseSubcodes.otherConfigurationChange));
    }
  }

  /** Declined while `confirming`, else `deleting` and then `deleted`. */
  delete(vif: EntityId): void {
    const { kernel, states } = this.#floor;
    const { peers, attachments, tests } = this.#families;
    const test = runningTest(this.#floor, vif);
    states.fire('virtualInterface', vif, 'delete');
    const why = kernel.cause;
    if (test !== undefined) kernel.because(why, () => tests.vifDeleted(test));
    for (const peer of livePeersOf(this.#floor, vif))
      kernel.because(why, () => peers.retire(peer, 'notify', 'deletion'));
    kernel.because(why, () => attachments.detach(vif));
    if (states.is(vif, 'rejected')) this.#letGo(vif);
    else this.#removed.after(kernel.duration('deletion'), vif, states.renew(vif));
  }

  #await(vif: EntityId, verified: Scheduler, provisioning: DurationName): void {
    const { kernel, states } = this.#floor;
    const generation = states.renew(vif);
    if (states.is(vif, 'verifying')) verified.after(kernel.duration('publicVerification'), vif, generation);
    else this.#provisioned.after(kernel.duration(provisioning), vif, generation);
  }

  #verify(vif: EntityId, provisioning: DurationName): void {
    const { kernel, states } = this.#floor;
    states.fire('virtualInterface', vif, 'verified');
    for (const peer of livePeersOf(this.#floor, vif)) states.fire('bgpPeer', peer, 'verified');
    this.#provisioned.after(kernel.duration(provisioning), vif, states.generation(vif));
  }

  #provision(vif: EntityId): void {
    const { kernel, states } = this.#floor;
    const why = kernel.cause;
    for (const peer of livePeersOf(this.#floor, vif))
      kernel.because(why, () => this.#families.peers.provision(peer));
    states.fire('virtualInterface', vif, 'provisioned', { bgpUp: anySessionUp(this.#floor, vif) });
  }

  #remove(vif: EntityId): void {
    this.#floor.states.fire('virtualInterface', vif, 'removed');
    this.#letGo(vif);
  }

  /** Deleted or rejected: it holds neither VLAN nor addresses any more. */
  #letGo(vif: EntityId): void {
    const { kernel, ledger, link, topology } = this.#floor;
    for (const peer of peersOf(topology, vif)) this.#families.peers.remove(peer);
    ledger.end(vif, kernel.now, topology.target(vif, 'rides'));
    topology.repoint(vif, 'rides', undefined);
    link.touch(vif);
  }
}
