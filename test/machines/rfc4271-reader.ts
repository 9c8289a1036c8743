import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { ActionOf } from '../../machines/chart.ts';
import { rfc4271Events } from './rfc4271-events.ts';
import { rfc4271 } from './rfc4271-table.ts';

export type Action = ActionOf<typeof bgpPeer>;

/** The attributes and facts on which the RFC's cells depend. */
export const attributes = [
  'dampPeerOscillations',
  'delayOpen',
  'delayOpenTimerRunning',
  'sendNotificationWithoutOpen',
  'holdTimeNonZero',
  'losesCollision',
  'collisionDetectEstablishedState',
] as const;
export type Attribute = (typeof attributes)[number];
export type Valuation = Readonly<Record<Attribute, boolean>>;

/** All 128 ways in which the attributes can be set. */
export const valuations: readonly Valuation[] = Array.from(
  { length: 2 << (attributes.length - 1) },
  (_, bits) => {
    const is = (name: Attribute) => ((bits >> attributes.indexOf(name)) & 1) === 1;
    return {
      dampPeerOscillations: is('dampPeerOscillations'),
      delayOpen: is('delayOpen'),
      delayOpenTimerRunning: is('delayOpenTimerRunning'),
      sendNotificationWithoutOpen: is('sendNotificationWithoutOpen'),
      holdTimeNonZero: is('holdTimeNonZero'),
      losesCollision: is('losesCollision'),
      collisionDetectEstablishedState: is('collisionDetectEstablishedState'),
    };
  },
);

export interface Alternative {
  readonly conditions: readonly { readonly attribute: Attribute; readonly is: boolean }[];
  readonly next: string;
  readonly terms: readonly string[];
}

/** The alternatives of one cell in the order of the table. */
export function alternativesOf(state: string, event: string): readonly Alternative[] {
  const number = rfc4271Events.indexOf(event) + 1;
  return (rfc4271[state] ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([range = '']) => includes(range, number))
    .map((words) => {
      const conditions = words.filter((word) => word.endsWith('?')).map(conditionOf);
      const [next = '', ...terms] = words.slice(1 + conditions.length);
      return { conditions, next, terms };
    });
}

function includes(range: string, number: number): boolean {
  const [first, last = first] = range.split('-').map(Number);
  return first !== undefined && last !== undefined && first <= number && number <= last;
}

/** The first alternative that applies. */
export function expected(state: string, event: string, valuation: Valuation): Alternative {
  const found = alternativesOf(state, event).find(({ conditions }) =>
    conditions.every(({ attribute, is }) => valuation[attribute] === is),
  );
  if (found === undefined) throw new Error(`the table has no line for ${state}/${event}`);
  return found;
}

function conditionOf(word: string): Alternative['conditions'][number] {
  const name = word.replace(/[!?]/g, '');
  const attribute = attributes.find((each) => each === name);
  if (attribute === undefined) throw new Error(`no attribute "${name}"`);
  return { attribute, is: !word.startsWith('!') };
}

/** What each term of the table is called in the chart. */
export const actionOfTerm: Readonly<Record<string, Action>> = {
  init: 'initializeResources',
  release: 'releaseResources',
  complete: 'completeInitialization',
  initiate: 'initiateTcpConnection',
  listen: 'listenForTcpConnection',
  drop: 'dropTcpConnection',
  process: 'processTcpConnection',
  reject: 'rejectTcpConnection',
  track: 'trackSecondConnection',
  collide: 'checkCollision',
  'crt=start': 'startConnectRetryTimer',
  'crt=restart': 'restartConnectRetryTimer',
  'crt=0': 'stopConnectRetryTimer',
  'dot=start': 'startDelayOpenTimer',
  'dot=0': 'stopDelayOpenTimer',
  'ht=large': 'setLargeHoldTimer',
  'ht=negotiated': 'startHoldTimer',
  'ht=restart': 'restartHoldTimer',
  'ht=0': 'stopHoldTimer',
  'kt=start': 'startKeepaliveTimer',
  'kt=restart': 'restartKeepaliveTimer',
  'kt=0': 'stopKeepaliveTimer',
  'c=0': 'zeroConnectRetryCounter',
  'c+1': 'incrementConnectRetryCounter',
  OPEN: 'sendOpen',
  KEEPALIVE: 'sendKeepalive',
  'n=header': 'sendNotificationHeaderError',
  'n=open': 'sendNotificationOpenError',
  'n=3': 'sendNotificationUpdateError',
  'n=4': 'sendNotificationHoldTimerExpired',
  'n=5/1': 'sendNotificationFsmErrorInOpenSent',
  'n=5/2': 'sendNotificationFsmErrorInOpenConfirm',
  'n=5/3': 'sendNotificationFsmErrorInEstablished',
  'n=6': 'sendNotificationCease',
  'n=6/7': 'sendNotificationCollision',
  damp: 'dampPeerOscillations',
  routes: 'deleteRoutes',
  update: 'processUpdate',
  up: 'sessionEstablished',
};
