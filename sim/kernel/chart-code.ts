/**
 * A table as JavaScript: one `switch` in which every guard and every effect is a call of its own. Only so does the
 * engine's compiler see which function is called where, and inline it: 2–3 times the speed of following references.
 */
import type { Chart } from '../../machines/chart.ts';
import type { StateColumn } from './chart-binding.ts';
import type { ChartTable, Effect } from './chart-table.ts';

export type Fire = (states: StateColumn, row: number, event: number) => boolean;
type Guard = (row: number) => boolean;
type Act = (row: number) => void;
type Factory = (guards: readonly Guard[], acts: readonly Act[], otherwise: Fire) => Fire;

interface Code {
  /** What an effect needs is asked for once, at its place in this list. */
  readonly effects: readonly Effect[];
  readonly factory: Factory;
}

const codes = new WeakMap<object, Code | undefined>();

/**
 * `fire` of a bound chart as code of its own; `otherwise` answers what is outside the table. Undefined where the
 * platform forbids code from strings.
 */
export function codeOf<C extends Chart>(
  table: ChartTable<C>,
  guards: readonly Guard[],
  actOf: (effect: Effect) => Act,
  otherwise: Fire,
): Fire | undefined {
  if (!codes.has(table)) codes.set(table, compile(table));
  const code = codes.get(table);
  return code?.factory(guards, code.effects.map(actOf), otherwise);
}

function compile<C extends Chart>(table: ChartTable<C>): Code | undefined {
  const effects = new Map<string, Effect>();
  const source = sourceOf(table, (effect) => {
    const key = JSON.stringify(effect);
    if (!effects.has(key)) effects.set(key, effect);
    return [...effects.keys()].indexOf(key);
  });
  try {
    // Nothing but numbers of the table goes into the source: no name of a chart can become code.
    const factory = new Function('guards', 'acts', 'otherwise', source) as Factory;
    return { effects: [...effects.values()], factory };
  } catch {
    return undefined;
  }
}

function sourceOf<C extends Chart>(table: ChartTable<C>, numberOf: (effect: Effect) => number): string {
  const cases = new Map<string, number[]>();
  const events = table.events.length;
  for (const state of table.leaves.keys()) {
    for (const event of table.events.keys()) {
      const body = table
        .candidates(state, event)
        .map((transition) => answer(table, state, transition, numberOf))
        .join('');
      const same = cases.get(body);
      if (same === undefined) cases.set(body, [state * events + event]);
      else same.push(state * events + event);
    }
  }
  const acts = new Set([...cases.keys()].flatMap((body) => [...body.matchAll(/a\d+/g)].map(String)));
  return [
    ...table.guards.map((_, index) => `const g${index} = guards[${index}];`),
    ...[...acts].map((name) => `const ${name} = acts[${name.slice(1)}];`),
    'return (states, row, event) => {',
    `if (!(event >= 0 && event < ${events})) return otherwise(states, row, event);`,
    `switch (states.get(row) * ${events} + event) {`,
    ...[...cases].map(
      ([body, cells]) => `${cells.map((cell) => `case ${cell}:`).join('')} ${body}return false;`,
    ),
    '}',
    'return otherwise(states, row, event);',
    '};',
  ].join('\n');
}

function answer<C extends Chart>(
  table: ChartTable<C>,
  state: number,
  transition: number,
  numberOf: (effect: Effect) => number,
): string {
  const guard = table.guard(transition);
  const target = table.target(transition);
  const moves = target === state ? '' : `states.set(row, ${target});`;
  const acts = table.effects(transition).map((effect) => `a${numberOf(effect)}(row);`);
  return `${guard < 0 ? '' : `if (g${guard}(row)) `}{${moves}${acts.join('')}return true;}`;
}
