import { describe, expect, test } from 'vitest';
import { bgpPeer } from '../../machines/bgp-peer.ts';
import { type BgpDeviation, bgpPeerDeviations } from '../../machines/bgp-peer-deviations.ts';
import type { GuardOf } from '../../machines/chart.ts';
import { bindChart } from '../../sim/kernel/chart-binding.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';
import { rfc4271Events } from './rfc4271-events.ts';
import {
  type Action,
  actionOfTerm,
  alternativesOf,
  expected,
  type Valuation,
  valuations,
} from './rfc4271-reader.ts';
import { rfc4271 } from './rfc4271-table.ts';

type Guard = GuardOf<typeof bgpPeer>;

const table = compileChart(bgpPeer);
const states = table.leaves;
const termOfAction = new Map(Object.entries(actionOfTerm).map(([term, action]) => [action, term]));

/** What can be seen of a peer after one event. */
interface Outcome {
  readonly next: string;
  readonly timers: Readonly<Record<string, string>>;
  readonly notification: string;
  readonly counter: string;
  /** All other actions; their order is proved against XState, not against the RFC. */
  readonly others: readonly string[];
}

function outcome(next: string, actions: Iterable<Action>): Outcome {
  const timers: Record<string, string> = {};
  const others: string[] = [];
  let notification = 'none';
  let counter = 'unchanged';
  for (const action of actions) {
    const term = termOfAction.get(action) ?? action;
    const [left = '', right = ''] = term.split('=');
    if (['crt', 'dot', 'ht', 'kt'].includes(left)) timers[left] = right;
    else if (left === 'n') notification = notification === 'none' ? right : `${notification} ${right}`;
    else if (term === 'c=0' || term === 'c+1')
      counter = counter === 'unchanged' ? term : `${counter} ${term}`;
    else others.push(term);
  }
  return { next, timers, notification, counter, others: others.sort() };
}

function guardValues(v: Valuation): Readonly<Record<Guard, boolean>> {
  const damp = v.dampPeerOscillations;
  const without = v.sendNotificationWithoutOpen;
  const detect = v.collisionDetectEstablishedState;
  return {
    dampPeerOscillations: damp,
    delayOpen: v.delayOpen,
    delayOpenTimerRunning: v.delayOpenTimerRunning,
    sendNotificationWithoutOpen: without,
    holdTimeNonZero: v.holdTimeNonZero,
    losesCollision: v.losesCollision,
    collisionDetectEstablishedState: detect,
    sendNotificationWithoutOpenAndDampPeerOscillations: without && damp,
    delayOpenTimerRunningAndSendNotificationWithoutOpen: v.delayOpenTimerRunning && without,
    losesCollisionAndDampPeerOscillations: v.losesCollision && damp,
    collisionDetectEstablishedStateAndDampPeerOscillations: detect && damp,
  };
}

/** A peer that remembers what its chart did. */
function drivenPeer() {
  let values = guardValues(valuations[0] ?? expect.fail());
  const done: Action[] = [];
  const guard = (name: Guard) => () => values[name];
  const noDelays = { start: () => expect.fail(), cancel: () => expect.fail() };
  const binding = {
    guards: byName(table.guards, guard),
    actions: byName(table.actions, remember),
    delays: noDelays,
  };
  function remember(name: Action) {
    return () => void done.push(name);
  }
  const bound = bindChart(table, binding);
  return (state: number, event: number, valuation: Valuation): Outcome => {
    values = guardValues(valuation);
    done.length = 0;
    let leaf = state;
    const set = (_: number, to: number) => {
      leaf = to;
    };
    bound.fire({ get: () => leaf, set }, 0, event);
    return outcome(`${states[leaf]}`, done);
  };
}

function byName<N extends string, V>(names: readonly N[], value: (name: N) => V): Record<N, V> {
  const made: Partial<Record<N, V>> = {};
  for (const name of names) made[name] = value(name);
  const complete = (record: Partial<Record<N, V>>): record is Record<N, V> =>
    names.every((name) => name in record);
  return complete(made) ? made : expect.fail('a name is missing');
}

function appliesTo(
  deviation: BgpDeviation,
  cell: string,
  next: string,
  guards: Readonly<Record<Guard, boolean>>,
) {
  const { cells, when } = deviation;
  const toIdle = !cell.startsWith('Idle/') && next === 'Idle';
  const here = typeof cells === 'string' ? toIdle : cells.some((each) => each === cell);
  return here && (when === undefined || guards[when.guard] === when.is);
}

/** The RFC's outcome, corrected by the list of deviations and by nothing else. */
function expectedOutcome(state: string, event: string, valuation: Valuation, used: Set<string>): Outcome {
  const rule = expected(state, event, valuation);
  const still = rule.next === 'ignored' || rule.next === 'silent';
  const next = still ? state : rule.next;
  const terms = rule.terms.filter((term) => term !== 'damp' || valuation.dampPeerOscillations);
  const actions = new Set(terms.map((term) => actionOfTerm[term] ?? expect.fail(`no term "${term}"`)));
  const cell = `${state}/${event}`;
  const deviations = bgpPeerDeviations.filter((each) => appliesTo(each, cell, next, guardValues(valuation)));
  if (rule.next === 'silent') expect(deviations, `${cell} is silent and not on the list`).not.toEqual([]);
  for (const { id, adds = [], drops = [] } of deviations) {
    used.add(id);
    for (const action of drops)
      expect(actions.delete(action), `${id} drops ${action}, which is not there`).toBe(true);
    for (const action of adds) actions.add(action);
  }
  return outcome(next, actions);
}

describe('the table of RFC 4271 §8.2.2', () => {
  test('has all 168 cells, and the chart knows the same states and events', () => {
    expect(Object.keys(rfc4271)).toEqual([...states]);
    expect([...rfc4271Events].sort()).toEqual([...table.events].sort());
    expect(rfc4271Events).toHaveLength(28);
    for (const state of states) {
      for (const event of rfc4271Events) {
        const lines = alternativesOf(state, event);
        expect(lines.at(-1)?.conditions, `${state}/${event}`).toEqual([]);
      }
    }
  });
});

describe('bgp-peer', () => {
  const drive = drivenPeer();
  const used = new Set<string>();

  test.for(states.map((state) => [state] as const))(
    '%s does what the RFC says in all 28 cells',
    ([state]) => {
      for (const event of rfc4271Events) {
        for (const valuation of valuations) {
          const known = table.event[nameIn(event)];
          const observed = drive(table.leaf[state], known, valuation);
          const wanted = expectedOutcome(state, event, valuation, used);
          expect(observed, `${state}/${event} ${JSON.stringify(valuation)}`).toEqual(wanted);
        }
      }
    },
  );

  test('needs every deviation on its list', () => {
    expect([...used].sort()).toEqual(bgpPeerDeviations.map(({ id }) => id).sort());
  });
});

type Event = keyof typeof table.event;
function nameIn(event: string): Event {
  const isEvent = (name: string): name is Event => Object.hasOwn(table.event, name);
  return isEvent(event) ? event : expect.fail(`the chart has no event ${event}`);
}
