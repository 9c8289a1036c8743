/** Faults of AWS's control plane: what a call meets, and what the API can still report. */
import type { ApiFailureKind } from '../directconnect/failures.ts';
import { type Fault, type FaultOption, NOTHING, numberOption, targetOf } from './fault.ts';

const times: FaultOption = {
  name: 'count',
  kind: 'int',
  min: 1,
  doc: 'Calls it befalls; default: all, while the fault lasts',
};
const EVERY_CALL = 1_000_000;

const apiFailure = (name: string, kind: ApiFailureKind, doc: string): Fault => ({
  name,
  targets: ['operation'],
  options: [times],
  doc,
  begin({ failures }, operation, options) {
    failures.inject({ operation, kind, count: numberOption(options, 'count', EVERY_CALL) });
    return NOTHING;
  },
  end: ({ failures }, operation) => failures.clear(operation, kind),
});

export const apiServerException = apiFailure(
  'api-server-exception',
  'serverError',
  'DirectConnectServerException; nothing is done',
);
export const apiThrottling = apiFailure(
  'api-throttling',
  'throttling',
  'ThrottlingException; nothing is done',
);
export const apiReplyLost = apiFailure(
  'api-reply-lost',
  'replyLost',
  'The call is accepted, its answer never arrives',
);

export const statusUnavailable: Fault = {
  name: 'status-unavailable',
  targets: ['device'],
  options: [],
  doc: 'What the API reports of what is on this device is `unknown`; traffic does not care',
  begin(world, target) {
    world.resources.setStatusAvailable(targetOf(world, target), false);
    return NOTHING;
  },
  end: (world, target) => world.resources.setStatusAvailable(targetOf(world, target), true),
};
