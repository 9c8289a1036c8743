import { describe, expect, it } from 'vitest';
import { intern } from '../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../sim/bgp/rib/nlri.ts';
import { emptyTable } from '../../sim/bgp/rib/table.ts';
import { peek, poke } from '../kernel/tamper.ts';
import { established, type Pair, SECOND } from './pair.ts';

/** AWS's end is the first endpoint, the router's the second; each has two rows, of which a quiet pair uses the first. */
const AWS = 0;
const CUSTOMER = 1;
const AWS_ROW = 0;
const AWS_SECOND_ROW = 1;
const CUSTOMER_ROW = 2;
const CUSTOMER_SECOND_ROW = 3;
const NOT_SET = -1e15;

const pair = () => established({ networks: ['172.16.0.0/16'] });
const set = ({ kernel }: Pair, column: string, row: number, value: unknown) =>
  poke(kernel.store, column, row, value);
const get = ({ kernel }: Pair, column: string, row: number) => peek(kernel.store, column, row);

/** Gives the rows that a quiet pair does not use a connection with one another. */
function connectSecondRows(given: Pair): void {
  set(given, 'bgp peer row', AWS_SECOND_ROW, CUSTOMER_SECOND_ROW);
  set(given, 'bgp peer row', CUSTOMER_SECOND_ROW, AWS_SECOND_ROW);
  set(given, 'bgp initiated', CUSTOMER_SECOND_ROW, 1);
}

const attributes = intern({ origin: 'IGP', asPath: [64512], nextHop: '169.254.1.1', communities: [] });
const neverImported = {
  prefixes: [nlri('10.9.0.0/16')],
  values: [{ attributes, learnedMicros: 0, stale: false }],
};

/** Each invariant and a change of a sound session that breaks it, and no other. */
const breakages: readonly (readonly [name: string, violation: string, breakIt: (given: Pair) => void])[] = [
  [
    'endpoints, rows and graph agree',
    'endpoint 0 of v1 ipv4',
    (given) => set(given, 'endpoint of entity', given.peer, 1),
  ],
  [
    'a connection that both ends hold was opened by one of them',
    'v1 ipv4 row 0 and r1 169.254.1.1 row 0',
    (given) => set(given, 'bgp initiated', CUSTOMER_ROW, 1),
  ],
  [
    'a row has a connection where its state needs one',
    'v1 ipv4 row 1 is Idle with one',
    (given) => set(given, 'bgp peer row', AWS_SECOND_ROW, CUSTOMER_ROW),
  ],
  [
    'a session is Established once',
    'v1 ipv4 is Established twice',
    (given) => {
      connectSecondRows(given);
      for (const row of [AWS_SECOND_ROW, CUSTOMER_SECOND_ROW])
        set(given, 'bgp state', row, get(given, 'bgp state', AWS_ROW));
    },
  ],
  ['what is stopped is Idle', 'v1 ipv4 is Established', (given) => set(given, 'endpoint started', AWS, 0)],
  [
    'what runs and is Idle waits for its next start',
    'v1 ipv4 is Idle for ever',
    (given) => {
      given.at(6 * SECOND, ({ bgp, peer }) => bgp.reset(peer, 4));
      set(given, 'bgp idle hold until', AWS, NOT_SET);
    },
  ],
  [
    'routes are known over Established sessions only',
    'v1 ipv4 is Idle and knows 1',
    (given) => {
      const learned = get(given, 'adj-rib-in', AWS);
      given.at(6 * SECOND, ({ bgp, peer }) => bgp.reset(peer, 4));
      set(given, 'adj-rib-in', AWS, learned);
    },
  ],
  [
    'Adj-RIB-Out is what policy makes of the Loc-RIB',
    'r1 169.254.1.1 about 172.16.0.0/16',
    (given) => set(given, 'adj-rib-out', CUSTOMER, emptyTable()),
  ],
  [
    'the Loc-RIB is what policy makes of Adj-RIB-In',
    'r1 169.254.1.1 about 10.9.0.0/16',
    (given) => set(given, 'adj-rib-in', CUSTOMER, neverImported),
  ],
  [
    'the hold timer runs where nothing is heard',
    'r1 169.254.1.1 row 0 hears nothing and does not notice',
    (given) => {
      given.at(6 * SECOND, () => given.cut());
      set(given, 'bgp silent', CUSTOMER_ROW, 0);
    },
  ],
];

const broken = ({ bgp }: Pair) =>
  bgp.invariants.flatMap(({ name, check }) => {
    const violations = check();
    return violations.length > 0 ? [{ name, violations }] : [];
  });

describe('invariants of sessions', () => {
  it('hold while one comes up, loses its wire and comes back', () => {
    const given = pair();
    expect(given.states).toBe('Established Established');
    expect(broken(given)).toEqual([]);
    given.at(6 * SECOND, () => given.cut());
    expect(broken(given)).toEqual([]);
    given.at(300 * SECOND, () => given.heal());
    expect(broken(given)).toEqual([]);
  });

  it.each(breakages)('%s: is found when broken', (name, violation, breakIt) => {
    const given = pair();
    breakIt(given);
    const found = broken(given);
    expect(found.map((one) => one.name)).toEqual([name]);
    expect(found[0]?.violations).toContain(violation);
  });

  it('each has a breakage above', () => {
    expect(breakages.map(([name]) => name)).toEqual(pair().bgp.invariants.map(({ name }) => name));
  });
});
