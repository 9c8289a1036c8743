/** Messages that break the rules, by what is wrong with them, and what a receiver can do about it. */
import { assumed, type Sourced } from '../../timing.ts';

/** In words, as traces and the manual have them. */
export const malformedKinds = {
  'header-marker': 'a header whose marker is not all ones',
  'header-length': 'a header with a length of 18',
  'header-type': 'a message of unknown type',
  'keepalive-length': 'a KEEPALIVE of 20 octets',
  'refresh-length': 'a ROUTE-REFRESH of the wrong length',
  'open-in-established': 'an OPEN in Established',
  'attribute-overrun': 'an UPDATE whose attributes are longer than it is',
  'withdrawn-overrun': 'an UPDATE whose withdrawn routes are longer than it is',
  'nlri-length': 'an UPDATE with an IPv4 prefix of length 33',
  'nlri-truncated': 'an UPDATE that ends within a prefix',
  'origin-flags': 'an UPDATE whose ORIGIN is flagged optional',
  'origin-value': 'an UPDATE with an ORIGIN of 5',
  'origin-length': 'an UPDATE with an ORIGIN of two octets',
  'origin-missing': 'an UPDATE without ORIGIN',
  'origin-twice': 'an UPDATE with two ORIGINs',
  'next-hop-missing': 'an UPDATE without NEXT_HOP',
  'next-hop-zero': 'an UPDATE with a NEXT_HOP of 0.0.0.0',
  'as-path-segment': 'an UPDATE with an AS_PATH segment of unknown type',
  'as-path-overrun': 'an UPDATE with an AS_PATH segment longer than the attribute',
  'as-path-empty': 'an UPDATE with an empty AS_PATH from another AS',
  'as-path-first': "an UPDATE whose AS_PATH does not begin with the sender's AS",
  'well-known-unknown': 'an UPDATE with an unknown attribute that is flagged well-known',
  'community-length': 'an UPDATE with COMMUNITIES of five octets',
} as const;
export type MalformedKind = keyof typeof malformedKinds;

const inOrder = (kind: string): kind is MalformedKind => kind in malformedKinds;
export const malformedKindNames: readonly MalformedKind[] = Object.keys(malformedKinds).filter(inOrder);

/** An UPDATE carries routes; the others none. */
export const carriesRoutes = (kind: MalformedKind): boolean => malformedKinds[kind].startsWith('an UPDATE');

export type Answer =
  /** The session ends with this NOTIFICATION. */
  | { readonly does: 'notify'; readonly code: number; readonly subcode: number }
  /** RFC 7606: its prefixes count as withdrawn, the session stays. */
  | { readonly does: 'treatAsWithdraw' }
  /** As if nothing was wrong with it: attribute discarded, value taken, message ignored. */
  | { readonly does: 'accept' }
  /** The connection closes without a word. */
  | { readonly does: 'close' };

export const notify = (code: number, subcode: number): Answer => ({ does: 'notify', code, subcode });
export const treatAsWithdraw: Answer = { does: 'treatAsWithdraw' };
export const accept: Answer = { does: 'accept' };
export const close: Answer = { does: 'close' };

export type Answers = Readonly<Record<MalformedKind, Answer>>;

/** RFC 4271 §6.1–6.3, 6608, 7313: every error ends the session. */
export const strict: Answers = {
  'header-marker': notify(1, 1),
  'header-length': notify(1, 2),
  'header-type': notify(1, 3),
  'keepalive-length': notify(1, 2),
  'refresh-length': notify(7, 1),
  'open-in-established': notify(5, 3),
  'attribute-overrun': notify(3, 1),
  'withdrawn-overrun': notify(3, 1),
  'nlri-length': notify(3, 10),
  'nlri-truncated': notify(3, 10),
  'origin-flags': notify(3, 4),
  'origin-value': notify(3, 6),
  'origin-length': notify(3, 5),
  'origin-missing': notify(3, 3),
  'origin-twice': notify(3, 1),
  'next-hop-missing': notify(3, 3),
  'next-hop-zero': notify(3, 8),
  'as-path-segment': notify(3, 11),
  'as-path-overrun': notify(3, 11),
  'as-path-empty': notify(3, 11),
  // "May" in §6.3.
  'as-path-first': accept,
  'well-known-unknown': notify(3, 2),
  'community-length': notify(3, 9),
};

/** RFC 7606: what can still be parsed costs its own routes only. */
export const revised: Answers = {
  ...strict,
  'attribute-overrun': treatAsWithdraw, // §4
  'origin-flags': treatAsWithdraw, // §3 c
  'origin-value': treatAsWithdraw, // §7.1
  'origin-length': treatAsWithdraw,
  'origin-missing': treatAsWithdraw, // §3 d
  'origin-twice': accept, // §3 g: all but the first are discarded
  'next-hop-missing': treatAsWithdraw,
  'next-hop-zero': treatAsWithdraw, // RFC 4271 §6.3: logged and ignored
  'as-path-segment': treatAsWithdraw, // §7.2
  'as-path-overrun': treatAsWithdraw,
  'as-path-empty': accept,
  'well-known-unknown': treatAsWithdraw, // §3 d does not name it: as the other errors of well-known attributes
  'community-length': treatAsWithdraw, // §7.8
};

type Sourcing = (value: Answer, source: string) => Sourced<Answer>;

/** All answers with one source; what is given beside stands as it is. */
export function answersFrom(
  answers: Answers,
  sourcing: Sourcing,
  source: string,
): Readonly<Record<MalformedKind, Sourced<Answer>>> {
  const entries = malformedKindNames.map((kind) => [kind, sourcing(answers[kind], source)] as const);
  return Object.fromEntries(entries) as Record<MalformedKind, Sourced<Answer>>; // one entry a name
}

/** The session stayed up. */
type Kept = 'kept';

/**
 * What a daemon did with each kind. Of a session that stayed up it was not looked at what became of the routes: that
 * they count as withdrawn where RFC 7606 says so is assumed.
 */
export function answersSeen(
  seen: Readonly<Record<MalformedKind, Answer | Kept>>,
  sourcing: Sourcing,
  source: string,
): Readonly<Record<MalformedKind, Sourced<Answer>>> {
  const entries = malformedKindNames.map((kind) => {
    const answer = seen[kind];
    if (answer !== 'kept') return [kind, sourcing(answer, source)] as const;
    if (!carriesRoutes(kind)) return [kind, sourcing(accept, source)] as const;
    const kept = revised[kind].does === 'treatAsWithdraw' ? treatAsWithdraw : accept;
    return [kind, assumed(kept, `${source}: the session stayed; of the routes, RFC 7606`)] as const;
  });
  return Object.fromEntries(entries) as Record<MalformedKind, Sourced<Answer>>; // one entry a name
}
