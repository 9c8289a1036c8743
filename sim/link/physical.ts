/** Ports, light and loss of one physical link: what each end sees, how its port reacts, whether frames pass. */
import type { Scheduler } from '../kernel/kernel.ts';
import { formatPercent } from '../kernel/quantity.ts';
import type { RecordId } from '../kernel/trace.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Direction } from './contract.ts';
import { type Decay, levelAt, thresholdMilliDbm } from './decay.ts';
import type { Floor } from './floor.ts';
import { type Conditions, type EndSight, lookAt, type Sight } from './light.ts';
import { explainReason, type Reason, reasonNumber, reasonOf } from './reasons.ts';
import { type ByDirection, directions, NEVER } from './state.ts';
import type { Wire } from './wires.ts';

const words: ByDirection<string> = { toAws: 'towards AWS', toCustomer: 'towards the customer' };
const ALL_LOST = 1_000_000;

export class Physical {
  readonly #floor: Floor;
  readonly #conditions: Conditions;
  readonly #react: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#conditions = conditionsOf(floor);
    this.#react = floor.kernel.event((end, connection) => this.#reacted(entityId(end), entityId(connection)));
  }

  /** Looks at a link again and writes down what is different; true when what passes it is. */
  settle(connection: EntityId, cause: RecordId): boolean {
    const { wires, state } = this.#floor;
    const wire = wires.of(connection);
    const sight = lookAt(wire, this.#conditions);
    const reaction = Math.max(
      wire.port === undefined ? cause : this.#end(wire, wire.port, sight.router, cause),
      this.#end(wire, connection, sight.aws, cause),
    );
    // What a port did about the light is nearer to what frames do than the fault itself.
    let changed = false;
    for (const direction of directions) {
      if (this.#frames(wire, sight, direction, reaction)) changed = true;
      if (this.#losses(wire, direction, cause)) changed = true;
    }
    if (state.delay.change(connection, wire.delayMicros)) changed = true;
    return changed;
  }

  /** A port that nothing is plugged into any more. */
  unplug(port: EntityId, cause: RecordId): void {
    const { state } = this.#floor;
    state.signal.set(port, 0);
    state.reactAt.set(port, NEVER);
    if (state.lit.change(port, 0)) this.#note('light.lost', port, port, cause);
    this.#setUp(port, port, 0, cause);
  }

  /** Some light arrives at the far end of a direction, however faint. */
  receives(connection: EntityId, direction: Direction): boolean {
    const wire = this.#floor.wires.of(connection);
    const sight = lookAt(wire, { ...this.#conditions, dim: () => false });
    return direction === 'toAws' ? sight.aws.lit : wire.port !== undefined && sight.router.lit;
  }

  /** Writes down whether a port is up; the record, or its cause when it was so already. */
  #setUp(end: EntityId, connection: EntityId, up: number, cause: RecordId): RecordId {
    if (!this.#floor.state.up.change(end, up)) return cause;
    const record = this.#note(up ? 'port.up' : 'port.down', connection, end, cause);
    this.#floor.shaken.add(connection, record);
    return record;
  }

  /** Light, then the port's reaction to it: at once when the end itself is dead or shut, else after its debounce. */
  #end(wire: Wire, end: EntityId, sight: EndSight, cause: RecordId): RecordId {
    const { state, kernel } = this.#floor;
    const { connection } = wire;
    const lit = Number(sight.lit);
    let latest = cause;
    if (state.lit.change(end, lit))
      latest = this.#note(lit ? 'light.back' : 'light.lost', connection, end, cause);
    const signal = Number(sight.signal);
    state.signal.set(end, signal);
    if (!this.#alive(wire, end)) {
      state.reactAt.set(end, NEVER);
      return this.#setUp(end, connection, 0, latest);
    }
    if (signal === state.up.get(end)) {
      state.reactAt.set(end, NEVER);
    } else if (state.reactAt.get(end) === NEVER) {
      const at = kernel.now + kernel.duration(signal ? 'linkUpReaction' : 'linkDownReaction');
      state.reactAt.set(end, at);
      kernel.because(latest, () => this.#react.at(at, end, connection));
    }
    return latest;
  }

  #alive(wire: Wire, end: EntityId): boolean {
    if (end !== wire.connection) return this.#conditions.routerSends(wire);
    return this.#floor.running(wire.device);
  }

  #reacted(end: EntityId, connection: EntityId): void {
    const { state, kernel, links } = this.#floor;
    // The light changed again in between: that reaction was called off.
    if (state.reactAt.get(end) !== kernel.now) return;
    state.reactAt.set(end, NEVER);
    links.add(connection, this.#setUp(end, connection, state.signal.get(end), kernel.cause));
  }

  #frames(wire: Wire, sight: Sight, direction: Direction, cause: RecordId): boolean {
    const { state, topology } = this.#floor;
    const { connection } = wire;
    const reason = this.#why(wire, sight, direction);
    const before = state.block[direction].get(connection);
    if (!state.block[direction].change(connection, reasonNumber(reason))) return false;
    const text = `${words[direction]}: ${explainReason(reason, wire, topology)}`;
    if (reason === 'open') this.#floor.note(cause, 'path.open', connection, words[direction]);
    else if (reasonOf(before) === 'open') this.#floor.note(cause, 'path.blocked', connection, text);
    return true;
  }

  #why(wire: Wire, sight: Sight, direction: Direction): Reason {
    const { state } = this.#floor;
    if (wire.port === undefined) return 'unplugged';
    if (!this.#floor.running(wire.router)) return 'routerFailed';
    if (!this.#conditions.routerSends(wire)) return 'routerPortShut';
    if (!this.#floor.running(wire.device)) return 'deviceFailed';
    if (!sight.router.signal || !sight.aws.signal) return 'noLight';
    if (!sight.passes[direction]) return 'blackHole';
    if (!state.up.get(wire.port) || !state.up.get(wire.connection)) return 'portComingUp';
    return state.portOff.get(wire.connection) ? 'portOff' : 'open';
  }

  /** Random loss, independent on the connection and on each carrier. */
  #losses(wire: Wire, direction: Direction, cause: RecordId): boolean {
    const { state } = this.#floor;
    let loss = 0;
    for (const part of [wire.connection, ...wire.carriers]) {
      loss = eitherLost(loss, state.addedLoss[direction].get(part));
    }
    if (!state.loss[direction].change(wire.connection, loss)) return false;
    this.#floor.note(cause, 'loss.changed', wire.connection, `${words[direction]} ${formatPercent(loss)}`);
    return true;
  }

  #note(
    kind: 'light.lost' | 'light.back' | 'port.up' | 'port.down',
    on: EntityId,
    end: EntityId,
    cause: RecordId,
  ) {
    const { topology } = this.#floor;
    const place = this.#floor.isPort(end) ? topology.name(end) : 'AWS';
    return this.#floor.note(cause, kind, on, place);
  }
}

/** Chance that one of two independent losses strikes, parts per million, rounded up. */
export function eitherLost(a: number, b: number): number {
  const [p, q] = [Math.min(a, ALL_LOST), Math.min(b, ALL_LOST)];
  return p + q - Math.floor((p * q) / ALL_LOST);
}

/** The decay in force, or undefined. */
export function decayOf(floor: Floor, connection: EntityId, direction: Direction): Decay | undefined {
  const columns = floor.state.decay[direction];
  if (columns.active.get(connection) === 0) return undefined;
  return {
    fromMilliDbm: columns.from.get(connection),
    toMilliDbm: columns.to.get(connection),
    startMicros: columns.start.get(connection),
    overMicros: columns.over.get(connection),
  };
}

function conditionsOf(floor: Floor): Conditions {
  const { state, topology, kernel } = floor;
  return {
    cuts: (target, segment, direction) => state.cut[segment][direction].get(target),
    failed: (target) => !floor.running(target),
    propagates: (carrier) => topology.as('carrier', carrier).faultPropagation,
    routerSends: ({ port, router, portChannel }) =>
      port !== undefined &&
      floor.running(router) &&
      !topology.as('port', port).shutdown &&
      (portChannel === undefined || !topology.as('portChannel', portChannel).shutdown),
    dim: (connection, direction) => {
      const decay = decayOf(floor, connection, direction);
      if (decay === undefined) return false;
      const { rateBps } = topology.as('connection', connection);
      return levelAt(decay, kernel.now) < thresholdMilliDbm(rateBps);
    },
  };
}
