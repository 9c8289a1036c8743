import { describe, expect, test } from 'vitest';
import { defineChart } from '../../machines/chart.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';

/** A config as it may come from untyped code. */
function compileUntyped(config: object): void {
  const chart = defineChart({ id: 'c', initial: 'a', states: { a: {} } });
  Object.assign(chart.config, config);
  compileChart(chart);
}

const stateA = (a: object) => ({ states: { a, b: {} } });
const inner = (b: object) => ({ states: { a: { initial: 'b', states: { b } } } });
const onGo = (go: unknown) => stateA({ on: { go } });

const refused: Readonly<Record<string, readonly [config: object, message: string]>> = {
  context: [{ context: {} }, 'chart "c", the root state: "context" is not part of a chart'],
  always: [stateA({ always: 'b' }), 'chart "c", state "a": "always" is not part of a chart'],
  invoke: [inner({ invoke: { src: 'x' } }), 'chart "c", state "a.b": "invoke" is not part of a chart'],
  onDone: [stateA({ onDone: 'b' }), 'chart "c", state "a": "onDone" is not part of a chart'],
  history: [stateA({ history: 'deep' }), 'chart "c", state "a": "history" is not part of a chart'],
  tags: [stateA({ tags: ['x'] }), 'chart "c", state "a": "tags" is not part of a chart'],
  meta: [stateA({ meta: {} }), 'chart "c", state "a": "meta" is not part of a chart'],
  output: [stateA({ output: {} }), 'chart "c", state "a": "output" is not part of a chart'],
  'an id inside': [stateA({ id: 'x' }), 'chart "c", state "a": "id" is not part of a chart'],
  parallel: [
    stateA({ type: 'parallel' }),
    'chart "c", state "a": "type" may only be "final", not "parallel"',
  ],
  'history type': [
    stateA({ type: 'history' }),
    'chart "c", state "a": "type" may only be "final", not "history"',
  ],
  wildcard: [stateA({ on: { '*': 'b' } }), 'chart "c", state "a": "*" is a wildcard'],
  'partial wildcard': [stateA({ on: { 'x.*': 'b' } }), 'chart "c", state "a": "x.*" is a wildcard'],
  'internal event': [
    stateA({ on: { 'xstate.init': 'b' } }),
    'chart "c", state "a": "xstate.init" is an event of XState itself',
  ],
  'numeric delay': [
    stateA({ after: { 1000: 'b' } }),
    'chart "c", state "a": "1000" is a number; a delay has a name',
  ],
  'inline guard': [
    onGo({ guard: () => true, target: 'b' }),
    'chart "c", state "a": "guard" of "go" must be a name, not an inline function',
  ],
  'guard object (and, or, not, stateIn)': [
    onGo({ guard: { type: 'g' } }),
    'chart "c", state "a": "guard" of "go" must be a name, not an object',
  ],
  'inline action (assign, raise, spawn)': [
    onGo({ actions: () => undefined }),
    'chart "c", state "a": "actions" of "go" must hold names, not an inline function',
  ],
  'action object': [
    onGo({ actions: ['x', { type: 'y' }] }),
    'chart "c", state "a": "actions" of "go" must hold names, not an object',
  ],
  'inline entry': [
    stateA({ entry: () => undefined }),
    'chart "c", state "a": "entry" must hold names, not an inline function',
  ],
  'inline exit': [
    stateA({ exit: [() => undefined] }),
    'chart "c", state "a": "exit" must hold names, not an inline function',
  ],
  'several targets': [
    onGo({ target: ['a', 'b'] }),
    'chart "c", state "a": "target" of "go" must be a name, not a list',
  ],
  'a word of XState 4': [onGo({ cond: 'g' }), 'chart "c", state "a": "cond" of "go" is not part of a chart'],
  'transition meta': [onGo({ meta: {} }), 'chart "c", state "a": "meta" of "go" is not part of a chart'],
  'initial object': [
    { initial: { target: 'a' } },
    'chart "c", the root state: "initial" must be a name, not an object',
  ],
  'missing initial': [stateA({ states: { x: {} } }), 'chart "c", state "a": "initial" is missing'],
  'unknown initial': [
    stateA({ initial: 'y', states: { x: {} } }),
    'chart "c", state "a": initial names no state: "y"',
  ],
  'unknown target': [onGo('nowhere'), 'chart "c", state "a": the target of "go" names no state: "nowhere"'],
  'unknown absolute target': [
    onGo('#d.a'),
    'chart "c", state "a": the target of "go" names no state: "#d.a"',
  ],
  'sibling target at the root': [
    { on: { go: 'a' } },
    'chart "c", the root state: the target of "go" names no state: "a"',
  ],
  'a transition from a final state': [
    stateA({ type: 'final', on: { go: 'b' } }),
    'chart "c", state "a": "on" has no place in a final state',
  ],
  'a delay in a final state': [
    stateA({ type: 'final', after: { d: 'b' } }),
    'chart "c", state "a": "after" has no place in a final state',
  ],
  'states in a final state': [
    stateA({ type: 'final', initial: 'x', states: { x: {} } }),
    'chart "c", state "a": "states" has no place in a final state',
  ],
  'a dot in a name': [
    { states: { a: {}, 'b.c': {} } },
    'chart "c", the root state: "b.c" is not a name for a state',
  ],
  'root handlers beside a final state': [
    { states: { a: {}, b: { type: 'final' } }, on: { go: '.a' } },
    '"on" and "after" are refused beside the final state "b"',
  ],
  'a list for a state': [
    { states: { a: [] } },
    'chart "c", state "a": "state" must be an object, not a list',
  ],
};

describe('the compiler refuses', () => {
  test.for(Object.keys(refused).map((name) => [name] as const))('%s', ([name]) => {
    const [config, message] = refused[name] ?? expect.fail();
    expect(() => compileUntyped(config)).toThrow(message);
  });

  test('nothing of what it allows', () => {
    expect(() =>
      compileUntyped(stateA({ on: { go: [{ guard: 'g', target: 'b', reenter: true }, {}] } })),
    ).not.toThrow();
  });

  test('an id with a dot', () => {
    const chart = defineChart({ id: 'a.b', initial: 'x', states: { x: {} } });
    expect(() => compileChart(chart)).toThrow('chart "a.b", the root state: "id" is not a name');
  });
});
