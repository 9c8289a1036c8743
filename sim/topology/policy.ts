/** Routing policy as a network file says it once parsed: route maps with the lists that they match by, inlined. */

export interface PrefixListEntry {
  readonly action: 'permit' | 'deny';
  readonly prefix: string;
  /** Lengths that match: `ge` to `le`; both absent: the prefix itself. */
  readonly ge?: number;
  readonly le?: number;
}

/** A list of patterns; the first that matches decides, and nothing matched is denied. */
export interface PatternEntry {
  readonly action: 'permit' | 'deny';
  /** AS path lists: a regular expression over the path as text, `_` any boundary. Community lists: a community, `*` in a place matches any number. */
  readonly pattern: string;
}

/** All that is given must match; a list of several values matches by any. */
export interface RouteMatch {
  readonly prefixList?: readonly PrefixListEntry[];
  readonly asPathList?: readonly PatternEntry[];
  readonly communityList?: readonly PatternEntry[];
  /** Neighbour (its address or router name) that sent the route. */
  readonly neighbor?: readonly string[];
  readonly med?: number;
  readonly localPreference?: number;
  readonly origin?: 'IGP' | 'EGP' | 'INCOMPLETE';
}

export interface RouteSet {
  /** Import only, never sent. */
  readonly weight?: number;
  readonly localPreference?: number;
  readonly med?: number;
  readonly origin?: 'IGP' | 'EGP' | 'INCOMPLETE';
  /** ASNs put before the path, first one first. */
  readonly prepend?: readonly number[];
  /** Replaces all communities; then `addCommunities` and `deleteCommunities` (patterns) apply. */
  readonly communities?: readonly string[];
  readonly addCommunities?: readonly string[];
  readonly deleteCommunities?: readonly string[];
  readonly nextHop?: string;
}

export interface RouteMapTerm {
  readonly match: RouteMatch;
  readonly set: RouteSet;
  /** `continue` applies `set` and goes on with the next term. */
  readonly action: 'accept' | 'reject' | 'continue';
}

/** What no term accepts is rejected. */
export interface RouteMapSpec {
  readonly terms: readonly RouteMapTerm[];
}
