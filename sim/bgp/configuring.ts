/** What a running end is told anew: what of it resets the session, and what the session goes on with. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Endpoints, Statement } from './endpoints.ts';
import type { Routing } from './routing.ts';
import { type Rows, rowsOf } from './rows.ts';
import { resetSubcode } from './session-config.ts';
import type { Speaker } from './speaker.ts';

export interface ConfiguringParts {
  readonly kernel: Kernel;
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly speaker: Speaker;
  readonly routing: Routing;
}

export class Configuring {
  readonly #parts: ConfiguringParts;
  /** What an endpoint's session was started with, and its routes were told by. */
  readonly #applied;

  constructor(parts: ConfiguringParts) {
    this.#parts = parts;
    this.#applied = parts.kernel.store.list<Statement | undefined>('bgp applied configuration');
  }

  reach(endpoint: number): void {
    while (this.#applied.length <= endpoint) this.#applied.push(undefined);
  }

  /** Whether an endpoint was seen before. */
  knows(endpoint: number): boolean {
    return endpoint < this.#applied.length;
  }

  /** An end starts with what it is configured with now. */
  begun(endpoint: number): void {
    const { ends } = this.#parts;
    this.#applied.set(endpoint, ends.statement(endpoint));
    ends.listenKey.set(endpoint, ends.config(endpoint).authKey);
  }

  /** An end that runs may be configured otherwise than it was: acts on what differs. */
  changed(endpoint: number): void {
    const { ends, rows, speaker, routing } = this.#parts;
    const [applied, statement] = [this.#applied.get(endpoint), ends.statement(endpoint)];
    if (ends.started.get(endpoint) === 0 || applied === statement) return;
    this.#applied.set(endpoint, statement);
    const { resets, connect } = ends.rules(endpoint);
    const subcode = applied && resetSubcode(applied.session, statement.session, resets);
    if (subcode !== undefined) speaker.reconfigured(endpoint, subcode);
    else {
      // RFC 2918: what was received is there still, so policy applies to it without asking again.
      routing.reconsider(endpoint);
      routing.readvertise(endpoint);
    }
    if (!connect.keepsListeningKey) {
      ends.listenKey.set(endpoint, statement.session.authKey);
      // Where the session goes on, its next segment has the new key.
      for (const row of rowsOf(endpoint)) rows.authKey.set(row, statement.session.authKey);
    }
    // A key that fits now lets the attempt through that is under way.
    speaker.pathChanged(endpoint);
    const remote = ends.remote.get(endpoint);
    if (remote >= 0) speaker.pathChanged(remote);
  }
}
