/**
 * The laboratory's own description of a small network, known to no daemon and not to dxdrill: every oracle and the
 * simulator get a translation of it.
 */

export const daemonNames = ['frr', 'bird', 'gobgp', 'openbgpd', 'exabgp'] as const;
export type DaemonName = (typeof daemonNames)[number];

export interface LabNetwork {
  readonly routers: Readonly<Record<string, LabRouter>>;
  /** Cables between two routers. Link i has the subnet 10.254.i.0/30; its first router has the lower address. */
  readonly links: readonly (readonly [string, string])[];
}

export interface LabRouter {
  readonly daemon: DaemonName;
  readonly asn: number;
  readonly routerId: string;
  /** Originated here. */
  readonly networks?: readonly string[];
  /** By the neighbour's name; `name#2` is the session over the second link to it. */
  readonly neighbors: Readonly<Record<string, LabNeighbor>>;
  readonly decision?: LabDecision;
  /** Of a route reflector; default its router id. */
  readonly clusterId?: string;
  /** What its interior routing knows: how far the subnet of a link is, and by which neighbour. */
  readonly interior?: readonly InteriorRoute[];
  /** Started once all others have converged. */
  readonly late?: boolean;
  /** It connects without waiting first, where its daemon can be told so: for cases in which time does not matter. */
  readonly hurried?: boolean;
}

export interface InteriorRoute {
  /** Index of the link whose subnet it leads to. */
  readonly link: number;
  readonly via: string;
  readonly metric: number;
}

export interface LabDecision {
  readonly alwaysCompareMed?: boolean;
  readonly missingMedAsWorst?: boolean;
  readonly compareRouterId?: boolean;
  readonly maximumPaths?: number;
  readonly maximumPathsInternal?: number;
}

/** Absent members are what the daemon does when nobody says anything: that is what profiles are about. */
export interface LabNeighbor {
  readonly holdSeconds?: number;
  readonly keepaliveSeconds?: number;
  readonly bfd?: { readonly intervalMillis: number; readonly multiplier: number };
  readonly gracefulRestart?: 'off' | 'helper' | { readonly restartSeconds: number };
  readonly password?: string;
  readonly maximumPrefixes?: number;
  readonly import?: readonly LabTerm[];
  readonly export?: readonly LabTerm[];
  readonly weight?: number;
  readonly allowasIn?: number;
  readonly removePrivateAs?: boolean;
  readonly defaultOriginate?: boolean;
  readonly nextHopSelf?: boolean;
  /** The neighbour is a client of this route reflector. */
  readonly client?: boolean;
  readonly shutdown?: boolean;
}

export type LabOrigin = 'IGP' | 'EGP' | 'INCOMPLETE';

/** Terms are tried in order; what none accepts is rejected. No terms at all: everything passes. */
export interface LabTerm {
  readonly match?: {
    readonly prefixes?: readonly LabPrefixRange[];
    /** Any of them. */
    readonly communities?: readonly string[];
    /** The path holds this ASN. */
    readonly asPathHas?: number;
  };
  readonly set?: LabSet;
  readonly action: 'accept' | 'reject' | 'continue';
}

export interface LabPrefixRange {
  readonly prefix: string;
  readonly ge?: number;
  readonly le?: number;
}

export interface LabSet {
  readonly localPreference?: number;
  readonly med?: number;
  readonly origin?: LabOrigin;
  readonly prepend?: readonly number[];
  readonly addCommunities?: readonly string[];
}

/** Names of communities as descriptions and FRR have them (RFC 1997, RFC 8326). */
export const wellKnownCommunities: Readonly<Record<string, string>> = {
  'no-export': '65535:65281',
  'no-advertise': '65535:65282',
  'graceful-shutdown': '65535:0',
};
