/**
 * Every duration that the simulation leans on: value (µs), source, confidence. A scenario may override any of
 * them; each report lists the assumed ones that were used. Nothing else in sim/ may hold a duration of AWS's.
 */
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

export type Confidence = 'documented' | 'measured' | 'assumed';

/** A value of any kind with where it is from. */
export interface Sourced<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly source: string;
}

const sourced =
  (confidence: Confidence) =>
  <const T>(value: T, source: string): Sourced<T> => ({ value, confidence, source });
/** Seen on the wire of the real thing. */
export const measured = sourced('measured');
/** In its documentation, or in its source code. */
export const documented = sourced('documented');
/** Neither: a guess that says why. */
export const assumed = sourced('assumed');

export interface Duration {
  readonly micros: number;
  readonly confidence: Confidence;
  /** Where the value is from, or why we assume it. */
  readonly source: string;
  /** A smaller value would let something feed itself without time passing; overrides stop here. */
  readonly leastMicros?: number;
}

export const durations = {
  /** AssociateVirtualInterface: acceptance until the new peer is configured on the target's device. */
  virtualInterfaceMigration: {
    micros: 30 * SECOND,
    confidence: 'assumed',
    source: 'AWS publishes no figure ("temporarily", "brief")',
  },
  /** The old peer entry stays listed as `deleting` this long. */
  oldPeerRemoval: {
    micros: 20 * SECOND,
    confidence: 'assumed',
    source: 'the CLI sample shows it once, without a time',
  },
  /** Create*VirtualInterface or Confirm*VirtualInterface until ready. */
  virtualInterfaceProvisioning: {
    micros: 5 * MINUTE,
    confidence: 'assumed',
    source: 'Terraform acceptance tests take 362–687 s in all',
  },
  /** CreateBGPPeer until `available`. */
  peerProvisioning: { micros: 60 * SECOND, confidence: 'assumed', source: 'no figure published' },
  /** DeleteBGPPeer and DeleteVirtualInterface until `deleted`. */
  deletion: { micros: 30 * SECOND, confidence: 'assumed', source: 'Terraform polls for up to 10 min' },
  /** A deleted virtual interface stays listed. */
  deletedVisibility: {
    micros: 15 * MINUTE,
    confidence: 'documented',
    source: 'API model, DescribeVirtualInterfaces',
  },
  /** Public virtual interfaces: verification of prefixes and ASN. */
  publicVerification: { micros: 60 * MINUTE, confidence: 'assumed', source: 'documented only as up to 72 h' },
  /** CreateConnection until the LOA is there. */
  loaIssue: { micros: 72 * 60 * MINUTE, confidence: 'documented', source: 'user guide: up to 72 h' },
  /** LOA, ConfirmConnection or CreateLag until the port is initialised. */
  connectionProvisioning: {
    micros: 60 * SECOND,
    confidence: 'assumed',
    source: 'Terraform test totals of 24–100 s',
  },
  /** AssociateConnectionWithLag, DisassociateConnectionFromLag: the port is reconfigured. */
  lagMembershipChange: { micros: 15 * SECOND, confidence: 'assumed', source: 'no figure published' },
  /** "transitioning state" after a membership change, in which a further change is refused. */
  lagTransition: {
    micros: 60 * SECOND,
    confidence: 'assumed',
    source: 'a Terraform PR shows the error, not its length',
  },
  /** AssociateHostedConnection: interruption of the hosted connection and its virtual interface. */
  hostedConnectionMigration: {
    micros: 30 * SECOND,
    confidence: 'assumed',
    source: 'AWS publishes no figure',
  },
  /** First jumbo virtual interface on a port: every virtual interface of the port is interrupted. */
  jumboPortUpgrade: { micros: 30 * SECOND, confidence: 'documented', source: 'user guide: up to 30 s' },
  /** UpdateVirtualInterfaceAttributes without a port upgrade: the interface itself. */
  mtuChange: { micros: 5 * SECOND, confidence: 'assumed', source: 'only the port upgrade has a figure' },
  gatewayAttachment: {
    micros: 60 * SECOND,
    confidence: 'assumed',
    source: 'part of the 362–687 s that creation takes',
  },
  gatewayCreation: {
    micros: 10 * SECOND,
    confidence: 'assumed',
    source: 'the CLI sample answers available at once',
  },
  /** A route learned on a session until gateway and VPC tables use it. */
  routeInstall: { micros: 3 * SECOND, confidence: 'assumed', source: 'no figure published' },
  /** A route lost with its session until gateway and VPC tables stop using it. */
  routeWithdrawal: { micros: 1 * SECOND, confidence: 'assumed', source: 'no figure published' },
  /** What the API reports lags what the wire does. */
  statusReporting: { micros: 2 * SECOND, confidence: 'assumed', source: 'no figure published' },
  /** Loss of light until the router or AWS acts on it. */
  linkDownReaction: {
    micros: 50_000,
    confidence: 'measured',
    source: '5–73 ms on BIRD and FRR (withdrawal after carrier loss)',
  },
  /** Light back until the port is up. */
  linkUpReaction: { micros: 1 * SECOND, confidence: 'assumed', source: 'typical debounce of a router port' },
  /** iBGP: a route on one customer router until the others use it. */
  internalRoute: {
    micros: 20_000,
    confidence: 'measured',
    source: 'BIRD sends its first UPDATE 20 ms after a change',
  },
  /** Between customer routers, on top of what a vendor gathers: at most; drawn for every UPDATE. */
  updateProcessing: {
    micros: 1_000,
    confidence: 'measured',
    source:
      'laboratory: GoBGP and OpenBGPD 0.5–0.6 ms after a change, BIRD 2.6–4.1 ms: a spread of about 1 ms',
  },
  /**
   * Whoever connects anew without a pause does so in its next turn: to a speaker that holds on to an old connection,
   * which refuses each new one as a collision, this goes on until its hold timer expires.
   */
  turnOfProcess: {
    micros: 20_000,
    confidence: 'measured',
    source: "laboratory: a turn of ExaBGP's reactor takes 0.5–52 ms",
  },
  /** AWS's end of every session. */
  awsHoldTime: {
    micros: 90 * SECOND,
    confidence: 'documented',
    source: 'user guide, quotas: hold timer default',
  },
  awsKeepalive: {
    micros: 30 * SECOND,
    confidence: 'documented',
    source: 'user guide, quotas: keepalive default',
  },
  awsBfdInterval: {
    micros: 300_000,
    confidence: 'documented',
    source: 'user guide: minimum BFD interval 300 ms',
  },
  /** AWS's end after too many prefixes, where `prefixLimitRecovery` is `retried`. */
  prefixLimitRetry: { micros: 5 * MINUTE, confidence: 'assumed', source: 'no figure published' },
  /** Site-to-Site VPN: silence until a tunnel is taken for dead. BGP in it has a hold time of its own. */
  vpnDeadPeerDetection: {
    micros: 30 * SECOND,
    confidence: 'documented',
    source: 'VPN user guide: DPD timeout 30 s by default',
  },
  idleHold: {
    micros: 1 * SECOND,
    confidence: 'measured',
    source: 'generic profile: FRR pauses 1 s, doubling to 120 s; sessions were back 0.85–1.1 s after a reset',
    leastMicros: 100_000,
  },
  connectRetry: {
    micros: 30 * SECOND,
    confidence: 'assumed',
    source: 'RFC 4271 suggests 120 s, daemons use 2–120 s',
    leastMicros: 100_000,
  },
} as const satisfies Readonly<Record<string, Duration>>;

