import { type AnyStateMachine, createMachine } from 'xstate';
import type { Chart } from './chart.ts';

const machines = new WeakMap<Chart, AnyStateMachine>();

/**
 * The XState machine of a chart, made on first use. It stands apart from `chart.ts` because loading XState costs
 * about 20 ms, which a headless run, stepping compiled tables, must not pay.
 */
export function machineOf(chart: Chart): AnyStateMachine {
  const known = machines.get(chart);
  if (known !== undefined) return known;
  const machine = createMachine(chart.config);
  machines.set(chart, machine);
  return machine;
}
