/** Which trace records an operator wants to be taken to, and how each looks. */

import type { TraceRecord } from '../sim/kernel/trace.ts';
import { type RecordKind, recordKind } from '../sim/records.ts';
import type { Tone } from './theme.ts';

/** Chatter that follows from a change. */
const chatter: readonly RecordKind[] = ['start', 'bgp.sent', 'bgp.received', 'bgp.event'];

/** Something got worse: always, or when the detail reads like this. */
const bad: Readonly<Partial<Record<RecordKind, RegExp>>> = {
  'api.refused': /^/,
  'api.lost': /^/,
  'fault.begins': /^/,
  'router.refused': /^/,
  'light.lost': /^/,
  'port.down': /^/,
  'path.blocked': /^/,
  'bundle.down': /^/,
  'interface.down': /^/,
  'tcp.refused': /^/,
  'tcp.blocked': /^/,
  'bgp.state': /^Established →/,
  'bfd.state': /→ Down/,
  'connection.state': /→ (down|rejected|deleted)$/,
  'lag.state': /→ (down|deleted)$/,
  'vif.state': /→ (down|rejected|deleted|unknown)$/,
  'flow.down': /^/,
};

const good: Readonly<Partial<Record<RecordKind, RegExp>>> = {
  'api.accepted': /^/,
  'light.back': /^/,
  'port.up': /^/,
  'path.open': /^/,
  'bundle.up': /^/,
  'interface.up': /^/,
  'tcp.revived': /^/,
  'bgp.state': /→ Established\b/,
  'bfd.state': /→ Up/,
  'connection.state': /→ available$/,
  'lag.state': /→ available$/,
  'vif.state': /→ available$/,
  'flow.up': /^/,
};

export type Headline = 'change' | 'incident';

const reads = (
  table: Readonly<Partial<Record<RecordKind, RegExp>>>,
  { kind, detail }: TraceRecord,
): boolean => table[recordKind(kind)]?.test(detail ?? '') === true;

/** Whether a record is one to stop at. */
export const headlines: Readonly<Record<Headline, (record: TraceRecord) => boolean>> = {
  change: ({ kind }) => !chatter.includes(recordKind(kind)),
  incident: (record) => reads(bad, record),
};

/** Worse, better, an aside, or neither. */
export function toneOfRecord(record: TraceRecord): Tone {
  if (reads(bad, record)) return 'bad';
  if (reads(good, record)) return 'good';
  return headlines.change(record) ? 'plain' : 'dim';
}
