/** BGP messages (RFC 4271 §4) out of TCP segments, with the time at which their last octet passed. */
import type { Segment } from './pcap.ts';

interface Passage {
  readonly timeMicros: number;
  readonly source: string;
  readonly destination: string;
  /** Tells one TCP connection from the next. */
  readonly connection: string;
}

export type BgpMessage = Passage &
  (
    | { readonly type: 'open' | 'keepalive' | 'route-refresh' | 'other' }
    | { readonly type: 'notification'; readonly code: string }
    | {
        readonly type: 'update';
        readonly withdrawn: readonly string[];
        readonly announced: readonly string[];
        readonly asPath: readonly number[];
      }
  );

interface Stream {
  expected: number;
  pending: Buffer;
  /** Segments that were captured before the ones that they follow. */
  early: Segment[];
}

const HEADER = 19;

/** Octets come once and in order, however the segments were captured and however often they were sent. */
export function messages(segments: readonly Segment[]): readonly BgpMessage[] {
  const streams = new Map<string, Stream>();
  const found: BgpMessage[] = [];
  // Two processors capture at once and write when they can.
  for (const segment of [...segments].sort((a, b) => a.timeMicros - b.timeMicros)) {
    const key = `${segment.source}:${segment.sourcePort}>${segment.destination}:${segment.destinationPort}`;
    if (segment.syn) {
      streams.set(key, { expected: (segment.sequence + 1) >>> 0, pending: Buffer.alloc(0), early: [] });
    }
    const stream = streams.get(key);
    if (stream !== undefined && segment.payload.length > 0) found.push(...take(stream, segment));
  }
  return found.sort((a, b) => a.timeMicros - b.timeMicros);
}

function take(stream: Stream, segment: Segment): readonly BgpMessage[] {
  const already = (stream.expected - segment.sequence) | 0;
  if (already < 0) {
    stream.early.push(segment);
    return [];
  }
  if (already >= segment.payload.length) return [];
  const fresh = segment.payload.subarray(already);
  stream.expected = (stream.expected + fresh.length) >>> 0;
  stream.pending = Buffer.concat([stream.pending, fresh]);
  const waiting = stream.early;
  stream.early = [];
  return [...takeMessages(stream, segment), ...waiting.flatMap((later) => take(stream, later))];
}

function takeMessages(stream: Stream, segment: Segment): readonly BgpMessage[] {
  const found: BgpMessage[] = [];
  const ports = [segment.sourcePort, segment.destinationPort].sort((a, b) => a - b);
  const passage = {
    timeMicros: segment.timeMicros,
    source: segment.source,
    destination: segment.destination,
    connection: ports.join('-'),
  };
  while (stream.pending.length >= HEADER) {
    const length = stream.pending.readUInt16BE(16);
    if (length < HEADER || stream.pending.length < length) break;
    found.push({ ...passage, ...read(stream.pending.subarray(HEADER, length), stream.pending[18] ?? 0) });
    stream.pending = stream.pending.subarray(length);
  }
  return found;
}

type Distributive<T> = T extends unknown ? Omit<T, keyof Passage> : never;
type Body = Distributive<BgpMessage>;

function read(body: Buffer, type: number): Body {
  if (type === 1) return { type: 'open' };
  if (type === 2) return readUpdate(body);
  if (type === 3) return { type: 'notification', code: `${body[0]}/${body[1]}` };
  if (type === 4) return { type: 'keepalive' };
  return { type: type === 5 ? 'route-refresh' : 'other' };
}

function readUpdate(body: Buffer): Body {
  const withdrawnEnd = 2 + body.readUInt16BE(0);
  const attributesEnd = withdrawnEnd + 2 + body.readUInt16BE(withdrawnEnd);
  return {
    type: 'update',
    withdrawn: prefixes(body.subarray(2, withdrawnEnd)),
    announced: prefixes(body.subarray(attributesEnd)),
    asPath: asPath(body.subarray(withdrawnEnd + 2, attributesEnd)),
  };
}

function prefixes(field: Buffer): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < field.length; ) {
    const length = field[at] ?? 0;
    const octets = Math.ceil(length / 8);
    const written = [...field.subarray(at + 1, at + 1 + octets), 0, 0, 0, 0].slice(0, 4);
    found.push(`${written.join('.')}/${length}`);
    at += 1 + octets;
  }
  return found;
}

/** All five daemons announce four-octet ASNs (RFC 6793), so the path's numbers have four octets. */
function asPath(attributes: Buffer): readonly number[] {
  for (let at = 0; at < attributes.length; ) {
    const extended = ((attributes[at] ?? 0) & 0x10) !== 0;
    const length = extended ? attributes.readUInt16BE(at + 2) : (attributes[at + 2] ?? 0);
    const start = at + (extended ? 4 : 3);
    if (attributes[at + 1] === 2) return pathSegments(attributes.subarray(start, start + length));
    at = start + length;
  }
  return [];
}

function pathSegments(value: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < value.length; ) {
    const count = value[at + 1] ?? 0;
    for (let i = 0; i < count; i += 1) found.push(value.readUInt32BE(at + 2 + i * 4));
    at += 2 + count * 4;
  }
  return found;
}
