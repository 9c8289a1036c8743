/** What a timeline shows of the trace, kept up as it grows: marks, and when each flow was down. */
import type { RecordId, TraceRecord } from '../../sim/kernel/trace.ts';
import { type RecordKind, recordKind } from '../../sim/records.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Tone } from '../theme.ts';
import type { Span } from './axis.ts';

/** A letter, or a mark of the theme. */
export type Sign = { readonly letter: string } | { readonly mark: 'bad' } | { readonly way: 'up' | 'down' };

export interface Kind {
  readonly sign: Sign;
  readonly tone: Tone;
  /** In a cell with several the lowest is seen. */
  readonly rank: number;
  /** In words, for the legend. */
  readonly words: string;
  readonly isOne?: (record: TraceRecord) => boolean;
}

const refused: Omit<Kind, 'words'> = { sign: { mark: 'bad' }, tone: 'bad', rank: 0 };

/** Which records have a mark. */
export const kinds: Readonly<Partial<Record<RecordKind, Kind>>> = {
  'api.refused': { ...refused, words: 'refused' },
  'router.refused': { ...refused, words: 'refused' },
  'api.lost': { ...refused, words: 'refused' },
  'fault.begins': { sign: { letter: 'F' }, tone: 'bad', rank: 1, words: 'fault' },
  'fault.ends': { sign: { letter: 'f' }, tone: 'good', rank: 4, words: 'fault ends' },
  'api.accepted': { sign: { letter: 'A' }, tone: 'accent', rank: 2, words: 'API call' },
  'router.changed': { sign: { letter: 'R' }, tone: 'accent', rank: 3, words: 'router' },
  'flow.down': { sign: { way: 'down' }, tone: 'bad', rank: 5, words: 'flow down' },
  'flow.up': { sign: { way: 'up' }, tone: 'good', rank: 6, words: 'flow up' },
  'bgp.state': {
    sign: { letter: 'b' },
    tone: 'warn',
    rank: 7,
    words: 'BGP',
    isOne: ({ detail = '' }) => /^Established →|→ Established/.test(detail),
  },
};

export const kindOf = (record: TraceRecord): Kind | undefined => {
  const kind = kinds[recordKind(record.kind)];
  return kind === undefined || kind.isOne?.(record) === false ? undefined : kind;
};

export interface Happenings {
  /** Ascending. */
  readonly events: readonly RecordId[];
  /** Of each flow, oldest first; `toMicros` is infinite while it lasts. */
  readonly outages: ReadonlyMap<string, readonly Span[]>;
}

class Reader {
  seen = 0;
  readonly events: RecordId[] = [];
  readonly outages = new Map<string, Span[]>();

  read(simulation: Simulation, id: RecordId): void {
    const record = simulation.record(id);
    if (kindOf(record) !== undefined) this.events.push(id);
    const kind = recordKind(record.kind);
    if (kind !== 'flow.down' && kind !== 'flow.up') return;
    const name = simulation.nameOf(record.entity);
    const spans = this.outages.get(name) ?? [];
    this.outages.set(name, spans);
    const last = spans.at(-1);
    const isOpen = last?.toMicros === Number.POSITIVE_INFINITY;
    if (kind === 'flow.down' && !isOpen) {
      spans.push({ fromMicros: record.timeMicros, toMicros: Number.POSITIVE_INFINITY });
    } else if (kind === 'flow.up' && last !== undefined && isOpen) {
      spans[spans.length - 1] = { ...last, toMicros: record.timeMicros };
    }
  }
}

const readers = new WeakMap<Simulation, Reader>();

/** Only what is new in the trace is read; after seeking back it is another simulation. */
export function happeningsOf(simulation: Simulation): Happenings {
  const { length } = simulation.trace;
  const known = readers.get(simulation);
  const reader = known === undefined || known.seen > length ? new Reader() : known;
  readers.set(simulation, reader);
  for (; reader.seen < length; reader.seen++) reader.read(simulation, reader.seen);
  return reader;
}

export type Bar = 'up' | 'partly' | 'down' | 'ahead';

/** One cell of a bar: what the flow was in that time, as far as it is known. */
export function barOf(outages: readonly Span[], { fromMicros, toMicros }: Span, nowMicros: number): Bar {
  if (fromMicros > nowMicros) return 'ahead';
  const end = Math.max(fromMicros, Math.min(toMicros, nowMicros));
  let down = 0;
  let touches = false;
  for (const outage of outages) {
    const from = Math.max(fromMicros, outage.fromMicros);
    const to = Math.min(end, outage.toMicros);
    if (to > from) down += to - from;
    else if (outage.fromMicros <= end && end < outage.toMicros) touches = true;
  }
  if (end === fromMicros) return touches ? 'down' : 'up';
  return down === 0 ? 'up' : down >= end - fromMicros ? 'down' : 'partly';
}
