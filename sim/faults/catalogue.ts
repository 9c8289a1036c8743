/** Every fault there is. To add one: an object like these, and a line here. */
import { apiReplyLost, apiServerException, apiThrottling, statusUnavailable } from './api.ts';
import { bgpReset, wrongAddress, wrongAsn, wrongKey, wrongMtu, wrongVlan } from './configuration.ts';
import type { Fault } from './fault.ts';
import {
  deviceDown,
  fibreCut,
  lacpMemberLoss,
  lightDecay,
  routerLinkDown,
  silentLoss,
  vpnDown,
} from './links.ts';
import { malformedMessage } from './malformed.ts';
import { bgpProcessDown } from './processes.ts';

export const faults: readonly Fault[] = [
  fibreCut,
  silentLoss,
  lightDecay,
  lacpMemberLoss,
  deviceDown,
  routerLinkDown,
  vpnDown,
  bgpReset,
  wrongVlan,
  wrongAsn,
  wrongKey,
  wrongAddress,
  wrongMtu,
  malformedMessage,
  bgpProcessDown,
  apiServerException,
  apiThrottling,
  apiReplyLost,
  statusUnavailable,
];
