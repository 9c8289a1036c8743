/** TCP segments of a pcap file of IPv4 over any interface (link type LINUX_SLL2). */

export interface Segment {
  /** Since 1970, µs. */
  readonly timeMicros: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly payload: Buffer;
}

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const SLL2_HEADER = 20;
const SLL2 = 276;
const IPV4 = 0x0800;
const TCP = 6;

export function segments(file: Buffer): readonly Segment[] {
  if (file.length < FILE_HEADER) return [];
  if (file.readUInt32LE(0) !== 0xa1b2c3d4 || file.readUInt32LE(20) !== SLL2) {
    throw new Error('not a little-endian pcap file of LINUX_SLL2');
  }
  const found: Segment[] = [];
  let at = FILE_HEADER;
  while (at + RECORD_HEADER <= file.length) {
    const timeMicros = file.readUInt32LE(at) * 1_000_000 + file.readUInt32LE(at + 4);
    const end = at + RECORD_HEADER + file.readUInt32LE(at + 8);
    // It may still be being written.
    if (end > file.length) break;
    const segment = segmentOf(timeMicros, file.subarray(at + RECORD_HEADER, end));
    if (segment !== undefined) found.push(segment);
    at = end;
  }
  return found;
}

const address = (packet: Buffer, at: number) => [...packet.subarray(at, at + 4)].join('.');

function segmentOf(timeMicros: number, frame: Buffer): Segment | undefined {
  if (frame.length < SLL2_HEADER + 20 || frame.readUInt16BE(0) !== IPV4) return undefined;
  const ip = frame.subarray(SLL2_HEADER);
  if (ip[9] !== TCP) return undefined;
  const tcp = ip.subarray(((ip[0] ?? 0) & 15) * 4, ip.readUInt16BE(2));
  const flags = tcp[13] ?? 0;
  return {
    timeMicros,
    source: address(ip, 12),
    destination: address(ip, 16),
    sourcePort: tcp.readUInt16BE(0),
    destinationPort: tcp.readUInt16BE(2),
    sequence: tcp.readUInt32BE(4),
    syn: (flags & 2) !== 0,
    fin: (flags & 1) !== 0,
    rst: (flags & 4) !== 0,
    payload: tcp.subarray(((tcp[12] ?? 0) >> 4) * 4),
  };
}
