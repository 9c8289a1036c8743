/** AssociateVirtualInterface: AWS's end of a virtual interface moves to another connection or LAG. */
import type { EntityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import type { Teardown } from './peers.ts';
import { JUMBO_ABOVE, vifsOn } from './queries.ts';
import type { Families, VirtualInterfaces } from './virtual-interfaces.ts';

export class Migration {
  readonly #floor: Floor;
  readonly #families: Families;
  readonly #vifs: VirtualInterfaces;

  constructor(floor: Floor, families: Families, vifs: VirtualInterfaces) {
    this.#floor = floor;
    this.#families = families;
    this.#vifs = vifs;
  }

  /**
   * Traffic stops now: the old port drops the frames of this VLAN, the new one answers BGP only when the new peers
   * are provisioned. Id and parameters stay.
   */
  associate(vif: EntityId, target: EntityId): void {
    const { kernel, link, topology } = this.#floor;
    const from = topology.only(vif, 'rides');
    const route = `from ${topology.name(from)} to ${topology.name(target)}`;
    const moved = kernel.record('vif.rides', vif, from, target, route);
    // Before the edge is re-pointed: a NOTIFICATION leaves by the old port.
    this.#provisionAnew(vif);
    topology.repoint(vif, 'rides', target);
    for (const touched of [vif, from, target]) kernel.because(moved, () => link.touch(touched));
    this.#vifs.resumeMove(vif);
    if (topology.as('virtualInterface', vif).mtu > JUMBO_ABOVE)
      kernel.because(moved, () => this.#families.ports.upgrade(target));
  }

  /** AssociateHostedConnection: a hosted connection moves to another parent, and its virtual interface with it. */
  moveHosted(hosted: EntityId, parent: EntityId): void {
    const { kernel, link, topology, states } = this.#floor;
    const from = topology.only(hosted, 'rides');
    const route = `moves from ${topology.name(from)} to ${topology.name(parent)}`;
    const moved = kernel.record('connection.state', hosted, from, parent, route);
    const vifs = vifsOn(topology, hosted);
    const running = vifs.filter((vif) => states.is(vif, 'available', 'down'));
    for (const vif of running) kernel.because(moved, () => this.#provisionAnew(vif));
    topology.repoint(hosted, 'rides', parent);
    topology.repoint(hosted, 'terminatesOn', topology.only(parent, 'terminatesOn'));
    for (const touched of [hosted, from, parent, ...vifs]) kernel.because(moved, () => link.touch(touched));
    kernel.because(moved, () => this.#families.ports.interrupt(hosted, 'hostedConnectionMigration'));
    for (const vif of running) kernel.because(moved, () => this.#vifs.resumeMove(vif));
    if (vifs.some((vif) => topology.as('virtualInterface', vif).mtu > JUMBO_ABOVE))
      kernel.because(moved, () => this.#families.ports.upgrade(parent));
  }

  /** The virtual interface is pending again (public: verifying), each peer gives way to a new one. */
  #provisionAnew(vif: EntityId): void {
    const { kernel, states, topology } = this.#floor;
    const isPublic = topology.as('virtualInterface', vif).type === 'public';
    const why = kernel.cause;
    kernel.because(why, () => states.fire('virtualInterface', vif, 'associate', { isPublic }));
    const teardown: Teardown = kernel.choice('oldPeerTeardown') === 'silent' ? 'silent' : 'notify';
    kernel.because(why, () =>
      this.#families.peers.replaceAll(vif, teardown, isPublic ? 'verifying' : 'pending'),
    );
  }
}
