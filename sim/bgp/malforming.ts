/** Ends whose BGP is broken: what they send breaks the rules in one way. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Message } from './messages.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { emptyTable, type Table } from './rib/table.ts';
import { endpointOf } from './rows.ts';
import { carriesRoutes, type MalformedKind, malformedKindNames } from './vendors/malformed.ts';

interface MalformingSession {
  /** The row of an endpoint that is Established, if one is. */
  upRow(endpoint: number): number | undefined;
  send(row: number, message: Message): void;
}

export class Malforming {
  /** Index of `malformedKindNames`, counted from 1; 0: none. */
  readonly #kind;

  readonly #session: MalformingSession;

  constructor({ store }: Kernel, session: MalformingSession) {
    this.#session = session;
    this.#kind = store.column('bgp malforms', 'u8');
  }

  reach(endpoint: number): void {
    this.#kind.reach(endpoint);
  }

  /** What the endpoint sends is malformed from now on, or no longer; it says again what it advertises. */
  begin(endpoint: number, kind: MalformedKind | undefined, announced: Table<PathAttributes>): void {
    const before = this.#of(endpoint);
    this.#kind.set(endpoint, kind === undefined ? 0 : 1 + malformedKindNames.indexOf(kind));
    const row = this.#session.upRow(endpoint);
    if (row === undefined) return;
    const affected = [before, kind].some((one) => one !== undefined && carriesRoutes(one));
    if (affected && announced.prefixes.length > 0)
      this.#session.send(row, { type: 'UPDATE', announced, withdrawn: [] });
    this.established(row);
  }

  /** A message as it leaves the endpoint. */
  sent(endpoint: number, message: Message): Message {
    const kind = this.#of(endpoint);
    if (message.type !== 'UPDATE' || message.announced.prefixes.length === 0) return message;
    if (kind === undefined || !carriesRoutes(kind)) return message;
    return { type: 'MALFORMED', kind, announced: message.announced };
  }

  /** A message without routes comes as soon as the session is up. */
  established(row: number): void {
    const kind = this.#of(endpointOf(row));
    if (kind !== undefined && !carriesRoutes(kind))
      this.#session.send(row, { type: 'MALFORMED', kind, announced: emptyTable() });
  }

  #of(endpoint: number): MalformedKind | undefined {
    return malformedKindNames[this.#kind.get(endpoint) - 1];
  }
}
