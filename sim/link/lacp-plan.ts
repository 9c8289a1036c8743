/**
 * The PDUs that an end will receive, without an event for each. While they tell it nothing new, all that matters is
 * when they stop: at most one expiry of current_while is in the queue. A PDU that will change something, and each
 * one of the rare streams that cannot be foreseen, is sent by an event.
 */
import type { Scheduler } from '../kernel/kernel.ts';
import { firstRun } from '../kernel/loss.ts';
import { lastIndex, type Stream, tick } from '../kernel/stream.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import type { LacpEnds } from './lacp-ends.ts';
import { type LacpStreams, pduDelay } from './lacp-streams.ts';
import { firstSuccess, lossesInARow } from './loss.ts';
import { NEVER } from './state.ts';

/** A longer run of losses is not drawn from its distribution (which costs the cube): its PDUs are events. */
const LONGEST_RUN = 8;

/** What an end knows of the stream towards it. All in µs, `loss` in parts per million. */
interface Plan {
  /** Between PDUs; 0: none arrive. */
  readonly interval: number;
  readonly loss: number;
  readonly delay: number;
  /** Since when frames have passed; NEVER: they do not. */
  readonly open: number;
  /** Earliest time of sending of a PDU that counts. */
  readonly flow: number;
  readonly timeout: number;
  readonly explicit: boolean;
}

export interface PlanEvents {
  expired(end: EntityId): void;
  /** A periodic PDU of `sender` leaves that will reach `end`. */
  ticked(end: EntityId, sender: EntityId): void;
}

export class LacpPlans {
  readonly #floor: Floor;
  readonly #ends: LacpEnds;
  readonly #streams: LacpStreams;
  readonly #expiry: Scheduler;
  readonly #tick: Scheduler;

