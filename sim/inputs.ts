/** What faces do to a simulation, as data, and the journal of it: what a seek does again and a saved state holds. */
import type { Checkpoints } from './checkpoints.ts';
import type { CallResult } from './directconnect/call.ts';
import type { FaultOptions } from './faults/fault.ts';
import { readMicros, refuseUnknown } from './faults/options.ts';
import type { Snapshot } from './kernel/store.ts';
import type { StageOptions } from './stage.ts';
import type { RouterChange } from './topology/router-change.ts';

export interface CallOptions {
  /** Account name or 12 digits; default: the first account of the network. */
  readonly as?: string;
  /** Region the call is sent to; default: the network's. */
  readonly in?: string;
}

export interface Injection {
  readonly fault: string;
  readonly target: string;
  /** Duration in words (`5m`) or µs; absent: until it is cleared. */
  readonly for?: string | number;
  /** In words as in a file (`5%`, `10s`), or in parts per million and µs. */
  readonly options?: FaultOptions;
}

const MEMBERS = ['fault', 'target', 'for', 'options'];

/** An injection with nothing left out. Throws a RangeError on members that it has not; options are for the fault. */
export function readInjection(injection: Injection) {
  const { fault, target, options = {} } = injection;
  refuseUnknown(
    Object.keys(injection),
    MEMBERS,
    `${fault}: a fault's options go into "options"; unknown member`,
  );
  // A script in JavaScript has no types to tell it.
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new RangeError(`${fault}: expected options by their names`);
  const forMicros = injection.for === undefined ? undefined : readMicros(injection.for);
  return { fault, target, options, forMicros };
}

/** Faces never change a world otherwise; what they did is replayed by `seek`. */
export type Input =
  | {
      readonly kind: 'call';
      readonly operation: string;
      readonly request: Readonly<Record<string, unknown>>;
      readonly options: CallOptions;
    }
  | { readonly kind: 'inject'; readonly injection: Injection }
  | { readonly kind: 'clear'; readonly fault: number }
  | { readonly kind: 'configure'; readonly router: string; readonly changes: readonly RouterChange[] };

export interface JournalEntry {
  readonly timeMicros: number;
  readonly input: Input;
  /** Of a call: the answer, or the refusal. */
  readonly result?: CallResult;
  /** Of an injection: the number that `clear` takes. */
  readonly fault?: number;
  /** What a router said against a change; absent: it took it. */
  readonly refusal?: string;
}

/** For `Simulation.restore`, as often as wanted. */
export interface SavedSimulation {
  readonly options: StageOptions;
  readonly snapshot: Snapshot;
  readonly journal: readonly JournalEntry[];
  readonly snapshots: Checkpoints<Snapshot>;
}
