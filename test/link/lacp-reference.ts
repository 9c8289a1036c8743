/**
 * A per-packet model of one LACP link, written from IEEE 802.1AX and sharing no code with the link floor: every
 * LACPDU is an event. Slow and simple on purpose; the floor's analytic streams are compared with it.
 */
const SECOND = 1_000_000;

export type Receive = 'expired' | 'defaulted' | 'current';
export type Mux = 'detached' | 'waiting' | 'attached' | 'distributing';

export interface ReferenceEnd {
  readonly name: string;
  readonly active: boolean;
  /** Asks its partner for fast PDUs. */
  readonly fast: boolean;
  /** In [0, 1): where in its interval its periodic PDUs leave. */
  readonly phase: number;
}

export interface Change {
  readonly at: number;
  readonly open: boolean;
}

export interface Transition {
  readonly at: number;
  readonly end: string;
  readonly state: `${Receive} ${Mux}`;
}

interface Flags {
  readonly sync: boolean;
  readonly active: boolean;
  readonly fast: boolean;
}
interface Pdu extends Flags {
  readonly knows: boolean;
  readonly view: Flags;
  readonly sentAt: number;
}
interface Machine {
  readonly config: ReferenceEnd;
  receive: Receive;
  mux: Mux;
  sync: boolean;
  known: boolean;
  partner: Flags;
  due: number;
  waitUntil: number;
  owes: boolean;
  sent: string;
}

const nobody: Flags = { sync: false, active: false, fast: false };
const own = ({ config, sync }: Machine): Flags => ({ sync, active: config.active, fast: config.fast });
const text = ({ sync, active, fast }: Flags) => `${sync} ${active} ${fast}`;

export interface ReferenceRun {
  readonly ends: readonly [ReferenceEnd, ReferenceEnd];
  readonly enabledAt: number;
  readonly delay: number;
  /** In order of time; the path is open before the first. */
  readonly changes: readonly Change[];
  readonly until: number;
  /** Whether the next PDU towards an end is lost. */
  lose(towards: string, at: number): boolean;
  /** Stops the run early. */
  done?(transition: Transition): boolean;
}

