/** What becomes of malformed messages, by the vendor of the end that gets them. */
import { describe, expect, test } from 'vitest';
import { announcement } from '../../../sim/bgp/aws/gateway-routes.ts';
import { nlri } from '../../../sim/bgp/rib/nlri.ts';
import { carriesRoutes, malformedKindNames } from '../../../sim/bgp/vendors/malformed.ts';
import { rulesOf } from '../../../sim/bgp/vendors/vendors.ts';
import { vendors } from '../../../sim/topology/spec.ts';
import { established, MINUTE, type Pair, type PairOptions, SECOND } from '../pair.ts';

const PREFIX = '10.20.0.0/16';

/** AWS advertises one prefix, and its BGP is broken from one minute on. */
const up = (options: PairOptions) =>
  established(options, 50 * SECOND).at(50 * SECOND, (pair) =>
    pair.bgp.setGatewayRoutes(pair.peer, { gateway: undefined, announced: [announcement(nlri(PREFIX))] }),
  );

const knows = (pair: Pair) => pair.bgp.routes(pair.neighbor).length === 1;
const notifications = (pair: Pair, end: 'aws' | 'customer') =>
  pair
    .records('bgp.sent', end)
    .filter(({ at, words }) => at >= MINUTE && words.startsWith('NOTIFICATION'))
    .map(({ words }) => words.split(' ')[1]);

describe('malformed messages of AWS', () => {
  test.each(vendors.flatMap((vendor) => malformedKindNames.map((kind) => ({ vendor, kind }))))(
    'with $kind: what $vendor does',
    ({ vendor, kind }) => {
      const pair = up({ vendor });
      pair.at(MINUTE, () => pair.bgp.malform(pair.peer, kind)).run(MINUTE + SECOND / 2);
      const answer = rulesOf(vendor).malformed[kind];
      const stays = answer.does === 'accept' || answer.does === 'treatAsWithdraw';
      expect(pair.when('bgp.state', 'Established → Idle', MINUTE, 'customer') === undefined).toBe(stays);
      expect(notifications(pair, 'customer')).toEqual(
        answer.does === 'notify' ? [`${answer.code}/${answer.subcode}`] : [],
      );
      if (stays) expect(knows(pair)).toBe(answer.does === 'accept' || !carriesRoutes(kind));
    },
  );

  test('are over when AWS is mended: the route is back', () => {
    const pair = up({ vendor: 'bird' });
    pair.at(MINUTE, () => pair.bgp.malform(pair.peer, 'origin-value')).run(2 * MINUTE);
    expect(knows(pair)).toBe(false);
    pair.at(2 * MINUTE, () => pair.bgp.malform(pair.peer, undefined)).run(2 * MINUTE + SECOND);
    expect(knows(pair)).toBe(true);
    expect(pair.state('customer')).toBe('Established');
  });

  test('end the session of OpenBGPD again and again, each time after a longer pause', () => {
    const pair = up({ vendor: 'openbgpd' });
    pair.at(MINUTE, () => pair.bgp.malform(pair.peer, 'origin-value')).run(10 * MINUTE);
    expect(notifications(pair, 'customer').length).toBeGreaterThan(2);
    expect(new Set(notifications(pair, 'customer'))).toEqual(new Set(['3/6']));
  });
});

test('malformed messages of a router are answered as AWS is assumed to: RFC 7606', () => {
  const pair = established({ networks: ['192.168.0.0/16'] }, 50 * SECOND);
  pair.at(MINUTE, () => pair.bgp.malform(pair.neighbor, 'as-path-segment')).run(2 * MINUTE);
  expect(pair.state('aws')).toBe('Established');
  expect(pair.bgp.routes(pair.peer)).toEqual([]);
  pair.at(2 * MINUTE, () => pair.bgp.malform(pair.neighbor, 'header-marker')).run(2 * MINUTE + SECOND);
  expect(notifications(pair, 'aws')).toEqual(['1/1']);
});
