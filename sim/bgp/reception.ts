/** What a message that arrives means to the machine: which event it is, and what is kept of it. */
import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { EventOf } from '../../machines/chart.ts';
import type { Endpoints } from './endpoints.ts';
import { describeNotification, type Message } from './messages.ts';
import type { OpenChecks } from './open-checks.ts';
import { endpointOf, type Open, type Rows } from './rows.ts';

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
      case 'NOTIFICATION':
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
