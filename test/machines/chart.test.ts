import { describe, expect, expectTypeOf, test } from 'vitest';
import { charts } from '../../machines/all.ts';
import { bgpPeer } from '../../machines/bgp-peer.ts';
import {
  type ActionOf,
  type ChartConfig,
  type DelayOf,
  defineChart,
  type EventOf,
  type GuardOf,
  type LeafOf,
  type StrictChart,
} from '../../machines/chart.ts';
import type { lacpPort } from '../../machines/lacp-port.ts';
import { machineOf } from '../../machines/machine.ts';

const sample = defineChart({
  id: 'sample',
  initial: 'a',
  entry: 'start',
  states: {
    a: {
      on: { go: 'b.c', stay: { guard: 'sunny', actions: ['sing', 'dance'] } },
      exit: ['leave'],
      after: {
        later: [
          { guard: 'late', target: 'b' },
          { target: 'end', actions: 'hurry' },
        ],
      },
    },
    b: { initial: 'c', states: { c: { on: { back: '#sample.a' } }, d: { type: 'final' } } },
    end: { type: 'final' },
  },
});
type Sample = typeof sample;

describe('defineChart keeps every name as a literal type', () => {
  test('of events, guards, actions, delays and leaves', () => {
    expectTypeOf<EventOf<Sample>>().toEqualTypeOf<'go' | 'stay' | 'back'>();
    expectTypeOf<GuardOf<Sample>>().toEqualTypeOf<'sunny' | 'late'>();
    expectTypeOf<ActionOf<Sample>>().toEqualTypeOf<'start' | 'sing' | 'dance' | 'leave' | 'hurry'>();
    expectTypeOf<DelayOf<Sample>>().toEqualTypeOf<'later'>();
    expectTypeOf<LeafOf<Sample>>().toEqualTypeOf<'a' | 'b.c' | 'b.d' | 'end'>();
  });

  test('in the charts of the program', () => {
    expectTypeOf<LeafOf<typeof bgpPeer>>().toEqualTypeOf<
      'Idle' | 'Connect' | 'Active' | 'OpenSent' | 'OpenConfirm' | 'Established'
    >();
    expectTypeOf<DelayOf<typeof lacpPort>>().toEqualTypeOf<'aggregateWait'>();
    expectTypeOf<DelayOf<typeof bgpPeer>>().toEqualTypeOf<never>();
  });
});

/** True when the type lets `C` through. */
type Allowed<C> = C extends ChartConfig ? (C extends StrictChart<C> ? true : false) : false;
type With<A, Root = unknown> = { id: 'c'; initial: 'a'; states: { a: A; b: object } } & Root;

describe('the type refuses', () => {
  test('what is outside the subset', () => {
    expectTypeOf<Allowed<With<{ on: { go: 'b' } }>>>().toEqualTypeOf<true>();
    expectTypeOf<Allowed<With<{ type: 'final' }>>>().toEqualTypeOf<true>();
    expectTypeOf<Allowed<With<{ after: { soon: { target: 'b'; guard: 'g' } } }>>>().toEqualTypeOf<true>();
    expectTypeOf<Allowed<With<object, { context: object }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ always: 'b' }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ invoke: { src: 'x' } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ onDone: 'b' }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ history: 'deep' }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ tags: 'x' }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ type: 'parallel' }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ type: 'history' }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ initial: 'y'; states: { x: object } }>>>().toEqualTypeOf<false>();
  });

  test('wildcards, numbers for delays, functions and objects for names', () => {
    expectTypeOf<Allowed<With<{ on: { '*': 'b' } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { 'x.*': 'b' } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { 'xstate.init': 'b' } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ after: { 1000: 'b' } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ after: { '1000': 'b' } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { go: { guard: () => boolean } } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { go: { guard: { type: 'g' } } } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { go: { actions: () => void } } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { go: { target: ['a', 'b'] } } }>>>().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ on: { go: { target: 'b'; meta: object } } }>>>().toEqualTypeOf<false>();
    expectTypeOf<
      Allowed<With<{ on: { go: readonly [{ target: 'b' }, { cond: 'g' }] } }>>
    >().toEqualTypeOf<false>();
    expectTypeOf<Allowed<With<{ entry: () => void }>>>().toEqualTypeOf<false>();
  });
});

describe('the list of charts', () => {
  test('names every chart once', () => {
    const ids = charts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives each one XState machine, made once', () => {
    for (const chart of charts) {
      expect(machineOf(chart)).toBe(machineOf(chart));
      expect(machineOf(chart).id).toBe(chart.id);
    }
    expect(machineOf(bgpPeer).events).toHaveLength(28);
  });
});
