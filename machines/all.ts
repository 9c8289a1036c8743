import { bfdSession } from './bfd-session.ts';
import { bgpPeer } from './bgp-peer.ts';
import { connection } from './connection.ts';
import { failoverTest } from './failover-test.ts';
import { gatewayAttachment } from './gateway-attachment.ts';
import { lacpPort } from './lacp-port.ts';
import { lag } from './lag.ts';
import { peering } from './peering.ts';
import { virtualInterface } from './virtual-interface.ts';

/** Every chart of the program, in the order of the manual: help, docs and `dxdrill machine` read this list. */
export const charts = [
  connection,
  lag,
  lacpPort,
  virtualInterface,
  peering,
  bgpPeer,
  bfdSession,
  gatewayAttachment,
  failoverTest,
] as const;
