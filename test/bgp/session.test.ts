import { describe, expect, test } from 'vitest';
import { DAY, DELAY, established, MINUTE, Pair, SECOND } from './pair.ts';

const UP = 'Established Established';

describe('establishment', () => {
  test('takes an OPEN and a KEEPALIVE from each end, and two ways over the wire more', () => {
    const pair = new Pair({ customer: { passive: true } }).run(SECOND);
    expect(pair.states).toBe(UP);
    const words = pair.records('bgp.state', 'aws').map((record) => record.words);
    expect(words).toEqual([
      'Idle → Connect',
      'Connect → OpenSent',
      'OpenSent → OpenConfirm',
      'OpenConfirm → Established',
    ]);
    expect(pair.records('bgp.state', 'customer')[0]?.words).toBe('Idle → Active');
    // SYN, SYN-ACK with the first OPEN behind it, OPEN back, KEEPALIVE.
    expect(pair.when('bgp.state', '→ Established', 0, 'aws')).toBe(4 * DELAY);
  });

  test('from both ends at once leaves one connection, the same at both ends: the one of the higher identifier', () => {
    // AWS's identifiers are in 52.93.0.0/16: above 10.0.0.1, below 192.0.2.1.
    const opener = (routerId: string) => {
      const pair = new Pair({ routerId }).run(SECOND);
      expect(pair.states).toBe(UP);
      expect(pair.records('bgp.sent').filter(({ words }) => words.includes('6/7')).length).toBeGreaterThan(0);
      const [up] = pair.records('bgp.state', 'aws').filter(({ words }) => words.includes('→ Established'));
      expect(up).toBeDefined();
      expect(pair.bgp.lastError(pair.peer)).toBe('');
      // Row 0 of an endpoint connects, so the row that is up tells who opened.
      const record = [...pair.kernel.trace].findLast(
        ({ entity, detail }) => entity === pair.peer && (detail ?? '').includes('→ Established'),
      );
      return record?.a === 0 ? 'aws' : 'customer';
    };
    expect(opener('10.0.0.1')).toBe('aws');
    expect(opener('192.0.2.1')).toBe('customer');
  });

  test('is stable: nothing happens after a collision', () => {
    // Ten minutes: until the timers that were cancelled on the way have come up and been dropped.
    const pair = new Pair().run(10 * MINUTE);
    const { steps } = pair;
    pair.run(DAY);
    expect(pair.steps).toBe(steps);
  });
});

describe('an OPEN', () => {
  test.each([
    { code: '2/2', what: 'another AS at the customer', customer: { localAsn: 65009 } },
    { code: '2/6', what: 'hold time 0', customer: { holdMicros: 0 } },
    { code: '2/6', what: 'a hold time under 3 s', customer: { holdMicros: 2 * SECOND } },
  ])('with $what is answered by AWS with $code', ({ code, customer }) => {
    const pair = new Pair({ customer: { passive: true, ...customer } }).run(100 * 1000);
    expect(pair.when('bgp.sent', `NOTIFICATION ${code}`, 0, 'aws')).toBeDefined();
    expect(pair.bgp.lastError(pair.neighbor)).toContain(code);
    expect(pair.bgp.established(pair.peer)).toBe(false);
  });

  test('without an identifier is answered with 2/3', () => {
    const pair = new Pair({ routerId: '0.0.0.0', customer: { passive: true } }).run(100 * 1000);
    expect(pair.when('bgp.sent', 'NOTIFICATION 2/3', 0, 'aws')).toBeDefined();
  });

  test('with the identifier of the other end is no error between two AS, nor with one that is not unicast', () => {
    // RFC 6286: AWS makes its identifier from the name of the virtual interface, so look it up first.
    const { topology, peer } = new Pair();
    const low = (topology.key(topology.only(peer, 'partOf')).low >>> 16) & 0xffff;
    const routerId = `52.93.${low >>> 8}.${low & 255}`;
    expect(new Pair({ routerId }).run(SECOND).states).toBe(UP);
    expect(new Pair({ routerId: '240.0.0.1' }).run(SECOND).states).toBe(UP);
  });

  test('is refused for good until it is put right; the pauses double', () => {
    const pair = new Pair({
      customer: { passive: true, localAsn: 65009 },
      timing: { idleHold: 4 * SECOND },
    }).run(MINUTE);
    const starts = pair
      .records('bgp.state', 'aws')
      .filter(({ words }) => words === 'Idle → Connect')
      .map(({ at }) => at);
    const pauses = pair
      .records('bgp.state', 'aws')
      .filter(({ words }) => words.endsWith('→ Idle'))
      .map(({ at }, index) => (starts[index + 1] ?? Number.POSITIVE_INFINITY) - at)
      .filter(Number.isFinite);
    expect(pauses.slice(0, 3)).toEqual([4 * SECOND, 8 * SECOND, 16 * SECOND]);
    pair.at(MINUTE, () => pair.configure('customer', { localAsn: 65001 }));
    // The operator's change begins anew at the router's end; AWS's pause is the one to wait for.
    pair.run(MINUTE + 40 * SECOND);
    expect(pair.states).toBe(UP);
  });
});