export type DurationName = keyof typeof durations;

/** Choices that AWS does not publish and that are not a duration. */
export const choices = {
  /** How AWS ends the old session when a virtual interface moves. It dominates the outage. */
  oldPeerTeardown: {
    values: ['notify', 'silent'],
    value: 'notify',
    confidence: 'assumed',
    source: 'unpublished',
  },
  /** Whether a pending virtual interface may be moved, so that a failing move can be reversed. */
  movePending: {
    values: ['refused', 'allowed'],
    value: 'refused',
    confidence: 'assumed',
    source: 'unpublished',
  },
  /**
   * How AWS's end comes back after more prefixes than it takes: when the customer clears the session, or by itself
   * after `prefixLimitRetry`; either way it goes down again while there are too many.
   */
  prefixLimitRecovery: {
    values: ['cleared', 'retried'],
    value: 'cleared',
    confidence: 'assumed',
    source:
      'AWS says only that the session goes idle; its support has customers withdraw routes and clear it',
  },
  /**
   * An untagged route from a location of another Region than the sending one has a lower local preference than at
   * home; how it compares with one tagged 7224:7100.
   */
  untaggedRemoteRoute: {
    values: ['belowLow', 'asLow', 'aboveLow'],
    value: 'asLow',
    confidence: 'assumed',
    source: 'user guide: lower than at home; compared with 7224:7100 unpublished',
  },
  /** What a transit gateway does with a packet that is too big for the way on: an ICMP answer, or nothing. */
  transitGatewayOversize: {
    values: ['answered', 'silent'],
    value: 'answered',
    confidence: 'assumed',
    source: 'older gateways drop silently, newer ones answer; which one is in use is not published',
  },
} as const;

export type ChoiceName = keyof typeof choices;
