/** What the two ends of a session do to a route on its way: into a path of the RIB, and out of it again. */
import { changed, type PathAttributes, wellKnown } from './rib/attributes.ts';
import { DEFAULT_LOCAL_PREFERENCE } from './rib/decision.ts';
import type { Nlri } from './rib/nlri.ts';
import { isOwn, type Path } from './rib/path.ts';

/** One end of a session, as far as policy asks. */
export interface SessionTerms {
  readonly localAsn: number;
  readonly internal: boolean;
  /** Own address on the session. */
  readonly localAddress: string;
  readonly nextHopSelf: boolean;
  /** Times the own ASN is put before the path once more. */
  readonly prepend: number;
  /** Own networks that this neighbour is told of. */
  readonly announces: (nlri: Nlri) => boolean;
}

/** Attributes as the RIB takes them in; undefined: the route is refused. */
export function importAttributes(
  { localAsn, internal }: SessionTerms,
  attributes: PathAttributes,
): PathAttributes | undefined {
  // A route with the own ASN in its path is a loop (RFC 4271 §9.1.2).
  if (attributes.asPath.includes(localAsn)) return undefined;
  // LOCAL_PREF from another AS is ignored (§5.1.5).
  const localPref = internal ? (attributes.localPref ?? DEFAULT_LOCAL_PREFERENCE) : DEFAULT_LOCAL_PREFERENCE;
  return changed(attributes, { localPref });
}

const forbidden = (internal: boolean, { communities }: PathAttributes): boolean =>
  communities.includes(wellKnown.noAdvertise) || (!internal && communities.includes(wellKnown.noExport));

/** What the other end is told of a path; undefined: nothing. */
export function exportAttributes(
  terms: SessionTerms,
  nlri: Nlri,
  path: Path,
  source: { readonly internal: boolean } | undefined,
): PathAttributes | undefined {
  const { localAsn, internal, localAddress, nextHopSelf, prepend } = terms;
  const { attributes } = path;
  if (isOwn(path) && !terms.announces(nlri)) return undefined;
  // What one internal neighbour said is not told another (RFC 4271 §9.2).
  if (internal && source?.internal === true) return undefined;
  if (forbidden(internal, attributes)) return undefined;
  if (internal)
    return changed(attributes, {
      localPref: attributes.localPref ?? DEFAULT_LOCAL_PREFERENCE,
      nextHop: nextHopSelf || attributes.nextHop === '' ? localAddress : attributes.nextHop,
    });
  const ownAsns = Array.from({ length: 1 + prepend }, () => localAsn);
  return changed(attributes, {
    asPath: [...ownAsns, ...attributes.asPath],
    nextHop: localAddress,
    localPref: undefined,
    // MED of another AS is not passed on (§5.1.4).
    med: isOwn(path) ? attributes.med : undefined,
  });
}

/** What AWS's end says of a route that its gateway announces. */
export const exportByAws = (
  { localAsn, localAddress }: SessionTerms,
  attributes: PathAttributes,
): PathAttributes => changed(attributes, { asPath: [localAsn, ...attributes.asPath], nextHop: localAddress });