describe('the hold time', () => {
  test('is the smaller of both; the KEEPALIVE interval stays local, at most a third', () => {
    const pair = established({
      aws: { holdMicros: 90 * SECOND, keepaliveMicros: 30 * SECOND },
      customer: { holdMicros: 12 * SECOND, keepaliveMicros: SECOND },
    });
    pair.at(MINUTE, () => pair.cut());
    pair.run(2 * MINUTE);
    const [aws, customer] = [
      pair.when('bgp.event', 'hold', 0, 'aws'),
      pair.when('bgp.event', 'hold', 0, 'customer'),
    ];
    // The router sends every second, AWS every 4: AWS heard it within the last second, the router within four.
    expect(aws).toBeGreaterThan(MINUTE + 11 * SECOND);
    expect(aws).toBeLessThanOrEqual(MINUTE + 12 * SECOND + DELAY);
    expect(customer).toBeGreaterThan(MINUTE + 8 * SECOND - SECOND);
    expect(customer).toBeLessThanOrEqual(MINUTE + 12 * SECOND + DELAY);
  });

  test('of the router that is 0 would be its own choice: only AWS refuses', () => {
    const pair = new Pair({
      aws: { holdMicros: 0 },
      customer: { passive: true },
    }).run(SECOND);
    expect(pair.when('bgp.sent', '2/6', 0, 'customer')).toBeUndefined();
    pair.at(MINUTE, () => pair.cut()).run(DAY);
    // Without a hold time nobody notices.
    expect(pair.states).toBe(UP);
  });
});

describe('MD5', () => {
  test('with different keys is silence: neither end hears or refuses anything', () => {
    const pair = new Pair({ customer: { authKey: 'another-key' } }).run(DAY);
    expect(pair.states).toBe('Connect Connect');
    expect(pair.records('bgp.sent')).toEqual([]);
    expect(pair.records('tcp.refused')).toEqual([]);
    expect(pair.bgp.waitingFor(pair.peer)).toContain('MD5');
    expect(pair.kernel.queue.size).toBe(0);
  });

  test('changed and changed back: the session is reset once, and comes back with the next SYN', () => {
    const pair = established();
    pair.at(MINUTE, () => pair.configure('customer', { authKey: 'another-key' }));
    expect(pair.when('bgp.sent', '6/6', MINUTE, 'customer')).toBe(MINUTE);
    pair.run(2 * MINUTE);
    expect(pair.bgp.established(pair.peer)).toBe(false);
    pair.at(2 * MINUTE, () => pair.configure('customer', { authKey: 'secret-key' }));
    pair.run(2 * MINUTE + 40 * SECOND);
    expect(pair.states).toBe(UP);
  });
});

describe('a neighbour that is shut', () => {
  test('sends 6/2, refuses connections, and is back soon after it is enabled', () => {
    const pair = established({ customer: { passive: false } });
    pair.at(MINUTE, () => pair.configure('customer', { shutdown: true }));
    expect(pair.when('bgp.sent', '6/2', MINUTE, 'customer')).toBe(MINUTE);
    pair.run(5 * MINUTE);
    expect(pair.records('tcp.refused', 'aws').length).toBeGreaterThan(0);
    expect(pair.state('customer')).toBe('Idle');
    pair.at(5 * MINUTE, () => pair.configure('customer', { shutdown: false })).run(5 * MINUTE + SECOND);
    // AWS listens between its attempts, so the router's own attempt gets through.
    expect(pair.states).toBe(UP);
  });
});

