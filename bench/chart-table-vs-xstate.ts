import { createActor } from 'xstate';
import { bgpPeer } from '../machines/bgp-peer.ts';
import type { ActionOf, EventOf, GuardOf } from '../machines/chart.ts';
import { machineOf } from '../machines/machine.ts';
import { bindChart } from '../sim/kernel/chart-binding.ts';
import { compileChart } from '../sim/kernel/chart-compiler.ts';
import { elementAt } from '../sim/kernel/chart-table.ts';

type Peer = typeof bgpPeer;

const table = compileChart(bgpPeer);
const truths: ReadonlySet<GuardOf<Peer>> = new Set(['holdTimeNonZero', 'collisionDetectEstablishedState']);

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

/**
 * What a peer's guards, actions and timers do on either side: read a flag, count. Two small bodies behind many names
 * are kind to the JIT compiler on both sides; an engine's own fifty bodies cost it some nanoseconds each.
 */
function countingPeer() {
  const flags = Uint8Array.from(table.guards, (name) => (truths.has(name) ? 1 : 0));
  const counts = new Uint32Array(table.actions.length);
  const guard = (name: GuardOf<Peer>) => {
    const index = table.guards.indexOf(name);
    return () => flags[index] === 1;
  };
  const action = (name: ActionOf<Peer>) => {
    const index = table.actions.indexOf(name);
    return () => {
      counts[index] = (counts[index] ?? 0) + 1;
    };
  };
  return { guards: byName(table.guards, guard), actions: byName(table.actions, action), counts };
}

interface Side {
  readonly counts: Uint32Array;
  /** Lives the life `times` times; returns nanoseconds for each event. */
  run(times: number): number;
}

function compiledSide(): Side {
  const { guards, actions, counts } = countingPeer();
  const delays = { start: () => undefined, cancel: () => undefined };
  const bound = bindChart(table, { guards, actions, delays });
  const column = new Uint8Array(1);
  const states = {
    get: (row: number) => column[row] ?? 0,
    set: (row: number, leaf: number) => {
      column[row] = leaf;
    },
  };
  const events = Uint8Array.from(life, (name) => table.event[name]);
  bound.start(states, 0);
  return {
    counts,
    run: (times) =>
      timed(times, () => {
        for (const event of events) bound.fire(states, 0, event);
      }),
  };
}

function actorSide(): Side {
  const { guards, actions, counts } = countingPeer();
  const actor = createActor(machineOf(bgpPeer).provide({ guards, actions }));
  const events = life.map((type) => ({ type }));
  actor.start();
  return {
    counts,
    run: (times) =>
      timed(times, () => {
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
 * The real BGP chart, guards, actions and timers bound to the same counting work: compiled and as a plain XState
 * actor. Rounds alternate between the sides; figures are medians. Throws when the sides did not do the same work.
 */
export async function chartTableVsXstateActor(): Promise<{ name: string; value: number; unit: string }[]> {
  const compiled = compiledSide();
  const actor = actorSide();
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
  sameWork(compiled.counts, lives.compiled, actor.counts, lives.actor);
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

// Entering the initial Idle happens once on each side and would upset the proportion, so compare without it.
function sameWork(left: Uint32Array, leftLives: number, right: Uint32Array, rightLives: number): void {
  const initial = new Set(
    table.initialEffects.flatMap((effect) => (effect.kind === 'action' ? [effect.action] : [])),
  );
  for (const [index, count] of left.entries()) {
    const once = initial.has(index) ? 1 : 0;
    const [a, b] = [(count - once) * rightLives, (elementAt(right, index) - once) * leftLives];
    if (a !== b) throw new Error(`the sides ran "${table.actions[index]}" a different number of times`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return elementAt(sorted, Math.floor(sorted.length / 2));
}

function byName<N extends string, V>(names: readonly N[], value: (name: N) => V): Record<N, V> {
  const made: Partial<Record<N, V>> = {};
  for (const name of names) made[name] = value(name);
  const complete = (record: Partial<Record<N, V>>): record is Record<N, V> =>
    names.every((name) => name in record);
  if (!complete(made)) throw new Error('a name is missing');
  return made;
}
