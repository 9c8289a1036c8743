/** Inputs of a journal as steps of a file: what the loader reads back is what was put in. */
import { optionValue } from '../faults/words.ts';
import { formatDuration, parseDuration } from '../kernel/quantity.ts';
import { catalogue, type Injection, type JournalEntry } from '../simulation.ts';
import type { RouterChange } from '../topology/router-change.ts';
import type { GracefulRestart, MaximumPrefixes } from '../topology/spec.ts';
import type { WrittenNames } from './written-names.ts';

export type Members = Readonly<Record<string, unknown>>;
type Call = Extract<JournalEntry['input'], { kind: 'call' }>;

/** Verb and what goes with it. `raw`: exactly as it was put in, for a step that is `verbatim`. */
export function membersOf(
  entry: JournalEntry,
  names: WrittenNames,
  raw: boolean,
  stepOfFault: (fault: number) => string,
): Members {
  const { input } = entry;
  switch (input.kind) {
    case 'call':
      return { ...callMembers(input, names, raw), ...(raw && { verbatim: true }) };
    case 'inject':
      return faultMembers(input.injection, names);
    case 'clear':
      return { clear: stepOfFault(input.fault) };
    case 'configure':
      return {
        router: input.router,
        set: setOf(input.changes, names, raw),
        ...(raw && { verbatim: true }),
      };
  }
}

/** What happened, as a step expects it; nothing where that is what every step expects. */
export function expectOf({ result, refusal }: JournalEntry): Members {
  if (refusal !== undefined) return { expect: { error: refusal } };
  if (result === undefined || result.ok) return {};
  const { type, message } = result.error;
  return { expect: { error: type, ...(message !== '' && { message }) } };
}

function callMembers({ operation, request, options }: Call, names: WrittenNames, raw: boolean): Members {
  const as = options.as === undefined || raw ? options.as : names.account(options.as);
  return {
    api: operation,
    ...(as !== undefined && { as }),
    ...(options.in !== undefined && { in: options.in }),
    request: raw ? request : names.request(request),
  };
}

function faultMembers({ fault, target, options = {}, ...rest }: Injection, names: WrittenNames): Members {
  const known = catalogue.faults.find(({ name }) => name === fault) ?? { options: [] };
  const written = Object.entries(options).map(([name, value]) => [name, optionValue(known, name, value)]);
  const lasts = typeof rest.for === 'string' ? parseDuration(rest.for) : rest.for;
  return {
    fault,
    target: names.target(target),
    ...Object.fromEntries(written),
    ...(lasts !== undefined && { for: formatDuration(lasts) }),
  };
}

/** One change by itself, several as a list. */
function setOf(changes: readonly RouterChange[], names: WrittenNames, raw: boolean): unknown {
  const written = changes.map((change) => changeOf(change, raw ? (name) => name : names.virtualInterface));
  return written.length === 1 ? written[0] : written;
}

function changeOf(change: RouterChange, vif: (name: string) => string): Members {
  if ('interface' in change) return { ...change, ...(change.for !== undefined && { for: vif(change.for) }) };
  if (!('neighbor' in change)) return change;
  const { holdMicros, keepaliveMicros, bfd, maximumPrefixes, gracefulRestart, ...rest } = change;
  return {
    ...rest,
    ...(holdMicros !== undefined && { holdTime: formatDuration(holdMicros) }),
    ...(keepaliveMicros !== undefined && { keepalive: formatDuration(keepaliveMicros) }),
    ...(bfd !== undefined && { bfd: bfd === 'off' ? bfd : bfdMembers(bfd) }),
    ...(maximumPrefixes !== undefined && { maximumPrefixes: limitOf(maximumPrefixes) }),
    ...(gracefulRestart !== undefined && { gracefulRestart: restartOf(gracefulRestart) }),
  };
}

const bfdMembers = ({ intervalMicros, multiplier }: { intervalMicros: number; multiplier: number }) => ({
  interval: formatDuration(intervalMicros),
  multiplier,
});

function limitOf(maximum: MaximumPrefixes | 'off'): unknown {
  if (maximum === 'off') return maximum;
  const { limit, restartMicros } = maximum;
  return restartMicros === undefined ? limit : { limit, restart: formatDuration(restartMicros) };
}

const restartOf = (restart: GracefulRestart): unknown =>
  restart.mode === 'off'
    ? restart.mode
    : { mode: restart.mode, restartTime: formatDuration(restart.restartMicros) };