describe('a cut', () => {
  test('shorter than the gap between two KEEPALIVEs costs nothing', () => {
    const pair = established();
    let harmless = 0;
    for (let at = MINUTE; at < 10 * MINUTE; at += 7 * SECOND) {
      const healed = at + 100_000;
      pair.at(at, () => pair.cut()).at(healed, () => pair.heal());
      if (pair.when('tcp.revived', '', healed, 'aws') === healed) harmless++;
      pair.run(healed + SECOND);
      // At the latest with the first retransmission.
      expect(pair.when('tcp.revived', '', healed, 'aws')).toBeLessThanOrEqual(healed + 204_000 + DELAY);
    }
    // 77 cuts of 0.1 s, and a KEEPALIVE every 26 s: nearly all take nothing with them.
    expect(harmless).toBeGreaterThan(70);
    expect(pair.states).toBe(UP);
    expect(pair.records('bgp.event')).toEqual([]);
  });

  test('of 7 s that takes a KEEPALIVE with it lasts 12.9 s for the session: TCP backs off', () => {
    // 0.204 + 0.408 + … + 6.528 s after the segment that was lost; the wire is back after the try at 6.324 s.
    const timers = { holdMicros: 90 * SECOND, keepaliveMicros: 3 * SECOND };
    const pair = established({ aws: timers, customer: timers });
    pair.at(MINUTE, () => pair.cut());
    const lost = pair.kernel.queue.nextTime;
    pair.at(lost + 7 * SECOND, () => pair.heal()).run(2 * MINUTE);
    const revived = pair.records('tcp.revived').map(({ at }) => at);
    expect(revived).toContain(lost + 63 * 204_000 + DELAY);
    expect(pair.states).toBe(UP);
  });

  test('in mid-handshake is survived: what was lost is sent again', () => {
    for (let at = 0; at <= 6 * DELAY; at += 100) {
      const pair = new Pair({ customer: { passive: true } });
      pair.at(at, () => pair.cut()).at(at + 5 * SECOND, () => pair.heal());
      pair.run(at + 40 * SECOND);
      expect(pair.states, `cut at ${at} µs`).toBe(UP);
      expect(pair.records('bgp.event'), `cut at ${at} µs`).toEqual([]);
    }
  });

  test('of one way leaves the other end no better off: its KEEPALIVEs are not acknowledged', () => {
    const pair = established();
    pair.at(MINUTE, () => pair.cut('toCustomer')).run(4 * MINUTE);
    const customer = pair.when('bgp.event', 'hold', MINUTE, 'customer') ?? Number.NaN;
    expect(customer).toBeLessThanOrEqual(MINUTE + 90 * SECOND + DELAY);
    const aws = pair.when('bgp.event', 'hold', MINUTE, 'aws') ?? Number.NaN;
    // One more KEEPALIVE of the router arrives, then its TCP waits.
    expect(aws).toBeGreaterThan(MINUTE + 90 * SECOND);
    expect(aws).toBeLessThanOrEqual(MINUTE + 120 * SECOND + DELAY);
  });
});

describe('a half-open session', () => {
  test('of a router that rebooted behind a carrier ends with a RST, not with a NOTIFICATION of the dead', () => {
    const pair = established();
    const power = (on: boolean) => () =>
      pair.rewire((wire) => {
        wire.routerRuns = on;
      });
    pair.at(MINUTE, power(false));
    expect(pair.records('bgp.sent', 'customer').filter(({ at }) => at >= MINUTE)).toEqual([]);
    pair.run(MINUTE + 10 * SECOND);
    expect(pair.states).toBe('Established Idle');
    pair.at(MINUTE + 20 * SECOND, power(true)).run(3 * MINUTE);
    expect(pair.when('bgp.received', 'RST', MINUTE, 'aws')).toBeLessThan(MINUTE + 60 * SECOND);
    expect(pair.records('bgp.event')).toEqual([]);
    expect(pair.states).toBe(UP);
  });

  test('of an AWS peer that fell silent lasts until the hold timer', () => {
    const pair = established();
    pair.at(MINUTE, () => pair.bgp.stop(pair.peer, { notify: false })).run(4 * MINUTE);
    expect(pair.records('bgp.sent', 'aws').filter(({ at }) => at >= MINUTE)).toEqual([]);
    const noticed = pair.when('bgp.event', 'hold', MINUTE, 'customer') ?? Number.NaN;
    expect(noticed).toBeGreaterThan(MINUTE + 60 * SECOND - DELAY);
    expect(noticed).toBeLessThanOrEqual(MINUTE + 90 * SECOND + DELAY);
  });
});

describe('an end that holds on to a connection which the other has left', () => {
  test('does not take the segments of the connection that it refuses for its own', () => {
    const pair = new Pair({ aws: { passive: true } }).run(5 * SECOND);
    pair.at(MINUTE, () => pair.bgp.stop(pair.neighbor, { notify: false }));
    pair.at(MINUTE + SECOND, () => pair.bgp.start(pair.neighbor));
    // The path changes again and again, also while a connection that will be refused is under way.
    const frail = (lossPpm: number) => () =>
      pair.rewire((wire) => {
        wire.lossPpm.toAws = lossPpm;
      });
    for (let at = MINUTE + SECOND; at < MINUTE + 3 * SECOND; at += DELAY)
      pair.at(at, frail(1)).at(at + DELAY / 2, frail(0));
    pair.run(4 * MINUTE);
    expect(pair.when('bgp.sent', 'NOTIFICATION 6/7', MINUTE, 'aws')).toBeDefined();
    expect(pair.records('tcp.revived', 'aws')).toEqual([]);
    expect(pair.when('bgp.state', 'Established → Idle', MINUTE, 'aws')).toBeDefined();
  });
});

describe('a quiet session', () => {
  test('leaves nothing in the queue and plays nothing for a month', () => {
    const pair = established().run(10 * MINUTE);
    const { steps } = pair;
    expect(pair.kernel.queue.size).toBe(0);
    pair.run(30 * DAY);
    expect(pair.steps).toBe(steps);
    expect(pair.states).toBe(UP);
  });
});
