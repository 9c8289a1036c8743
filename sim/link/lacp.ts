/** LACP between the two ends of every member: when ports take part, and the PDUs that they send each other. */
import type { Scheduler } from '../kernel/kernel.ts';
import type { RecordId } from '../kernel/trace.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import { isInSync, LacpEnds, lacpTable } from './lacp-ends.ts';
import { LacpMachine, type Letter } from './lacp-machine.ts';
import { LacpPlans } from './lacp-plan.ts';
import { LacpStreams, pduDelay } from './lacp-streams.ts';
import { type Pdu, packPdu, unpackPdu } from './pdu.ts';
import { NEVER, reference } from './state.ts';

export class Lacp {
  readonly ends: LacpEnds;
  readonly #floor: Floor;
  readonly #machine: LacpMachine;
  readonly #plans: LacpPlans;
  readonly #streams: LacpStreams;
  readonly #arrivals: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    const { state, kernel } = floor;
    this.ends = new LacpEnds(floor);
    this.#streams = new LacpStreams(floor);
    this.#machine = new LacpMachine(floor, this.ends, (end, event) => this.#fire(end, event));
    this.#plans = new LacpPlans(floor, this.ends, this.#streams, {
      expired: (end) => {
        state.lacp.timing.set(end, 0);
        this.#fire(end, lacpTable.event.currentWhileExpired);
      },
      ticked: (end, sender) => this.#send(sender, end),
    });
    this.#arrivals = kernel.event((row, packed) => this.#received(entityId(row), unpackPdu(packed)));
  }

  /** The port, the link, the bundle or its settings may have changed: everything that LACP makes of it. */
  settle(end: EntityId, cause: RecordId): void {
    this.#floor.kernel.because(cause, () => {
      const bundle = reference(this.#floor.bundleOf(end));
      if (this.#floor.state.known.bundle.get(end) !== bundle) this.#join(end, bundle);
      const { portEnabled, portDisabled, lacpEnabled, lacpDisabled } = lacpTable.event;
      if (this.ends.wanted(end)) {
        this.#fire(end, portEnabled);
        this.#fire(end, this.ends.config(end)?.mode === 'on' ? lacpDisabled : lacpEnabled);
      } else {
        this.#fire(end, portDisabled);
        if (!this.ends.boxRuns(end)) this.#machine.forgetPartner(end);
      }
      this.#publish(end);
    });
  }

  /** Members that wait for another partner's group to leave the bundle take its place. */
  reselect(bundle: EntityId, cause: RecordId): void {
    const { lacp } = this.#floor.state;
    const ready = this.#floor.wires.members(bundle).filter((end) => lacp.ready.get(end) === 1);
    const first = ready[0];
    if (first === undefined || ready.some((end) => lacp.selected.get(end) === 1)) return;
    this.#floor.kernel.because(cause, () => {
      for (const end of ready) {
        if (lacp.partnerBundle.get(end) !== lacp.partnerBundle.get(first)) continue;
        lacp.selected.set(end, 1);
        this.#publish(end);
      }
    });
  }

  /** A port of another bundle starts anew. */
  #join(end: EntityId, bundle: number): void {
    const { state, bundles, kernel } = this.#floor;
    // While the old bundle is still the known one, so that it is counted again.
    this.#fire(end, lacpTable.event.portDisabled);
    this.#machine.forgetPartner(end);
    state.known.bundle.set(end, bundle);
    if (bundle !== 0) bundles.add(bundle - 1, kernel.cause);
  }

  #fire(end: EntityId, event: number, letter?: Letter): void {
    const { kernel } = this.#floor;
    kernel.because(kernel.cause, () => {
      if (this.#machine.fire(end, event, letter)) this.#publish(end);
    });
  }

  /** Tells the partner what it has to know, and foresees what both ends will hear. */
  #publish(end: EntityId): void {
    const { lacp } = this.#floor.state;
    const peer = this.#floor.peerOf(end);
    const flags = this.ends.flags(end);
    const news = this.#machine.takeNeedToTransmit() || lacp.sent.get(end) !== flags;
    if (peer !== undefined && news && this.ends.sendInterval(end) > 0) {
      lacp.sent.set(end, flags);
      if (this.#streams.survives(peer)) this.#send(end, peer);
    }
    this.#plans.review(end);
    if (peer !== undefined) this.#plans.review(peer);
  }

  #send(sender: EntityId, end: EntityId): void {
    const wire = this.#floor.wireOf(end);
    const pdu = this.ends.pdu(sender);
    if (wire === undefined || pdu === undefined || this.#openSince(end) === NEVER) return;
    this.#arrivals.after(pduDelay(wire.delayMicros), end, packPdu(pdu));
  }

  #received(end: EntityId, pdu: Pdu): void {
    const sender = this.#floor.peerOf(end);
    const wire = this.#floor.wireOf(end);
    if (sender === undefined || wire === undefined || !this.ends.enabled(end)) return;
    // It left before the path was opened again, or the path has closed since.
    if (this.#openSince(end) > this.#floor.kernel.now - pduDelay(wire.delayMicros)) return;
    const { pduFromOtherPartner, pduInSync, pduOutOfSync } = lacpTable.event;
    const usual = isInSync(pdu) ? pduInSync : pduOutOfSync;
    const event = this.ends.isStranger(end, sender, pdu) ? pduFromOtherPartner : usual;
    this.#fire(end, event, { sender, pdu });
  }

  #openSince(end: EntityId): number {
    const wire = this.#floor.wireOf(end);
    const { lacpSince } = this.#floor.state;
    return wire === undefined ? NEVER : lacpSince[this.#floor.towards(end)].get(wire.connection);
  }
}
