/** Rules as small named objects, and what those of AssociateVirtualInterface are about. */
import type { EntityId, VirtualInterface } from '../../topology/entities.ts';
import type { ApiWorld, Caller } from '../api-world.ts';
import type { ApiError } from '../errors.ts';

/** D documented, S seen in a published sample, A our assumption. */
export type Evidence = 'D' | 'S' | 'A';

export interface Rule<Subject> {
  readonly name: string;
  readonly doc: string;
  readonly tag: Evidence;
  /** The refusal, if any. Reads only. */
  check(subject: Subject): ApiError | undefined;
}

/** The request as it came. */
export interface Asked {
  readonly world: ApiWorld;
  readonly caller: Caller;
  readonly virtualInterfaceId: string;
  readonly connectionId: string;
}

/** The move that was asked for: both ends exist and the caller can see them. */
export interface Move {
  readonly world: ApiWorld;
  readonly caller: Caller;
  readonly vif: EntityId;
  readonly interface: VirtualInterface;
  readonly from: EntityId;
  readonly to: EntityId;
}

/** The refusal of the first rule that has one. */
export function firstRefusal<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
): ApiError | undefined {
  for (const rule of rules) {
    const refusal = rule.check(subject);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
