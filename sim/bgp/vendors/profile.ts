/**
 * What an implementation of BGP does where RFC 4271 leaves a choice, or does otherwise: one shape for all. Every value
 * says where it is from; `vendors.ts` has them without that, for the engine.
 */

import type { DurationName, Sourced } from '../../timing.ts';
import type { SessionConfig } from '../../topology/entities.ts';
import type { SessionDefaults } from '../../topology/session-defaults.ts';
import type { Unresolved, Vendor } from '../../topology/spec.ts';
import type { DecisionStep } from '../rib/decision.ts';
import type { Answer, MalformedKind } from './malformed.ts';

/** `aws` is AWS's end of every session; customer routers have the others. */
export type ProfileName = Vendor | 'aws';

/** µs, or a duration of `sim/timing.ts`, which a scenario can change. */
export type Span = number | DurationName;

/** How a session ended, or an attempt to make one. */
export const endings = [
  /** A NOTIFICATION was sent on an error of the other end, hold timer aside. */
  'errorSent',
  'holdExpired',
  /** A NOTIFICATION came, other than Cease. */
  'errorReceived',
  'ceaseReceived',
  /** The TCP connection ended without a NOTIFICATION. */
  'connectionLost',
  /** A connection was refused; if it is no failure, the end listens for a while (`refusedRetryMicros`). */
  'connectionRefused',
  /** The interface lost its carrier, or its own operator shut it. */
  'interfaceDown',
  'interfaceShut',
  /** This end's operator reset the session (6/4). */
  'reset',
  /** This end was configured otherwise. */
  'reconfigured',
  'bfdDown',
  /** This end was told of more prefixes than it takes (6/1). */
  'overLimit',
] as const;
export type Ending = (typeof endings)[number];

export interface TimerRules extends SessionDefaults {
  /** KEEPALIVEs follow each other after this share of the interval to all of it (RFC 4271 §10: 75 %). */
  readonly keepaliveLeastPercent: Sourced<number>;
  /** The clock that KEEPALIVEs are sent by is this coarse, so that the gap varies by as much. */
  readonly keepaliveGrainMicros: Sourced<number>;
  /** The hold timer is set to this share of the hold time to all of it. */
  readonly holdLeastPercent: Sourced<number>;
  /** The hold timer is looked at this rarely: it expires up to so much late. */
  readonly holdPollMicros: Sourced<number>;
  /**
   * Work that a timer leaves to be done waits until the process wakes: for a message, for another timer, or after so
   * long. 0: nothing waits.
   */
  readonly wakeMicros: Sourced<number>;
  /** What of an expired hold timer waits so: the end of the session, or only what becomes of its routes. */
  readonly wakeEnds: Sourced<'session' | 'routes'>;
  /** Too many prefixes are dealt with by a timer. */
  readonly limitByTimer: Sourced<boolean>;
  /** The negotiated hold time is in force from the OPEN on; otherwise the large one still is until Established. */
  readonly holdRunsFromOpen: Sourced<boolean>;
  /** A hold time below is answered with 2/6. */
  readonly shortestHoldMicros: Sourced<number>;
  readonly acceptsZeroHold: Sourced<boolean>;
}

export interface ConnectRules {
  /** In Idle before the very first start. */
  readonly startMicros: Sourced<number>;
  /** It listens this long (Active) before it opens a connection itself. */
  readonly connectDelayMicros: Sourced<number>;
  /** The same after a refused connection. */
  readonly refusedRetryMicros: Sourced<Span>;
  /** ConnectRetryTime. */
  readonly connectRetryMicros: Sourced<Span>;
  /** All of these are this share of their value to all of it. */
  readonly connectLeastPercent: Sourced<number>;
  /** A passive neighbour never opens a connection; by RFC 4271 it does when ConnectRetryTimer expires. */
  readonly passiveStays: Sourced<boolean>;
  /** It takes connections where it is not told to be passive, too. */
  readonly listens: Sourced<boolean>;
  /** A changed key is for connections that it opens itself; the listening socket has the one it began with. */
  readonly keepsListeningKey: Sourced<boolean>;
}

/** The pause in Idle. It grows with failures in a row; what is no failure by `failures` ends the row. */
export interface IdleHoldRules {
  readonly failures: Sourced<readonly Ending[]>;
  readonly firstMicros: Sourced<Span>;
  /** Each pause in percent of the last one, and so much more; in whole grains. */
  readonly growthPercent: Sourced<number>;
  readonly growthMicros: Sourced<number>;
  readonly grainMicros: Sourced<number>;
  readonly mostMicros: Sourced<number>;
  /** After an ending that is no failure. */
  readonly restMicros: Sourced<number>;
  /** Of those the ones without a pause. */
  readonly atOnceAfter: Sourced<readonly Ending[]>;
  /** Every pause is this share of its length to all of it. */
  readonly leastPercent: Sourced<number>;
  /** What ends a row of failures: a session that came up, or this long without one. */
  readonly forgottenAfter: Sourced<'established' | number>;
  /** The pause begins when the interface is up, not before. */
  readonly waitsForInterface: Sourced<boolean>;
  /** A connection that comes in during the pause is taken; by RFC 4271 Idle refuses it. */
  readonly acceptsInPause: Sourced<boolean>;
}

