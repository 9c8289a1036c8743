/** A LACPDU as far as the machines read it (IEEE 802.1AX-2014 §6.4.2), packed into one number for the queue. */
import { type EntityId, entityId } from '../topology/entities.ts';

/** Actor state: what an end says of itself. */
export const SYNC = 1;
export const ACTIVE = 2;
export const SHORT = 4;
/** The partner information names the receiver: the sender knows whom it talks to. */
export const MATCH = 8;
/** Partner state, in the same order, shifted. */
const VIEW = 16;
const STATE = SYNC | ACTIVE | SHORT;
const BUNDLE = 128;

export interface Pdu {
  /** Aggregator of the sender: system and key in one. */
  readonly bundle: EntityId;
  readonly flags: number;
  /** What the sender last heard from its partner, as flags. */
  readonly view: number;
}

export const packPdu = ({ bundle, flags, view }: Pdu): number =>
  bundle * BUNDLE + (view & STATE) * VIEW + flags;

export const unpackPdu = (packed: number): Pdu => ({
  bundle: entityId(Math.floor(packed / BUNDLE)),
  flags: packed % VIEW,
  view: Math.floor((packed % BUNDLE) / VIEW),
});

/** Whether the sender's idea of its partner is not what the partner says of itself (update_NTT). */
export const isOutdated = ({ flags, view }: Pdu, own: number): boolean =>
  (flags & MATCH) === 0 || view !== (own & STATE);