/** All changes of state of both ends, in order of time. */
export function referenceTransitions(run: ReferenceRun): Transition[] {
  const transitions: Transition[] = [];
  const machines = run.ends.map((config) => freshMachine(config, run.enabledAt));
  const flying: { at: number; to: Machine; pdu: Pdu }[] = [];
  let now = run.enabledAt;
  let openSince = Number.NEGATIVE_INFINITY;
  let stop = false;

  const move = (machine: Machine, receive: Receive, mux: Mux) => {
    if (machine.receive === receive && machine.mux === mux) return;
    machine.receive = receive;
    machine.mux = mux;
    const transition = { at: now, end: machine.config.name, state: `${receive} ${mux}` } as const;
    transitions.push(transition);
    if (run.done?.(transition)) stop = true;
  };
  const interval = (machine: Machine) => {
    if (!machine.config.active && !machine.partner.active) return 0;
    return machine.partner.fast ? SECOND : 30 * SECOND;
  };
  const send = (machine: Machine) => {
    const to = machines.find((other) => other !== machine);
    if (to === undefined || openSince > now || run.lose(to.config.name, now)) return;
    const pdu = { ...own(machine), knows: machine.known, view: machine.partner, sentAt: now };
    flying.push({ at: now + run.delay, to, pdu });
  };
  const settle = (machine: Machine) => {
    const flags = text(own(machine));
    if ((machine.owes || machine.sent !== flags) && interval(machine) > 0) {
      machine.sent = flags;
      send(machine);
    }
    machine.owes = false;
  };
  const hear = (machine: Machine, pdu: Pdu) => {
    const stranger = !machine.known;
    if (stranger) machine.sync = false;
    const inSync = pdu.sync && pdu.knows;
    if (pdu.fast && !machine.partner.fast) machine.owes = true;
    machine.known = true;
    machine.partner = { sync: inSync, active: pdu.active, fast: pdu.fast };
    if (!pdu.knows || text(pdu.view) !== text(own(machine))) machine.owes = true;
    machine.due = now + (machine.config.fast ? 3 : 90) * SECOND;
    const { receive, mux } = machine;
    if (stranger || receive === 'defaulted' || (receive === 'expired' && mux === 'detached')) {
      move(machine, 'current', 'waiting');
      machine.waitUntil = now + 2 * SECOND;
    } else if (mux !== 'waiting') {
      const next = inSync ? 'distributing' : 'attached';
      if (next !== mux || (receive === 'expired' && mux === 'attached')) machine.owes = true;
      move(machine, 'current', next);
    }
  };
  const expire = (machine: Machine) => {
    const { receive, mux } = machine;
    machine.due = Number.POSITIVE_INFINITY;
    if (receive === 'expired') {
      machine.sync = false;
      machine.known = false;
      machine.partner = nobody;
      move(machine, 'defaulted', 'detached');
      return;
    }
    machine.waitUntil = Number.POSITIVE_INFINITY;
    if (!machine.partner.fast || mux !== 'waiting') machine.owes = true;
    machine.partner = { ...machine.partner, sync: false, fast: true };
    machine.due = now + 3 * SECOND;
    move(machine, 'expired', mux === 'waiting' ? 'detached' : 'attached');
  };
  const aggregate = (machine: Machine) => {
    machine.waitUntil = Number.POSITIVE_INFINITY;
    machine.sync = true;
    machine.owes = true;
    move(machine, 'current', machine.partner.sync ? 'distributing' : 'attached');
  };

  for (const machine of machines) settle(machine);
  const changes = [...run.changes];
  while (!stop) {
    // At one instant: PDUs that arrive, PDUs that leave, timers, then what comes from outside.
    flying.sort((a, b) => a.at - b.at);
    const ticks = machines.flatMap((machine) =>
      [SECOND, 30 * SECOND].map((every) => ({ machine, every, at: nextTick(machine, every, now) })),
    );
    const timers = machines.flatMap(({ due, waitUntil }) => [due, waitUntil]);
    const next = Math.min(
      flying[0]?.at ?? Number.POSITIVE_INFINITY,
      changes[0]?.at ?? Number.POSITIVE_INFINITY,
      ...ticks.map(({ at }) => at),
      ...timers,
    );
    if (next > run.until) break;
    now = next;
    while (flying[0]?.at === now) {
      const arrived = flying.shift();
      if (arrived === undefined || openSince > arrived.pdu.sentAt) continue;
      hear(arrived.to, arrived.pdu);
      settle(arrived.to);
    }
    for (const { machine, every, at } of ticks) if (at === now && interval(machine) === every) send(machine);
    for (const machine of machines) {
      if (machine.due === now) expire(machine);
      if (machine.waitUntil === now) aggregate(machine);
      settle(machine);
    }
    while (changes[0]?.at === now) {
      const change = changes.shift();
      openSince = change?.open ? now : Number.POSITIVE_INFINITY;
    }
  }
  return transitions;
}

function freshMachine(config: ReferenceEnd, enabledAt: number): Machine {
  return {
    config,
    receive: 'expired',
    mux: 'detached',
    sync: false,
    known: false,
    partner: { ...nobody, fast: true },
    due: enabledAt + 3 * SECOND,
    waitUntil: Number.POSITIVE_INFINITY,
    owes: true,
    sent: text(nobody),
  };
}

/** First tick after a time, at phase + a whole number of intervals. */
function nextTick({ config }: Machine, every: number, after: number): number {
  const phase = Math.floor(config.phase * every);
  return phase + (Math.floor((after - phase) / every) + 1) * every;
}

/** Largest distance between the distribution functions of two samples. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const share = (list: readonly number[], x: number) =>
    list.filter((value) => value <= x).length / list.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
}
