/** Where the profile `generic` leaves RFC 4271. The chart itself is faithful; these are choices of the engine around it. */

export interface GenericDeviation {
  readonly id: string;
  readonly rfc: string;
  readonly here: string;
  readonly why: string;
}

export const genericDeviations: readonly GenericDeviation[] = [
  {
    id: 'idle-hold-on-every-way-to-idle',
    rfc: 'IdleHoldTimer belongs to DampPeerOscillations and damps only some ways into Idle (§8.1.1, §8.2.2).',
    here: 'An endpoint that runs and has no row outside Idle pauses: 1 s, doubling to 120 s with each failure in a row.',
    why: 'Every daemon measured pauses and doubles, or pauses for a fixed time; none stays down.',
  },
  {
    id: 'automatic-start',
    rfc: 'A peer in Idle stays there until an operator or AllowAutomaticStart starts it (§8.1.2).',
    here: 'The end of the pause is an AutomaticStart.',
    why: 'Strictly by the text nobody retries after a refused connection.',
  },
  {
    id: 'passive-after-refusal',
    rfc: 'Connect goes to Idle on a refused connection (event 18 without DelayOpen).',
    here: 'It goes there for no time, and starts in its passive form: it listens for one ConnectRetryTimer.',
    why: 'All daemons go to Active; two speakers that are Idle at alternating times would refuse each other for ever.',
  },
  {
    id: 'analytic-connect-retry',
    rfc: 'In Connect, ConnectRetryTimer expires, drops the attempt and begins another one.',
    here: 'The state does not change and no event occurs; the SYN that gets through is the one that would have.',
    why: 'An unreachable peer costs no events.',
  },
  {
    id: 'analytic-keepalive-and-hold',
    rfc: 'In Established, KeepaliveTimer and HoldTimer are events that restart with every message.',
    here: 'Neither occurs while KEEPALIVEs arrive; HoldTimer_Expires does when they stop.',
    why: 'A quiet month costs nothing.',
  },
  {
    id: 'interface-down-ends-session',
    rfc: 'Silent: TCP outlives an interface that goes down.',
    here: 'An end whose own interface goes down has TcpConnectionFails at once, and connects anew when it comes up.',
    why: 'Routers do so for directly connected external peers; measured: 5–73 ms.',
  },
  {
    id: 'large-hold-refused-by-aws',
    rfc: 'A hold time of 0 is acceptable (§4.2).',
    here: "AWS's end answers it with 2/6; the router's end accepts it.",
    why: 'AWS user guide, BGP settings: at least 3 s, 0 refused.',
  },
  {
    id: 'identifier-by-rfc-6286',
    rfc: 'The identifier must be a valid unicast host address (§6.2).',
    here: 'Anything but zero, and within one AS not the own one.',
    why: 'RFC 6286, as all daemons measured.',
  },
];
