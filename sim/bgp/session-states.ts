/** The column of states of the BGP peer machine; a change is a record, and the cause of what the actions do. */
import type { Kernel } from '../kernel/kernel.ts';
import type { FsmState } from './contract.ts';
import type { Endpoints } from './endpoints.ts';
import { endpointOf, firstRow, otherRow, type Rows } from './rows.ts';

export const sessionStates = (
  kernel: Kernel,
  ends: Endpoints,
  rows: Rows,
  state: (row: number) => FsmState,
) => ({
  get: (row: number): number => rows.state.get(row),
  set: (row: number, leaf: number): void => {
    const before = state(row);
    rows.state.set(row, leaf);
    // Two rows of one endpoint read like one machine gone mad unless the second says so, while there are two.
    const isSecond = row !== firstRow(endpointOf(row)) && state(otherRow(row)) !== 'Idle';
    const second = isSecond ? ' (second connection)' : '';
    const words = `${before} → ${state(row)}${second}`;
    kernel.record('bgp.state', ends.entity(endpointOf(row)), row & 1, 0, words);
  },
});
