import { createActor } from 'xstate';
import { bgpPeer } from '../machines/bgp-peer.ts';
import type { EventOf } from '../machines/chart.ts';
import { machineOf } from '../machines/machine.ts';
import { bgpPeerCode } from '../sim/bgp/bgp-peer-code.ts';
import { bindChart } from '../sim/kernel/chart-binding.ts';
import { compileChart } from '../sim/kernel/chart-compiler.ts';
import { elementAt } from '../sim/kernel/chart-table.ts';
import { type Rig, rigOf } from './bgp-rig.ts';
import type { Figure } from './main.ts';
import { median } from './measure.ts';

type Peer = typeof bgpPeer;

const table = compileChart(bgpPeer);

const establish = ['ManualStart', 'Tcp_CR_Acked', 'BGPOpen', 'KeepAliveMsg'] as const;
const quiet = ['KeepaliveTimer_Expires', 'KeepAliveMsg'] as const;
const routing = ['UpdateMsg', 'UpdateMsg', 'KeepaliveTimer_Expires', 'KeepAliveMsg', 'UpdateMsg'] as const;
/** Three sessions: lost to a NOTIFICATION, to the hold timer, and to a connection that fails after a bad start. */
const life: readonly EventOf<Peer>[] = [
  ...establish,
  ...Array.from({ length: 10 }, () => [...quiet, ...routing]).flat(),
  'NotifMsg',
  ...establish,
  ...Array.from({ length: 5 }, () => routing).flat(),
  'HoldTimer_Expires',
  'ManualStart',
  'TcpConnectionFails',
  ...establish,
  'TcpConnection_Valid',
  'BGPOpen',
  ...quiet,
  'TcpConnectionFails',
];

/** One event of the life, by its place in it. */
interface Side {
  /** Plays event `index` of the life. */
  step(index: number): void;
  /** Lives the life `times` times, each life a second later; returns nanoseconds for each event. */
  run(times: number): number;
  leaf(): string;
  readonly rig: Rig;
}

const ROW = 0;

function compiledSide(): Side {
  const rig = rigOf(1);
  const delays = { start: () => undefined, cancel: () => undefined };
  const bound = bindChart(table, { guards: rig.guards, actions: rig.actions, delays }, bgpPeerCode);
  const column = new Uint8Array(1);
  const states = {
    get: (row: number) => column[row] ?? 0,
    set: (row: number, leaf: number) => {
      column[row] = leaf;
    },
  };
  const events = Uint8Array.from(life, (name) => table.event[name]);
  bound.start(states, ROW);
  return {
    rig,
    leaf: () => elementAt(table.leaves, states.get(ROW)),
    step: (index) => {
      if (index === 0) rig.tick();
      bound.fire(states, ROW, elementAt(events, index));
    },
    run: (times) =>
      timed(times, () => {
        rig.tick();
        for (const event of events) bound.fire(states, ROW, event);
      }),
  };
}

function actorSide(): Side {
  const rig = rigOf(1);
  const guards = byName(table.guards, (name) => () => rig.guards[name](ROW));
  const actions = byName(table.actions, (name) => () => rig.actions[name](ROW));
  const actor = createActor(machineOf(bgpPeer).provide({ guards, actions }));
  const events = life.map((type) => ({ type }));
  actor.start();
  return {
    rig,
    leaf: () => String(actor.getSnapshot().value),
    step: (index) => {
      if (index === 0) rig.tick();
      actor.send(elementAt(events, index));
    },
    run: (times) =>
      timed(times, () => {
        rig.tick();
        for (const event of events) actor.send(event);
      }),
  };
}

function timed(times: number, live: () => void): number {
  const start = process.hrtime.bigint();
  for (let time = 0; time < times; time++) live();
  return Number(process.hrtime.bigint() - start) / (times * life.length);
}

/**
 * The real BGP chart with its guards, actions and timers bound to the same bodies: compiled, and as a plain XState
 * actor. Rounds alternate between the sides; figures are medians. Throws when the sides do not do the same work.
 */
export async function chartTableVsXstateActor(): Promise<readonly Figure[]> {
  const compiled = compiledSide();
  const actor = actorSide();
  sameWork(compiled, actor);
  // Many short rounds: a shared machine changes its speed from one tenth of a second to the next.
  const rounds = 101;
  // The compiled side lives more lives a round, or the clock would be too coarse for it.
  const lives = { compiled: 600, actor: 12 };
  for (let warm = 0; warm < 10; warm++) {
    compiled.run(lives.compiled);
    actor.run(lives.actor);
  }
  const pairs = Array.from({ length: rounds }, () => ({
    table: compiled.run(lives.compiled),
    actor: actor.run(lives.actor),
  }));
  return [
    {
      name: 'chart-table-vs-xstate-actor',
      value: median(pairs.map((pair) => pair.actor / pair.table)),
      unit: 'x',
    },
    { name: 'chart-table-event', value: median(pairs.map((pair) => pair.table)), unit: 'ns' },
    { name: 'xstate-actor-event', value: median(pairs.map((pair) => pair.actor)), unit: 'ns' },
  ];
}

/** Two lives, event by event: the same state and the same columns, or the figure would compare different work. */
function sameWork(compiled: Side, actor: Side): void {
  for (let index = 0; index < 2 * life.length; index++) {
    compiled.step(index % life.length);
    actor.step(index % life.length);
    const seen = [compiled, actor].map((side) => JSON.stringify([side.leaf(), side.rig.columns()]));
    if (seen[0] !== seen[1]) throw new Error(`event ${index}: the table has ${seen[0]}, XState ${seen[1]}`);
  }
}

function byName<N extends string, V>(names: readonly N[], value: (name: N) => V): Record<N, V> {
  const made: Partial<Record<N, V>> = {};
  for (const name of names) made[name] = value(name);
  const complete = (record: Partial<Record<N, V>>): record is Record<N, V> =>
    names.every((name) => name in record);
  if (!complete(made)) throw new Error('a name is missing');
  return made;
}
