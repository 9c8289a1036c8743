/** Why things are as they are: cause chains in words, from a lost packet back to the fault. */
import { formatBytes, formatClock, formatDuration } from '../kernel/quantity.ts';
import type { RecordId, TraceRecord } from '../kernel/trace.ts';
import type { Simulation } from '../simulation.ts';
import type { FlowResult, Outage } from './result.ts';
import type { Condition } from './types.ts';

/** A record and its causes, `time  words`, root cause last. */
export function chainInWords(sim: Simulation, record: RecordId): string[] {
  return sim.chain(record).map((link) => `${formatClock(link.timeMicros)}  ${sim.describe(link.id)}`);
}

/** Outages of a flow with the chains that ended and restored it. */
export function outagesInWords(sim: Simulation, flow: string): Outage[] {
  return sim.outages(flow).map(({ fromMicros, toMicros, downRecord, upRecord, phases }) => ({
    fromMicros,
    ...(toMicros === undefined ? {} : { toMicros }),
    phases,
    cause: chainInWords(sim, downRecord),
    restoredBy: upRecord === undefined ? [] : chainInWords(sim, upRecord),
  }));
}

const BITS_PER_BYTE = 8n;

/** What every flow went through. */
export function flowResults(sim: Simulation): FlowResult[] {
  return sim.names('flow').map((name) => {
    const flow = sim.flow(name);
    // Whole bytes: lost is rounded, delivered takes the rest, so that the sum stays.
    const offered = flow.offeredBits / BITS_PER_BYTE;
    const lost = flow.lostBits / BITS_PER_BYTE;
    return {
      name,
      downtimeMicros: flow.downtimeMicros,
      blackholedMicros: flow.blackholedMicros,
      offered: String(offered),
      delivered: String(offered - lost),
      lost: String(lost),
      outages: outagesInWords(sim, name),
    };
  });
}

const MOST_OUTAGES = 3;

/** Why a condition is as it is: of measured downtime what began the longest outages, else the newest record about it. */
export function causesOf(sim: Simulation, { subject, name, checks }: Condition, atMicros: number): string[] {
  if (subject === 'flow' && ('downtime' in checks || 'blackholed' in checks))
    return longestOutages(sim, name);
  const about = subject === 'call' ? new Set<string>() : new Set(sim.aspects(name));
  let newest: TraceRecord | undefined;
  for (const record of sim.trace) {
    if (record.timeMicros > atMicros) break;
    if (about.has(sim.nameOf(record.entity))) newest = record;
  }
  return newest === undefined ? [] : chainInWords(sim, newest.id);
}

function longestOutages(sim: Simulation, flow: string): string[] {
  const length = ({
    fromMicros,
    toMicros = sim.now,
  }: {
    fromMicros: number;
    toMicros?: number | undefined;
  }) => toMicros - fromMicros;
  const longest = [...sim.outages(flow)].sort((a, b) => length(b) - length(a) || a.fromMicros - b.fromMicros);
  return longest.slice(0, MOST_OUTAGES).flatMap((outage) => {
    const [first = '', ...rest] = chainInWords(sim, outage.downRecord);
    return [`${first} (for ${formatDuration(length(outage))})`, ...rest];
  });
}

/** A flow that is never down may lose nearly all: loss is not downtime. */
function lossInWords(sim: Simulation, flow: string): string {
  const { lostBits, offeredBits } = sim.flow(flow);
  if (lostBits === 0n) return '';
  return `, but lost ${formatBytes(lostBits / BITS_PER_BYTE)} of ${formatBytes(offeredBits / BITS_PER_BYTE)}`;
}

/** Why a flow was down, outage by outage; a line each, indented by depth, root cause last. */
export function explainFlow(sim: Simulation, flow: string): string[] {
  const outages = outagesInWords(sim, flow);
  if (outages.length === 0) return [`flow ${flow} was never down${lossInWords(sim, flow)}`];
  const indented = (lines: readonly string[], depth: number) =>
    lines.map((line, index) => `${'  '.repeat(depth + index)}${index === 0 ? '' : 'because '}${line}`);
  return outages.flatMap(({ fromMicros, toMicros, phases, cause, restoredBy }) => [
    `${formatClock(fromMicros)}  flow ${flow} down for ${toMicros === undefined ? 'good' : formatDuration(toMicros - fromMicros)}`,
    '  what ended it:',
    ...indented(cause, 2),
    '  what it waited for:',
    ...phases.map(
      (phase) =>
        `    ${formatClock(phase.fromMicros)}  ${formatDuration(phase.toMicros - phase.fromMicros)}  ${phase.waitingFor}`,
    ),
    ...(restoredBy.length === 0
      ? ['  nothing brought it back']
      : ['  what brought it back:', ...indented(restoredBy, 2)]),
  ]);
}

/** The cause chain of one record, and what it caused in turn; empty when there is no such record. */
export function explainEvent(sim: Simulation, record: RecordId): string[] {
  if (!(record >= 0 && record < sim.trace.length)) return [];
  const chain = chainInWords(sim, record).map(
    (line, depth) => `${'  '.repeat(depth)}${depth === 0 ? '' : 'because '}${line}`,
  );
  const consequences = [...sim.trace]
    .filter(({ cause }) => cause === record)
    .map(({ id, timeMicros }) => `  ${formatClock(timeMicros)}  ${sim.describe(id)} (event ${id})`);
  return consequences.length === 0 ? chain : [...chain, 'and so:', ...consequences];
}

/** Every record, `number  time  words`. */
export function traceInWords(sim: Simulation): string[] {
  const width = String(sim.trace.length).length;
  return [...sim.trace].map(
    ({ id, timeMicros }) => `${String(id).padStart(width)}  ${formatClock(timeMicros)}  ${sim.describe(id)}`,
  );
}
