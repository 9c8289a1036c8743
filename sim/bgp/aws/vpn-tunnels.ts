/**
 * Tunnels of Site-to-Site VPNs over the Internet: up while nothing has failed and the router runs. With static routes
 * AWS finds a dead tunnel by dead peer detection, since no session runs in it.
 */
import type { Kernel, Scheduler } from '../../kernel/kernel.ts';
import type { PathState } from '../../link/contract.ts';
import { type EntityId, entityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly running: (router: EntityId) => boolean;
  readonly changed: (vpn: EntityId) => void;
}

export class VpnTunnels {
  readonly #parts: Parts;
  readonly #failures;
  /** Nothing passes, as seen last. */
  readonly #down;
  /** Both ends have found out that the tunnel is down. */
  readonly #known;
  readonly #generation;
  readonly #detected: Scheduler;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { store } = parts.kernel;
    this.#failures = store.column('vpn failures', 'i32');
    this.#down = store.column('vpn down', 'u8');
    this.#known = store.column('vpn known down', 'u8');
    this.#generation = store.column('vpn detection', 'i32');
    this.#detected = parts.kernel.event((vpn, generation) => {
      if (this.#generation.get(vpn) === generation) this.#find(entityId(vpn));
    });
  }

  path(vpn: EntityId): PathState {
    const { topology, running } = this.#parts;
    const { delayMicros } = topology.as('vpn', vpn);
    const router = topology.only(vpn, 'landsOn');
    const failed = vpn < this.#failures.length && this.#failures.get(vpn) > 0;
    const why = failed
      ? `the tunnels of ${topology.name(vpn)} are down`
      : running(router)
        ? ''
        : `${topology.name(router)} is down`;
    return { open: why === '', why, lossPpm: 0, delayMicros, via: undefined };
  }

  /** Whether static routes lead into it: a dead tunnel is used until it is found dead. */
  usable(vpn: EntityId): boolean {
    return vpn >= this.#known.length || this.#known.get(vpn) === 0;
  }

  /** One more (`+1`) or one less failure. */
  fail(vpn: EntityId, step: 1 | -1): void {
    this.#failures.reach(vpn);
    this.#failures.add(vpn, step);
    this.refresh(vpn);
  }

  /** The tunnel, or the router behind it, changed. */
  refresh(vpn: EntityId): void {
    const { kernel, changed } = this.#parts;
    for (const column of [this.#failures, this.#down, this.#known, this.#generation]) column.reach(vpn);
    const down = this.path(vpn).open ? 0 : 1;
    if (down === this.#down.get(vpn)) return;
    this.#down.set(vpn, down);
    const generation = this.#generation.add(vpn, 1);
    if (down === 0) this.#known.set(vpn, 0);
    else this.#detected.after(kernel.duration('vpnDeadPeerDetection'), vpn, generation);
    changed(vpn);
  }

  #find(vpn: EntityId): void {
    const { kernel, topology, changed } = this.#parts;
    this.#known.set(vpn, 1);
    if (topology.as('vpn', vpn).routing === 'static')
      kernel.record('vpn.dead', vpn, 0, 0, 'no answer to dead peer detection');
    changed(vpn);
  }
}
