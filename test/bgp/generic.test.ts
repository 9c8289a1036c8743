/** What the engine emits, and where it leaves RFC 4271. */
import { describe, expect, test } from 'vitest';
import { genericDeviations } from '../../sim/bgp/generic-deviations.ts';
import { DAY, DELAY, established, MINUTE, Pair, SECOND } from './pair.ts';

const UP = 'Established Established';

/** Each shows that the engine does what its deviation says. */
const shown: Readonly<Record<string, () => void>> = {
  'idle-hold-on-every-way-to-idle': () => {
    // A NOTIFICATION received in Established damps nothing by the text.
    const pair = established({ timing: { idleHold: 5 * SECOND } });
    pair.at(MINUTE, () => pair.bgp.reset(pair.neighbor, 4)).run(2 * MINUTE);
    const idle = pair.when('bgp.state', 'Established → Idle', MINUTE, 'aws') ?? Number.NaN;
    expect(pair.when('bgp.state', 'Idle →', MINUTE, 'aws')).toBe(idle + 5 * SECOND);
  },
  'automatic-start': () => {
    const pair = established();
    pair.at(MINUTE, () => pair.bgp.reset(pair.peer, 4)).run(2 * MINUTE);
    expect(pair.states).toBe(UP);
  },
  'passive-after-refusal': () => {
    const pair = new Pair({ customer: { shutdown: true } }).run(MINUTE);
    const refused = pair.records('tcp.refused', 'aws')[0]?.at ?? Number.NaN;
    const next = pair.records('bgp.state', 'aws').filter(({ at }) => at >= refused);
    expect(next.slice(0, 2)).toMatchObject([
      { at: refused, words: 'Connect → Idle' },
      { at: refused, words: 'Idle → Active' },
    ]);
    expect(pair.when('bgp.state', 'Active → Connect', refused, 'aws')).toBeLessThanOrEqual(
      refused + 30 * SECOND,
    );
  },
  'analytic-connect-retry': () => {
    const pair = new Pair();
    pair.at(MINUTE, () => pair.cut()).run(DAY);
    expect(pair.states).toBe('Connect Connect');
    expect(pair.records('bgp.event').filter(({ words }) => words.startsWith('ConnectRetry'))).toEqual([]);
    expect(pair.kernel.queue.size).toBe(0);
    pair.at(DAY, () => pair.heal()).run(DAY + 40 * SECOND);
    expect(pair.states).toBe(UP);
  },
  'analytic-keepalive-and-hold': () => {
    const pair = established().run(10 * MINUTE);
    expect(pair.kernel.queue.size).toBe(0);
    pair.at(20 * MINUTE, () => pair.cut()).run(30 * MINUTE);
    expect(pair.records('bgp.event').some(({ words }) => words === 'hold timer expires')).toBe(true);
  },
  'interface-down-ends-session': () => {
    const pair = established();
    const interfaceUp = (up: boolean) => () =>
      pair.rewire((wire) => {
        wire.up.customer = up;
      });
    pair.at(MINUTE, interfaceUp(false));
    expect(pair.when('bgp.state', 'Established → Idle', MINUTE, 'customer')).toBe(MINUTE);
    expect(pair.state('aws')).toBe('Established');
  },
  'large-hold-refused-by-aws': () => {
    const zero = { holdMicros: 0 };
    const atAws = new Pair({ customer: { passive: true, ...zero } }).run(SECOND);
    expect(atAws.when('bgp.sent', '2/6', 0, 'aws')).toBeDefined();
    const atRouter = new Pair({ aws: zero, customer: { passive: true } }).run(SECOND);
    expect(atRouter.states).toBe(UP);
  },
  'identifier-by-rfc-6286': () => {
    expect(new Pair({ routerId: '240.0.0.1' }).run(SECOND).states).toBe(UP);
    expect(new Pair({ routerId: '0.0.0.0' }).run(10 * DELAY).when('bgp.sent', '2/3')).toBeDefined();
  },
};

describe('deviations of generic', () => {
  test('each is shown', () => {
    expect(Object.keys(shown)).toEqual(genericDeviations.map(({ id }) => id));
  });

  test.each(genericDeviations.map(({ id, here }) => ({ id, here })))('$id: $here', ({ id }) => {
    shown[id]?.();
  });
});

describe('the engine', () => {
  test('takes sessions through every state, on every way that generic knows', () => {
    const pairs = [
      new Pair().run(MINUTE),
      new Pair({ customer: { shutdown: true } }).run(5 * MINUTE),
      new Pair({ customer: { localAsn: 65009 } }).run(MINUTE),
      new Pair({ customer: { passive: true } }).at(DELAY, (pair) => pair.cut()).run(10 * MINUTE),
      new Pair({ customer: { passive: true } }).at(3 * DELAY, (pair) => pair.cut()).run(10 * MINUTE),
      new Pair({ customer: { passive: true } })
        .at(DELAY, (pair) => pair.cut())
        .at(SECOND, (pair) =>
          pair.rewire((wire) => {
            wire.up.customer = false;
          }),
        )
        .at(2 * SECOND, (pair) => pair.configure('customer', { shutdown: true })),
      established()
        .at(MINUTE, (pair) => pair.cut())
        .run(10 * MINUTE),
      established()
        .at(MINUTE, (pair) => pair.bgp.reset(pair.peer, 4))
        .run(10 * MINUTE),
    ];
    const moves = new Set(
      pairs.flatMap((pair) =>
        pair.records('bgp.state').map(({ words }) => words.replace(' (second connection)', '')),
      ),
    );
    expect([...moves].sort()).toEqual(
      [
        'Active → Connect', // ConnectRetryTimer_Expires
        'Active → Idle', // ManualStop
        'Active → OpenSent', // TcpConnectionConfirmed
        'Connect → Idle', // TcpConnectionFails: refused
        'Connect → OpenSent',
        'Established → Idle', // HoldTimer_Expires, AutomaticStop, NotifMsg
        'Idle → Active', // AutomaticStart_with_PassiveTcpEstablishment
        'Idle → Connect', // AutomaticStart
        'OpenConfirm → Established', // KeepAliveMsg
        'OpenConfirm → Idle', // OpenCollisionDump, HoldTimer_Expires
        'OpenSent → Active', // TcpConnectionFails
        'OpenSent → Idle', // BGPOpenMsgErr, HoldTimer_Expires
        'OpenSent → OpenConfirm', // BGPOpen
      ].sort(),
    );
  });
});
