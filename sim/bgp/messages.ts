/** BGP messages between the two ends of a session, and the segment that ends a TCP connection. */
import { formatDuration } from '../kernel/quantity.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Nlri } from './rib/nlri.ts';

/** A route as an UPDATE carries it. */
export interface Announcement {
  readonly nlri: Nlri;
  readonly attributes: PathAttributes;
}

export type Message =
  | {
      readonly type: 'OPEN';
      readonly asn: number;
      readonly holdMicros: number;
      readonly bgpIdentifier: number;
    }
  | { readonly type: 'KEEPALIVE' }
  | {
      readonly type: 'UPDATE';
      readonly announced: readonly Announcement[];
      readonly withdrawn: readonly Nlri[];
    }
  | { readonly type: 'NOTIFICATION'; readonly code: number; readonly subcode: number }
  /** The sender closed its TCP connection. */
  | { readonly type: 'FIN' };

/** RFC 4271 §4.5, 4486, 6608, 8203, 9384: what an operator reads beside the numbers. */
const notifications: Readonly<Record<string, string>> = {
  '1/0': 'message header error',
  '2/2': 'bad peer AS',
  '2/3': 'bad BGP identifier',
  '2/6': 'unacceptable hold time',
  '3/0': 'UPDATE message error',
  '4/0': 'hold timer expired',
  '5/1': 'unexpected message in OpenSent',
  '5/2': 'unexpected message in OpenConfirm',
  '5/3': 'unexpected message in Established',
  '6/1': 'maximum number of prefixes reached',
  '6/2': 'administrative shutdown',
  '6/3': 'peer de-configured',
  '6/4': 'administrative reset',
  '6/5': 'connection rejected',
  '6/6': 'other configuration change',
  '6/7': 'connection collision resolution',
  '6/10': 'BFD down',
};

export function describeNotification(code: number, subcode: number): string {
  const meaning = notifications[`${code}/${subcode}`];
  return `NOTIFICATION ${code}/${subcode}${meaning === undefined ? '' : ` (${meaning})`}`;
}

/** In words, for the trace. */
export function describeMessage(message: Message): string {
  switch (message.type) {
    case 'OPEN':
      return `OPEN (AS ${message.asn}, hold time ${formatDuration(message.holdMicros)})`;
    case 'UPDATE':
      return `UPDATE (${message.announced.length} announced, ${message.withdrawn.length} withdrawn)`;
    case 'NOTIFICATION':
      return describeNotification(message.code, message.subcode);
    case 'KEEPALIVE':
    case 'FIN':
      return message.type;
  }
}
