/** What a speaker tells the floor above a session, and how an end may stop. */
import type { Message } from './messages.ts';
import type { Open } from './rows.ts';
import type { Ending } from './vendors/profile.ts';

/** What leaves when an end stops: everything, a FIN only, nothing. */
export const mutes = { notify: 0, silent: 1, killed: 2 } as const;

/** What ended a session that ends without a NOTIFICATION; undefined: one is sent. */
export function unsaid(mute: number, isAws: boolean): string | undefined {
  if (mute === mutes.killed) return 'the BGP process died';
  if (mute !== mutes.silent) return undefined;
  return isAws ? 'AWS ended it silently' : 'the router went down';
}

/** What the speaker tells the floor above a session. */
export interface SpeakerEvents {
  /** What the OPEN of an endpoint says of graceful restart. */
  capability(endpoint: number): Open['restart'];
  /** What an expired hold timer does waits until the process wakes; false where it does not. */
  doze(endpoint: number): boolean;
  /** A message came: its process is awake. */
  woke(endpoint: number): void;
  established(endpoint: number, row: number): void;
  lost(endpoint: number, ending: Ending | 'died'): void;
  update(endpoint: number, message: Extract<Message, { type: 'UPDATE' }>): void;
}
