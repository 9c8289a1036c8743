import { getNextTransitions, initialTransition, type StateValue, transition } from 'xstate';
import type { Chart } from '../../machines/chart.ts';
import { machineOf } from '../../machines/machine.ts';
import { bindChart } from '../../sim/kernel/chart-binding.ts';
import type { ChartTable, Effect } from '../../sim/kernel/chart-table.ts';

type Code = Parameters<typeof bindChart<Chart>>[2];

/** A state, and what was done on the way, both spelled out. */
interface Outcome {
  readonly leaf: string;
  readonly effects: readonly string[];
}

/**
 * Compares a table with XState's own pure `transition`, in every leaf, for every event, under every valuation of
 * the guards that XState may read there: the next leaf and the ordered effects, looked up in the table and fired
 * through a binding, and through its code where there is some. Returns what differs.
 */
export function differences(chart: Chart, table: ChartTable<Chart>, code?: Code): string[] {
  const truth = new Set<string>();
  const oracle = oracleOf(chart, table, truth);
  const fire = bound(table, truth);
  const fireCode = code && bound(table, truth, code);
  const found: string[] = [];
  const compare = (where: string, wanted: Outcome, got: Outcome) => {
    const [left, right] = [JSON.stringify(wanted), JSON.stringify(got)];
    if (left !== right) found.push(`${chart.id} ${where}: XState ${left}, table ${right}`);
  };
  compare('initially', oracle.initial(), {
    leaf: `${table.leaves[table.initial]}`,
    effects: table.initialEffects.map((effect) => spell(table, effect)),
  });
  for (const [state, leaf] of table.leaves.entries()) {
    for (const [event, name] of table.events.entries()) {
      for (const valuation of subsets(oracle.guards(leaf, name))) {
        truth.clear();
        for (const guard of valuation) truth.add(guard);
        const wanted = oracle.step(leaf, name);
        const where = `${leaf} / ${name} [${valuation}]`;
        compare(where, wanted, step(table, state, event, truth));
        compare(`${where}, fired`, wanted, fire(state, event));
        if (fireCode) compare(`${where}, fired as code`, wanted, fireCode(state, event));
      }
    }
  }
  return found;
}

function step(table: ChartTable<Chart>, state: number, event: number, truth: ReadonlySet<string>): Outcome {
  const taken = table.find(state, event, (guard) => truth.has(`${table.guards[guard]}`));
  if (taken < 0) return { leaf: `${table.leaves[state]}`, effects: [] };
  return {
    leaf: `${table.leaves[table.target(taken)]}`,
    effects: table.effects(taken).map((effect) => spell(table, effect)),
  };
}

/** The same through `bindChart`, as an engine steps. */
function bound(table: ChartTable<Chart>, truth: ReadonlySet<string>, code?: Code) {
  const effects: string[] = [];
  let leaf = 0;
  const states = {
    get: () => leaf,
    set: (_: number, to: number) => {
      leaf = to;
    },
  };
  const binding = {
    guards: Object.fromEntries(table.guards.map((name) => [name, () => truth.has(name)])),
    actions: Object.fromEntries(table.actions.map((name) => [name, () => void effects.push(name)])),
    delays: {
      start: (_: number, delay: string, event: number) =>
        void effects.push(`start ${delay} ${table.events[event]}`),
      cancel: (_: number, event: number) => void effects.push(`cancel ${table.events[event]}`),
    },
  };
  const chart = bindChart(table, binding, code);
  return (state: number, event: number): Outcome => {
    effects.length = 0;
    leaf = state;
    chart.fire(states, 0, event);
    return { leaf: `${table.leaves[leaf]}`, effects: [...effects] };
  };
}

function spell(table: ChartTable<Chart>, effect: Effect): string {
  if (effect.kind === 'action') return `${table.actions[effect.action]}`;
  const event = table.events[effect.event];
  return effect.kind === 'startDelay' ? `start ${table.delays[effect.delay]} ${event}` : `cancel ${event}`;
}

/** XState's answers. A delay is told apart by its length, which is the only thing that XState keeps of it. */
function oracleOf(chart: Chart, names: ChartTable<Chart>, truth: ReadonlySet<string>) {
  const record = <V>(list: readonly string[], value: (name: string) => V) =>
    Object.fromEntries(list.map((name) => [name, value(name)]));
  const delays: readonly string[] = names.delays;
  const lengths = record(delays, (name) => 1 + delays.indexOf(name));
  const machine = machineOf(chart).provide({
    guards: record(names.guards, (name) => () => truth.has(name)),
    actions: record(names.actions, () => () => undefined),
    delays: lengths,
  });
  const delayOf = (length: unknown) => delays.find((name) => lengths[name] === length);
  const spelled = (action: { readonly type: string; readonly params: unknown }): string => {
    const params = new Map(Object.entries(action.params ?? {}));
    if (action.type === 'xstate.cancel') return `cancel ${params.get('sendId')}`;
    if (action.type !== 'xstate.raise') return action.type;
    return `start ${delayOf(params.get('delay'))} ${params.get('id')}`;
  };
  const at = (leaf: string) => machine.resolveState({ value: stateValueOf(leaf.split('.')), context: {} });
  return {
    initial(): Outcome {
      const [snapshot, actions] = initialTransition(machine);
      return { leaf: leafOf(snapshot.value), effects: actions.map(spelled) };
    },
    guards(leaf: string, event: string): string[] {
      const candidates = getNextTransitions(at(leaf)).filter(({ eventType }) => eventType === event);
      return [...new Set(candidates.flatMap(({ guard }) => (typeof guard === 'string' ? [guard] : [])))];
    },
    step(leaf: string, event: string): Outcome {
      const [snapshot, actions] = transition(machine, at(leaf), { type: event });
      return { leaf: leafOf(snapshot.value), effects: actions.map(spelled) };
    },
  };
}

function stateValueOf([head = '', ...tail]: readonly string[]): StateValue {
  return tail.length === 0 ? head : { [head]: stateValueOf(tail) };
}

/** A state value as XState writes it, as a dotted path. */
export function leafOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${value}`;
  return Object.entries(value)
    .map(([key, inner]) => `${key}.${leafOf(inner)}`)
    .join('|');
}

export function subsets(names: readonly string[]): string[][] {
  const [head, ...tail] = names;
  if (head === undefined) return [[]];
  return subsets(tail).flatMap((subset) => [subset, [head, ...subset]]);
}
