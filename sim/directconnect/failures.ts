/** Failures of the API itself that a drill injects: server errors, throttling, replies lost after acceptance. */
import type { List } from '../kernel/columns.ts';
import type { Store } from '../kernel/store.ts';

export type ApiFailureKind = 'serverError' | 'throttling' | 'replyLost';

export interface ApiFailure {
  /** An operation, or `*` for any. */
  readonly operation: string;
  readonly kind: ApiFailureKind;
  /** Calls that still fail. */
  readonly count: number;
}

/** Failures in force, oldest first, as one row of the store. */
export class ApiFailures {
  readonly #rows: List<readonly ApiFailure[]>;

  constructor(store: Store) {
    this.#rows = store.list<readonly ApiFailure[]>('api failures');
    this.#rows.push([]);
  }

  get all(): readonly ApiFailure[] {
    return this.#rows.get(0);
  }

  inject(failure: ApiFailure): void {
    this.#rows.set(0, [...this.all, failure]);
  }

  /** Ends failures of an operation (`*`: those injected for any) and of a kind, or of every kind. */
  clear(operation: string, kind?: ApiFailureKind): void {
    this.#rows.set(
      0,
      this.all.filter(
        (failure) => failure.operation !== operation || (kind ?? failure.kind) !== failure.kind,
      ),
    );
  }

  /** The failure that befalls a call of this operation; it counts down. */
  take(operation: string): ApiFailureKind | undefined {
    const index = this.all.findIndex(
      (failure) => failure.operation === operation || failure.operation === '*',
    );
    const failure = this.all[index];
    if (failure === undefined) return undefined;
    const rest = failure.count > 1 ? [{ ...failure, count: failure.count - 1 }] : [];
    this.#rows.set(0, [...this.all.slice(0, index), ...rest, ...this.all.slice(index + 1)]);
    return failure.kind;
  }
}

interface WithFailures {
  readonly failures: ApiFailures;
}

/** The next `count` calls of an operation (`*`: of any) fail in this way. */
export const injectApiFailure = (world: WithFailures, failure: ApiFailure): void =>
  world.failures.inject(failure);

/** Ends injected failures of an operation before their count is used up. */
export const clearApiFailure = (world: WithFailures, operation: string, kind?: ApiFailureKind): void =>
  world.failures.clear(operation, kind);