  constructor(floor: Floor, ends: LacpEnds, streams: LacpStreams, events: PlanEvents) {
    this.#floor = floor;
    this.#ends = ends;
    this.#streams = streams;
    const { kernel, state } = floor;
    // An event of an arrangement that was replaced is stale, even when the new one has an event at the same time.
    this.#expiry = kernel.event((row, arrangement) => {
      if (state.lacp.arrangement.get(row) !== arrangement || state.lacp.expireAt.get(row) === NEVER) return;
      state.lacp.expireAt.set(row, NEVER);
      events.expired(entityId(row));
    });
    this.#tick = kernel.event((row, arrangement) => {
      if (state.lacp.arrangement.get(row) !== arrangement || state.lacp.tickAt.get(row) === NEVER) return;
      state.lacp.tickAt.set(row, NEVER);
      // This PDU is on its way and in time; what comes after it is foreseen when it arrives.
      state.plan.flow.set(row, kernel.now + 1);
      const sender = floor.peerOf(entityId(row));
      if (sender !== undefined) events.ticked(entityId(row), sender);
    });
  }

  /** Whatever an end receives, or waits for, may have changed. Cheap when it has not. */
  review(end: EntityId): void {
    const { state, kernel } = this.#floor;
    const plan = this.#plan(end);
    if (this.#isKept(end, plan)) return;
    this.#credit(end, plan);
    const columns = state.plan;
    columns.at.set(end, kernel.now);
    columns.interval.set(end, plan.interval);
    columns.loss.set(end, plan.loss);
    columns.delay.set(end, plan.delay);
    columns.open.set(end, plan.open);
    columns.flow.set(end, plan.flow);
    columns.timeout.set(end, plan.timeout);
    columns.explicit.set(end, Number(plan.explicit));
    columns.heardAt.set(end, state.lacp.heardAt.get(end));
    this.#arrange(end, plan.explicit ? kernel.now : kernel.now - plan.delay + 1);
  }

  #plan(end: EntityId): Plan {
    const { state, kernel } = this.#floor;
    const sender = this.#floor.peerOf(end);
    const wire = this.#floor.wireOf(end);
    const direction = this.#floor.towards(end);
    const open = wire === undefined ? NEVER : state.lacpSince[direction].get(wire.connection);
    const listens = sender !== undefined && open !== NEVER && this.#ends.enabled(end);
    const interval = listens ? this.#ends.sendInterval(sender) : 0;
    const loss = wire === undefined ? 0 : state.loss[direction].get(wire.connection);
    const timeout = this.#ends.timeout(end);
    const run = interval === 0 ? 0 : Math.floor(timeout / interval);
    const unforeseeable = run < 1 || (loss > 0 && run > LONGEST_RUN);
    const news = sender !== undefined && !(this.#ends.current(end) && this.#ends.knows(end, sender));
    const continues = interval === state.plan.interval.get(end) && open === state.plan.open.get(end);
    return {
      interval,
      loss,
      delay: pduDelay(wire?.delayMicros ?? 0),
      open,
      // What left in this very instant left before what opened the path, as inputs come last.
      flow: continues ? state.plan.flow.get(end) : kernel.now + 1,
      timeout,
      explicit: interval > 0 && (news || unforeseeable),
    };
  }

  #isKept(end: EntityId, plan: Plan): boolean {
    const { plan: was, lacp } = this.#floor.state;
    return (
      was.interval.get(end) === plan.interval &&
      was.loss.get(end) === plan.loss &&
      was.delay.get(end) === plan.delay &&
      was.open.get(end) === plan.open &&
      was.timeout.get(end) === plan.timeout &&
      was.explicit.get(end) === Number(plan.explicit) &&
      was.heardAt.get(end) === lacp.heardAt.get(end)
    );
  }

  /** Brings `heardAt` up to date with the PDUs that arrived while the last plan was in force. */
  #credit(end: EntityId, next: Plan): void {
    const { plan: was, lacp } = this.#floor.state;
    const { now, seed } = this.#floor.kernel;
    const interval = was.interval.get(end);
    if (interval === 0 || was.timeout.get(end) === 0 || was.explicit.get(end) === 1) return;
    const delay = was.delay.get(end);
    const stays = next.open === was.open.get(end);
    // PDUs on the way still arrive, except on a path that closed; with the same stream the next plan counts them.
    const sameStream = stays && next.interval === interval && !next.explicit;
    const sentUntil = stays && !sameStream ? now : now - delay;
    const sentFrom = Math.max(was.flow.get(end), was.at.get(end) - delay + 1);
    const stream = this.#streams.of(end, interval);
    const last = lastIndex(seed, stream, sentUntil);
    const trials = last - lastIndex(seed, stream, sentFrom - 1);
    if (trials <= 0) return;
    const heard = lacp.heardAt.get(end);
    const lost = was.loss.get(end) === 0 ? 0 : this.#lostLast(end, trials, stream, sentFrom);
    if (lost < trials) lacp.heardAt.set(end, Math.max(heard, tick(seed, stream, last - lost) + delay));
  }

  /** Losses in a row up to now, drawn under the condition that the end has not expired. */
  #lostLast(end: EntityId, trials: number, stream: Stream, sentFrom: number): number {
    const { plan: was, lacp } = this.#floor.state;
    const { seed } = this.#floor.kernel;
    const timeout = was.timeout.get(end);
    const due = lacp.heardAt.get(end) + timeout;
    const run = Math.floor(timeout / stream.intervalMicros);
    const inTime = lastIndex(seed, stream, due - was.delay.get(end)) - lastIndex(seed, stream, sentFrom - 1);
    const before = run - Math.max(0, Math.min(run, inTime));
    return lossesInARow(was.loss.get(end), run, before, trials, this.#streams.draw(end));
  }

  /** Puts the next event into the queue, if there is one: an expiry, or a PDU that leaves at or after `from`. */
  #arrange(end: EntityId, from: number): void {
    const { lacp } = this.#floor.state;
    const [expireAt, tickAt] = this.#foresee(end, from);
    if (expireAt === lacp.expireAt.get(end) && tickAt === lacp.tickAt.get(end)) return;
    const arrangement = lacp.arrangement.add(end, 1);
    lacp.expireAt.set(end, expireAt);
    lacp.tickAt.set(end, tickAt);
    if (expireAt !== NEVER) this.#expiry.at(expireAt, end, arrangement);
    if (tickAt !== NEVER) this.#tick.at(tickAt, end, arrangement);
  }

  #foresee(end: EntityId, from: number): readonly [expireAt: number, tickAt: number] {
    const { plan, lacp } = this.#floor.state;
    const { seed } = this.#floor.kernel;
    const [interval, timeout] = [plan.interval.get(end), plan.timeout.get(end)];
    const [loss, delay] = [plan.loss.get(end), plan.delay.get(end)];
    const due = timeout === 0 ? NEVER : lacp.heardAt.get(end) + timeout;
    if (interval === 0) return [due, NEVER];
    const stream = this.#streams.of(end, interval);
    const before = lastIndex(seed, stream, Math.max(from, plan.flow.get(end)) - 1);
    const first = before + (loss === 0 ? 1 : firstSuccess(loss, this.#streams.draw(end)));
    const sent = first === NEVER ? NEVER : tick(seed, stream, first);
    // A PDU that arrives at the very moment of expiry is in time.
    if (sent + delay > due) return [due, NEVER];
    if (plan.explicit.get(end) === 1) return [NEVER, sent];
    if (loss === 0) return [NEVER, NEVER];
    const run = Math.floor(timeout / interval);
    const trial = firstRun(loss, run, this.#streams.draw(end));
    if (trial === NEVER) return [NEVER, NEVER];
    const expiry = tick(seed, stream, first + trial - run) + delay + timeout;
    return [expiry > Number.MAX_SAFE_INTEGER ? NEVER : expiry, NEVER];
  }
}
