/** What a message that arrives means to the machine: which event it is, and what is kept of it. */
import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { EventOf } from '../../machines/chart.ts';
import type { Endpoints } from './endpoints.ts';
import { describeNotification, type Message } from './messages.ts';
import type { OpenChecks } from './open-checks.ts';
import { emptyTable } from './rib/table.ts';
import { endpointOf, type Open, type Rows } from './rows.ts';
import { carriesRoutes, malformedKinds } from './vendors/malformed.ts';

const MESSAGE_HEADER_ERROR = 1;
const OPEN_MESSAGE_ERROR = 2;

export interface ReceptionParts {
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly checks: OpenChecks;
  readonly fire: (row: number, event: EventOf<typeof bgpPeer>) => void;
  /** Remembers what ended a session. */
  readonly note: (row: number, error: string) => void;
}

export class Reception {
  readonly #parts: ReceptionParts;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** Takes a message in. */
  receive(row: number, message: Message): void {
    const { rows, fire, note } = this.#parts;
    switch (message.type) {
      case 'OPEN':
        this.#open(row, message);
        break;
      case 'KEEPALIVE':
        fire(row, 'KeepAliveMsg');
        break;
      case 'UPDATE':
        rows.update.set(row, message);
        fire(row, 'UpdateMsg');
        break;
      case 'MALFORMED':
        this.#malformed(row, message);
        break;
      case 'NOTIFICATION':
        rows.notified.set(row, message.code * 256 + message.subcode);
        note(row, `received ${describeNotification(message.code, message.subcode)}`);
        fire(row, 'NotifMsg');
        break;
      case 'FIN':
        break;
    }
  }

  /** The UPDATE that the machine was told of, once. */
  update(row: number, take: (message: Extract<Message, { type: 'UPDATE' }>) => void): void {
    const { update } = this.#parts.rows;
    const message = update.get(row);
    update.set(row, undefined);
    if (message?.type === 'UPDATE') take(message);
  }

  /** What the vendor of this end makes of it. */
  #malformed(row: number, { kind, announced }: Extract<Message, { type: 'MALFORMED' }>): void {
    const { ends, rows, fire, note } = this.#parts;
    const answer = ends.rules(endpointOf(row)).malformed[kind];
    switch (answer.does) {
      case 'notify':
        rows.error.set(row, answer.code * 256 + answer.subcode);
        fire(row, answer.code === MESSAGE_HEADER_ERROR ? 'BGPHeaderErr' : 'UpdateMsgErr');
        break;
      case 'treatAsWithdraw': {
        const withdrawn = announced.prefixes;
        this.receive(row, { type: 'UPDATE', announced: emptyTable(), withdrawn });
        break;
      }
      case 'accept':
        if (carriesRoutes(kind)) this.receive(row, { type: 'UPDATE', announced, withdrawn: [] });
        break;
      case 'close':
        note(row, `closed on ${malformedKinds[kind]}`);
        fire(row, 'TcpConnectionFails');
        break;
    }
  }

  #open(row: number, open: Open): void {
    const { ends, rows, checks, fire } = this.#parts;
    const endpoint = endpointOf(row);
    const error = checks.error(endpoint, open);
    if (error !== undefined) {
      rows.error.set(row, OPEN_MESSAGE_ERROR * 256 + error);
      fire(row, 'BGPOpenMsgErr');
      return;
    }
    const { holdMicros, keepaliveMicros } = ends.config(endpoint);
    const hold = Math.min(holdMicros, open.holdMicros);
    rows.openReceived.set(row, open);
    rows.holdMicros.set(row, hold);
    // Only the hold time is negotiated; the KEEPALIVE interval is local, at most a third of it (RFC 4271 §4.4).
    rows.keepaliveMicros.set(row, Math.min(keepaliveMicros, Math.floor(hold / 3)));
    fire(row, 'BGPOpen');
  }
}
