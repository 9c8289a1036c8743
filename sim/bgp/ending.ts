/** How a session ended, in the words of vendors' profiles, from the event that took it to Idle. */
import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { EventOf } from '../../machines/chart.ts';
import type { Ending } from './vendors/profile.ts';

/** What stood when the event came. */
export interface Circumstances {
  readonly interface: 'up' | 'down' | 'shut';
  readonly refused: boolean;
  /** Of the NOTIFICATION that came last: code × 256 + subcode. */
  readonly notified: number;
  /** Subcode of the own Cease. */
  readonly cease: number;
}

const CEASE = 6;
const MAXIMUM_PREFIXES = 1;
const ADMINISTRATIVE_RESET = 4;
const BFD_DOWN = 10;

export function endingOf(event: EventOf<typeof bgpPeer>, circumstances: Circumstances): Ending {
  switch (event) {
    case 'HoldTimer_Expires':
      return 'holdExpired';
    case 'NotifMsg':
    case 'NotifMsgVerErr':
      return Math.floor(circumstances.notified / 256) === CEASE ? 'ceaseReceived' : 'errorReceived';
    case 'TcpConnectionFails':
      return byInterface(circumstances);
    case 'ManualStop':
    case 'AutomaticStop':
      return byCease(circumstances.cease);
    case 'OpenCollisionDump':
      return 'reconfigured';
    default:
      return 'errorSent';
  }
}

function byInterface({ interface: itf, refused }: Circumstances): Ending {
  if (itf === 'up') return refused ? 'connectionRefused' : 'connectionLost';
  return itf === 'shut' ? 'interfaceShut' : 'interfaceDown';
}

function byCease(subcode: number): Ending {
  if (subcode === BFD_DOWN) return 'bfdDown';
  if (subcode === MAXIMUM_PREFIXES) return 'overLimit';
  return subcode === ADMINISTRATIVE_RESET ? 'reset' : 'reconfigured';
}