export interface InterfaceRules {
  /** An interface that goes down ends the external sessions over it at once ("fast external failover"). */
  readonly endsSession: Sourced<boolean>;
}

/** When changes of routes leave in UPDATEs. */
export interface UpdateRules {
  /** The first one waits for the process to wake, see `wakeMicros`. */
  readonly firstAwaitsWake: Sourced<boolean>;
  /** After Established until the first one. */
  readonly firstMicros: Sourced<number>;
  /** After a change until the next one; where internal peers differ, each apart. */
  readonly laterMicros: Sourced<number | { readonly external: number; readonly internal: Span }>;
  /** More for each peer, on the first one; together at most `mostMicros`. */
  readonly perPeerMicros: Sourced<number>;
  readonly mostMicros: Sourced<number>;
  /** MinRouteAdvertisementIntervalTimer (RFC 4271 §9.2.1.1), to external and internal peers. */
  readonly mraiExternalMicros: Sourced<number>;
  readonly mraiInternalMicros: Sourced<number>;
}

/** Unless configured otherwise (RFC 4724, 8538, 9494). */
export interface GracefulRestartRules {
  readonly advertised: Sourced<'off' | 'helper' | 'restarting'>;
  /** Restart time: how long a helper keeps routes when the other end named none. */
  readonly restartMicros: Sourced<number>;
  /**
   * Whether routes of a peer that can restart are kept when its hold timer expires (`longLived`: if both ends announced
   * long-lived graceful restart, RFC 9494), a NOTIFICATION comes, BFD is down.
   */
  readonly onHoldExpiry: Sourced<boolean | 'longLived'>;
  readonly onNotification: Sourced<boolean>;
  readonly onBfdDown: Sourced<boolean>;
  /** It announces long-lived graceful restart unless graceful restart is configured. */
  readonly announcesLongLived: Sourced<boolean>;
  /** Long-lived graceful restart; 0: none. */
  readonly longLivedMicros: Sourced<number>;
  /** Subcode of the Cease when the process is told to end; `silent`: the connection just closes. */
  readonly onShutdown: Sourced<number | 'silent'>;
}

/** Members of a session's configuration whose change may reset it; of several the first that does counts. */
export const resettingMembers = [
  'remoteAddress',
  'remoteAsn',
  'localAsn',
  'authKey',
  'holdMicros',
  'keepaliveMicros',
  'bfd',
  'passive',
] as const satisfies readonly (keyof SessionConfig)[];
export type ResettingMember = (typeof resettingMembers)[number];

/** The subcode of the Cease with which a change resets the session; `none`: the session stays. */
export type ResetRules = Readonly<Record<ResettingMember, Sourced<number | 'none'>>>;

/** What an implementation does with policies that others do otherwise. */
export interface PolicyRules {
  /** `allPrivate`: private ASNs are removed from paths of nothing else; `every`: from all paths. */
  readonly removesPrivateAs: Sourced<'allPrivate' | 'every'>;
  /** A route with NO_EXPORT stays in the AS (RFC 1997). */
  readonly obeysNoExport: Sourced<boolean>;
  /** A reflector takes no route that has been through its cluster (RFC 4456 §8). */
  readonly refusesOwnCluster: Sourced<boolean>;
  /** `allowasIn` is a number; otherwise, where it is set, the own ASN may be in a path any number of times. */
  readonly countsOwnAs: Sourced<boolean>;
}

export interface VendorDecision {
  readonly steps: Sourced<readonly DecisionStep[]>;
  readonly alwaysCompareMed: Sourced<boolean>;
  readonly missingMedAsWorst: Sourced<boolean>;
  /** Multipath: paths of equal length are enough, their ASNs may differ. */
  readonly multipathRelax: Sourced<boolean>;
  readonly maximumPaths: Sourced<number>;
  readonly maximumPathsInternal: Sourced<number>;
  /** Paths whose next hop nothing leads to: no candidates, the last choice, or candidates like any other. */
  readonly unresolved: Sourced<Unresolved>;
}

export interface VendorProfile {
  readonly name: ProfileName;
  /** What was looked at. */
  readonly title: string;
  readonly timers: TimerRules;
  readonly connect: ConnectRules;
  readonly idleHold: IdleHoldRules;
  readonly interface: InterfaceRules;
  readonly updates: UpdateRules;
  readonly gracefulRestart: GracefulRestartRules;
  readonly resets: ResetRules;
  readonly policy: PolicyRules;
  readonly decision: VendorDecision;
  readonly malformed: Readonly<Record<MalformedKind, Sourced<Answer>>>;
}
