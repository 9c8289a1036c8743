/** Questions about one end's LACP: what it runs, asks for, says, and has heard. All pure readings of the state. */
import { lacpPort } from '../../machines/lacp-port.ts';
import { compileChart } from '../kernel/chart-compiler.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import { ACTIVE, isOutdated, MATCH, type Pdu, SHORT, SYNC } from './pdu.ts';
import { NEVER, reference } from './state.ts';

export const lacpTable = compileChart(lacpPort);

// IEEE 802.1AX-2014 §6.4.4.
const SECOND = 1_000_000;
export const FAST_PERIODIC_MICROS = SECOND;
export const SLOW_PERIODIC_MICROS = 30 * SECOND;
export const SHORT_TIMEOUT_MICROS = 3 * FAST_PERIODIC_MICROS;
export const LONG_TIMEOUT_MICROS = 3 * SLOW_PERIODIC_MICROS;
export const AGGREGATE_WAIT_MICROS = 2 * SECOND;

export type LacpMode = 'active' | 'passive' | 'on';

interface LacpConfig {
  readonly mode: LacpMode;
  readonly rate: 'fast' | 'slow';
}

const leafIn = (prefix: string) => lacpTable.leaves.map((leaf) => leaf.startsWith(prefix));
const enabledLeaf = leafIn('enabled.');
const currentLeaf = leafIn('enabled.current.');
const staticLeaf = lacpTable.leaf.lacpDisabled;

export class LacpEnds {
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  /** AWS's end is always active; a router's as its port-channel says. Undefined: in no bundle. */
  config(end: EntityId): LacpConfig | undefined {
    const bundle = this.#floor.bundleOf(end);
    if (bundle === undefined) return undefined;
    const entity = this.#floor.topology.get(bundle);
    if (entity.kind === 'lag') return { mode: 'active', rate: entity.lacpRate };
    if (entity.kind === 'portChannel') return { mode: entity.lacp, rate: entity.lacpRate };
    return undefined;
  }

  /** The port may take part: in a bundle, up, and not shut or waiting for AWS to configure it. */
  wanted(end: EntityId): boolean {
    const { state } = this.#floor;
    return this.#floor.bundleOf(end) !== undefined && state.up.get(end) === 1 && state.portOff.get(end) === 0;
  }

  /** The router or AWS device that the end is a port of has not failed. */
  boxRuns(end: EntityId): boolean {
    const wire = this.#floor.wireOf(end);
    return wire === undefined || this.#floor.running(this.#floor.isPort(end) ? wire.router : wire.device);
  }

  enabled(end: EntityId): boolean {
    return enabledLeaf[this.#leaf(end)] === true;
  }

  current(end: EntityId): boolean {
    return currentLeaf[this.#leaf(end)] === true;
  }

  /** Frames of the bundle may use this member: LACP distributes, or the bundle is static. */
  forwards(end: EntityId): boolean {
    const { lacp } = this.#floor.state;
    if (lacp.distributing.get(end) === 0) return false;
    return this.#leaf(end) === staticLeaf || lacp.selected.get(end) === 1;
  }

  /** µs between the PDUs that an end sends of itself; 0: none (both ends passive, or LACP does not run). */
  sendInterval(end: EntityId): number {
    const { lacp } = this.#floor.state;
    if (!this.enabled(end)) return 0;
    if (this.config(end)?.mode !== 'active' && lacp.partnerActive.get(end) === 0) return 0;
    return lacp.partnerShort.get(end) ? FAST_PERIODIC_MICROS : SLOW_PERIODIC_MICROS;
  }

  /** µs of silence after which the partner counts as gone; 0 while nothing is timed. */
  timeout(end: EntityId): number {
    const { lacp } = this.#floor.state;
    if (lacp.timing.get(end) === 0) return 0;
    const short = lacp.timingShort.get(end) === 1 || this.config(end)?.rate === 'fast';
    return short ? SHORT_TIMEOUT_MICROS : LONG_TIMEOUT_MICROS;
  }

  /** Actor state. */
  flags(end: EntityId): number {
    const { lacp } = this.#floor.state;
    const config = this.config(end);
    const sync = lacp.ready.get(end) === 1 && lacp.selected.get(end) === 1 ? SYNC : 0;
    return sync | (config?.mode === 'active' ? ACTIVE : 0) | (config?.rate === 'fast' ? SHORT : 0);
  }

  /** What an end would send now; undefined when it is in no bundle. */
  pdu(end: EntityId): Pdu | undefined {
    const { lacp } = this.#floor.state;
    const bundle = this.#floor.bundleOf(end);
    if (bundle === undefined) return undefined;
    const peer = this.#floor.peerOf(end);
    const knows =
      peer !== undefined &&
      lacp.partnerEnd.get(end) === reference(peer) &&
      lacp.partnerBundle.get(end) === reference(this.#floor.bundleOf(peer));
    const view =
      (lacp.partnerSync.get(end) ? SYNC : 0) |
      (lacp.partnerActive.get(end) ? ACTIVE : 0) |
      (lacp.partnerShort.get(end) ? SHORT : 0);
    return { bundle, flags: this.flags(end) | (knows ? MATCH : 0), view };
  }

  /** The partner is not the one that the last PDU came from. */
  isStranger(end: EntityId, sender: EntityId, pdu: Pdu): boolean {
    const { lacp } = this.#floor.state;
    return (
      lacp.partnerEnd.get(end) !== reference(sender) || lacp.partnerBundle.get(end) !== reference(pdu.bundle)
    );
  }

  /** A PDU of the sender would tell an end nothing new, and show that the sender is up to date as well. */
  knows(end: EntityId, sender: EntityId): boolean {
    const { lacp } = this.#floor.state;
    const pdu = this.pdu(sender);
    if (pdu === undefined || this.isStranger(end, sender, pdu)) return false;
    if (isOutdated(pdu, this.flags(end)) && this.#canAnswer(end, sender)) return false;
    return (
      lacp.partnerActive.get(end) === Number((pdu.flags & ACTIVE) !== 0) &&
      lacp.partnerShort.get(end) === Number((pdu.flags & SHORT) !== 0) &&
      lacp.partnerSync.get(end) === Number(isInSync(pdu))
    );
  }

  /** What an end sends would arrive. */
  #canAnswer(end: EntityId, receiver: EntityId): boolean {
    const wire = this.#floor.wireOf(end);
    if (wire === undefined || this.sendInterval(end) === 0) return false;
    return this.#floor.state.lacpSince[this.#floor.towards(receiver)].get(wire.connection) !== NEVER;
  }

  #leaf(end: EntityId): number {
    return this.#floor.state.lacp.leaf.get(end);
  }
}

/** The sender is in sync, and with the receiver (recordPDU, §6.4.9). */
export const isInSync = (pdu: Pdu): boolean => (pdu.flags & SYNC) !== 0 && (pdu.flags & MATCH) !== 0;
