/** BGP messages between the two ends of a session, and the segment that ends a TCP connection. */
import { formatDuration } from '../kernel/quantity.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Nlri } from './rib/nlri.ts';
import type { Table } from './rib/table.ts';
import { type MalformedKind, malformedKinds } from './vendors/malformed.ts';

/** A route that somebody announces. */
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
      /**
       * Graceful restart capability (RFC 4724 §3); `forwards`: the sender goes on forwarding while it restarts;
       * `longLived`: it announces the long-lived one too (RFC 9494).
       */
      readonly restart?: {
        readonly restartMicros: number;
        readonly forwards: boolean;
        readonly longLived?: boolean;
      };
    }
  | { readonly type: 'KEEPALIVE' }
  | {
      readonly type: 'UPDATE';
      readonly announced: Table<PathAttributes>;
      readonly withdrawn: readonly Nlri[];
    }
  /** It breaks the rules in this way; an UPDATE that does carries routes. */
  | {
      readonly type: 'MALFORMED';
      readonly kind: MalformedKind;
      readonly announced: Table<PathAttributes>;
    }
  | { readonly type: 'NOTIFICATION'; readonly code: number; readonly subcode: number }
  /** The sender closed its TCP connection. */
  | { readonly type: 'FIN' };

/** RFC 4271 §4.5, 4486, 6608, 7313, 8203, 9384: what an operator reads beside the numbers. */
const notifications: Readonly<Record<string, string>> = {
  '1/0': 'message header error',
  '1/1': 'connection not synchronised',
  '1/2': 'bad message length',
  '1/3': 'bad message type',
  '2/2': 'bad peer AS',
  '2/3': 'bad BGP identifier',
  '2/6': 'unacceptable hold time',
  '3/0': 'UPDATE message error',
  '3/1': 'malformed attribute list',
  '3/2': 'unrecognised well-known attribute',
  '3/3': 'missing well-known attribute',
  '3/4': 'attribute flags error',
  '3/5': 'attribute length error',
  '3/6': 'invalid ORIGIN attribute',
  '3/8': 'invalid NEXT_HOP attribute',
  '3/9': 'optional attribute error',
  '3/10': 'invalid network field',
  '3/11': 'malformed AS_PATH',
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
  '7/1': 'invalid ROUTE-REFRESH message length',
};

export function describeNotification(code: number, subcode: number): string {
  const meaning = notifications[`${code}/${subcode}`];
  return `NOTIFICATION ${code}/${subcode}${meaning === undefined ? '' : ` (${meaning})`}`;
}

/** RFC 4724 §2: an UPDATE that says nothing says that all has been said. */
export const isEndOfRib = ({ announced, withdrawn }: Extract<Message, { type: 'UPDATE' }>): boolean =>
  announced.prefixes.length + withdrawn.length === 0;

/** In words, for the trace. */
export function describeMessage(message: Message): string {
  switch (message.type) {
    case 'OPEN':
      return `OPEN (AS ${message.asn}, hold time ${formatDuration(message.holdMicros)})`;
    case 'UPDATE':
      if (isEndOfRib(message)) return 'UPDATE (End-of-RIB)';
      return `UPDATE (${message.announced.prefixes.length} announced, ${message.withdrawn.length} withdrawn)`;
    case 'MALFORMED':
      return `${malformedKinds[message.kind]} (${message.announced.prefixes.length} announced)`;
    case 'NOTIFICATION':
      return describeNotification(message.code, message.subcode);
    case 'KEEPALIVE':
    case 'FIN':
      return message.type;
  }
}
