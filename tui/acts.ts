/** What an operator can do to a simulation. Every act is plain data, so that it can be kept, replayed and written. */
import type { ScenarioRun } from '../sim/scenario/run.ts';
import type { CallOptions, Injection } from '../sim/simulation.ts';
import type { RouterChange } from '../sim/topology/router-change.ts';
import { injectionInWords } from './forms/words.ts';

export type Act =
  | {
      readonly kind: 'call';
      readonly operation: string;
      readonly request: Readonly<Record<string, unknown>>;
      readonly options?: CallOptions;
    }
  | { readonly kind: 'inject'; readonly injection: Injection }
  /** The number that `inject` answered. */
  | { readonly kind: 'clear'; readonly fault: number }
  | { readonly kind: 'configure'; readonly router: string; readonly changes: readonly RouterChange[] }
  /** For the operator's own memory, and the file that is written; changes nothing. */
  | { readonly kind: 'note'; readonly text: string };

export interface Outcome {
  readonly ok: boolean;
  /** One line for the operator. */
  readonly words: string;
  /** Of a call: the API's answer or error. */
  readonly answer?: unknown;
  /** Of an injection: for `clear`. */
  readonly fault?: number;
}

type ActOf<Kind extends Act['kind']> = Extract<Act, { readonly kind: Kind }>;

const carriers: { readonly [Kind in Act['kind']]: (run: ScenarioRun, act: ActOf<Kind>) => Outcome } = {
  call: ({ simulation: sim }, { operation, request, options }) => {
    const result = sim.call(operation, request, options);
    return result.ok
      ? { ok: true, words: `${operation} accepted`, answer: result.answer }
      : { ok: false, words: `${result.error.type}: ${result.error.message}`, answer: result.error };
  },
  inject: ({ simulation: sim }, { injection }) => {
    const fault = sim.inject(injection);
    const ends = sim.faultsInForce.some(({ number }) => number === fault);
    const clear = ends ? `: number ${fault}, :clear ${fault} ends it` : '';
    return { ok: true, words: `fault ${injectionInWords(injection)}${clear}`, fault };
  },
  clear: ({ simulation: sim }, { fault }) => {
    const found = sim.faultsInForce.find(({ number }) => number === fault);
    sim.clear(fault);
    return {
      ok: true,
      words: `fault ${fault}${found === undefined ? '' : `, ${injectionInWords(found)},`} cleared`,
    };
  },
  configure: ({ simulation: sim }, { router, changes }) => {
    const refusal = sim.configure(router, changes);
    return refusal === undefined
      ? { ok: true, words: `${router} changed` }
      : { ok: false, words: `${router} refuses: ${refusal}` };
  },
  note: (run, { text }) => {
    run.note(text);
    return { ok: true, words: `noted: ${text}` };
  },
};

/** Carries an act out on a settled instant. Throws a RangeError when it names what is not there. */
export function carryOut(run: ScenarioRun, act: Act): Outcome {
  // The table has one carrier a kind; TypeScript does not follow the pair through the lookup.
  const carrier = carriers[act.kind] as (run: ScenarioRun, act: Act) => Outcome;
  return carrier(run, act);
}
