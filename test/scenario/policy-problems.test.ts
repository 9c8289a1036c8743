/** Routing policy with one thing wrong: where the carets stand, and what is said. */
import { describe, expect, it } from 'vitest';
import { loadNetwork } from '../../sim/scenario/load.ts';
import { network, shown } from './policy-network.ts';

const file = 'policy.yaml';

function problemsOf(text: string): string[] {
  const loaded = loadNetwork(text, { file });
  return 'problems' in loaded ? loaded.problems.map((one) => shown(text, one)) : [];
}

function brokenBy(from: string, to: string): string[] {
  expect(network).toContain(from);
  return problemsOf(network.replace(from, () => to));
}

it('nothing is wrong with the network that the others are made of', () => {
  expect(problemsOf(network)).toEqual([]);
});

it('nothing is wrong with a term that goes on with every route', () => {
  expect(brokenBy('    - {}\n', '    - { set: { med: 1 }, action: continue }\n    - {}\n')).toEqual([]);
});

describe('one thing wrong', () => {
  it.each<[string, string, string]>([
    [
      'addCommunities: [7224:7300]',
      'addCommunities: [7224:7300, 7224:7100]',
      '[7224:7300, 7224:7100]: 7224:7300 and 7224:7100 exclude one another: a route has one local preference at AWS',
    ],
    // prefix lists
    ['ge 17 le 24', 'ge 25 le 24', '10.0.0.0/8 ge 25 le 24: ge 25 is more than le 24: nothing can match'],
    ['ge 17 le 24', 'ge 4', '10.0.0.0/8 ge 4: ge 4 is less than the length of 10.0.0.0/8'],
    ['ge 17 le 24', 'le 4', '10.0.0.0/8 le 4: le 4 is less than the length of 10.0.0.0/8'],
    ['ge 17 le 24', 'le 48', '10.0.0.0/8 le 48: le 48 is too long: at most 32'],
    ['ge 17 le 24', 'up to 24', '10.0.0.0/8 up to 24: an entry is written like 10.0.0.0/8 ge 16 le 24'],
    [
      '10.9.0.0/16]',
      '10.9.0.1/16]',
      'deny 10.9.0.1/16: 10.9.0.1/16 has host bits set: the prefix is 10.9.0.0/16',
    ],
    ['10.9.0.0/16]', '10.9.0.0/33]', 'deny 10.9.0.0/33: /33 is too long: at most /32'],
    [
      '10.9.0.0/16]',
      '2001:db8::/32]',
      'deny 2001:db8::/32: 2001:db8::/32 is IPv6 in a list of IPv4 prefixes',
    ],
    ['six: 2001:db8::/32 le 48', 'six: 2001:db8::/32 le 130', '2001:db8::/32 le 130: le 130 is too long'],
    [
      'ge 17 le 24',
      'le 24',
      'deny 10.9.0.0/16: all of this is permitted by entry 1 before it: put the longer prefix first',
    ],
    [
      '[10.0.0.0/8 ge 17 le 24, deny',
      '[deny 10.0.0.0/8 ge 8, 10.9.0.0/16, deny',
      '10.9.0.0/16: all of this is denied by entry 1',
    ],
    // AS path and community lists
    [
      '^64512_',
      '(64512',
      '(64512: "(64512" is no regular expression: an AS path pattern is written like ^65001_',
    ],
    ['^64512_', '^AS64512', '^AS64512: "^AS64512" cannot be read'],
    [
      '7224:7100',
      '7224:70000',
      '7224:70000: "7224:70000": 70000 is over 65535: larger ones have three numbers',
    ],
    ['64512:*]', 'no-exports]', 'no-exports: "no-exports": a community is written like 7224:7100'],
    ['[7224:7300]', '[7224:*]', '7224:*: "7224:*": * stands in patterns only'],
    // route maps
    [
      'prefixList: ours',
      'prefixList: hours',
      'hours: no prefix list "hours"; the network has ours, six: did you mean "ours"?',
    ],
    ['asPathList: aws', 'asPathList: aw', 'aw: no AS path list "aw"'],
    ['communityList: remote', 'communityList: remotes', 'remotes: no community list "remotes"'],
    ['169.254.1.1, lon-r2]', '169.254.1.1, lon-r9]', 'lon-r9: no router "lon-r9"'],
    ['[169.254.1.1, lon-r2]', 'lon-r9', 'lon-r9: no router "lon-r9"'],
    ['prepend: [65001]', 'prepend: [0]', '0: 0 is too small: at least 1'],
    [
      '    - {}\n',
      '    - {}\n    - { set: { med: 1 } }\n',
      '{ set: { med: 1 } }: no route comes to this term: term 3 accepts everything',
    ],
    [
      '    - {}\n',
      '    - { action: reject }\n    - {}\n',
      '{}: no route comes to this term: term 3 rejects everything',
    ],
    ['    - {}\n', '', 'continue: no term follows, so that a route which goes on is rejected'],
    [
      '    - { match: { prefixList: ours }, set: { med: 5,',
      '    - { match: { prefixList: ours }, action: reject }\n    - { match: { prefixList: ours }, set: { med: 5,',
      '{ match: { prefixList: ours }, set: { med: 5, addCommunities: [7224:7300], deleteCommunities: 64512:* } }: no route comes to this term: term 1 has the same match and rejects',
    ],
    [
      '    - {}\n',
      '    - { set: { med: 1 }, action: reject }\n',
      'set: nothing can be set on a route that is rejected',
    ],
    ['deleteCommunities: 64512:*', 'deleteCommunities: 7224:*', '7224:7300: 7224:7300 is deleted again'],
    [
      'med: 5,',
      'nextHop: "2001:db8::1",',
      '"2001:db8::1": 2001:db8::1 is IPv6, and the prefixes of ours are IPv4',
    ],
    ['med: 5,', 'med: -5,', '-5: -5 is too small: at least 0'],
    ['action: continue', 'action: next', 'next: expected one of accept, reject, continue'],
    ['  to-lon:', '  none:', 'none: "none" means no route map'],
    // routers
    ['vendor: frr', 'vendor: fr', 'fr: expected one of generic, frr, bird, gobgp, openbgpd, exabgp'],
    [
      'vendor: frr',
      'vendor: cisco',
      'cisco: expected one of generic, frr, bird, gobgp, openbgpd, exabgp, cisco-ios-xe, juniper-junos and 1 more; found "cisco": did you mean "cisco-ios-xe"?',
    ],
    ['asn: 65002', 'asn: 0', '0: 0 is too small: at least 1'],
    ['asn: 65002', 'asn: 23456', '23456: this ASN is reserved'],
    ['asn: 65002', 'asn: 65535', '65535: this ASN is reserved'],
    ['asn: 65002', 'asn: 4294967295', '4294967295: 4294967295 is too large: at most 4294967294'],
    ['clusterId: 10.0.0.1', 'clusterId: 7', '7: expected text, found 7'],
    ['clusterId: 10.0.0.1', 'clusterId: "::7"', '"::7": a cluster id is written like 10.0.0.1'],
    [
      '[10.10.0.0/15,',
      '[10.11.0.0/15,',
      '10.11.0.0/15: 10.11.0.0/15 has host bits set: the prefix is 10.10.0.0/15',
    ],
    ['maximumPaths: 4', 'maximumPaths: 0', '0: 0 is too small: at least 1'],
    // neighbours
    ['import: from-aws, export', 'import: from-as, export', 'from-as: no route map "from-as"'],
    [
      'export: to-aws',
      'export: from-aws',
      'from-aws: from-aws sets a weight (term 1), which is never sent: set it on import',
    ],
    [
      'export: to-aws',
      'export: to-lon',
      'to-lon: to-lon sets a local preference (term 1), which is not sent to another AS',
    ],
    [
      'par-r1: { import: from-aws',
      'par-r1: { export: to-lon',
      'to-lon: to-lon sets a local preference (term 1), which is not sent',
    ],
    ['lon-r2: { export: to-lon', 'lon-r2: { export: from-aws', 'from-aws: from-aws sets a weight (term 1)'],
    [
      'advertise: [10.10.0.0/16]',
      'advertise: ["2001:db8::/32"]',
      '"2001:db8::/32": 2001:db8::/32 cannot be advertised here: the session is ipv4',
    ],
    ['gracefulRestart: helper', 'gracefulRestart: never', 'never: expected one of off, helper, restarting'],
    [
      'gracefulRestart: helper',
      'gracefulRestart: { mode: helper, restartTime: 2h }',
      '2h: a restart time is at most 4095s',
    ],
    ['limit: 100', 'limit: 0', '0: 0 is too small: at least 1'],
    ['{ limit: 100, restart: 5m }', 'many', 'many: expected a number, {limit: 100, restart: 5m} or off'],
    // sessions between routers
    ['      lon-r2: {', '      lon-r9: {', 'lon-r9: no router "lon-r9"'],
    ['      lon-r2: {', '      lon-r1: {', 'lon-r1: a router is no neighbour of itself'],
    ['      lon-r2: {', '      far-r1: {', 'far-r1: no links lead from lon-r1 to far-r1'],
    [
      '      lon-r2: {',
      '      lon-r4: {',
      'lon-r4: lon-r4 has no session with lon-r1: give it one among its "neighbors"',
    ],
    [
      'neighbors: { lon-r1: {}, lon-2: { router: lon-r1, over: e } }',
      '',
      'par-r1: par-r1 has no session with lon-r1: give it one among its "neighbors"',
    ],
    // sessions over one link
    ['router: par-r1', 'router: par-r9', 'par-r9: no router "par-r9"'],
    ['over: e, bfd', 'over: z, bfd', 'z: no link "z"'],
    ['over: e, bfd', 'over: a, bfd', 'a: a joins lon-r1 and lon-r2, not lon-r1 and par-r1'],
    [
      'router: lon-r1, over: e }',
      'router: lon-r1, over: d }',
      'e: par-r1 has no neighbor of lon-r1 "over" e: give it one',
    ],
    [
      '      par-2: {',
      '      par-1: { router: par-r1, over: e }\n      par-2: {',
      'e: par-1 runs over e already',
    ],
    ['10.254.0.2/30', '10.254.1.2/30', '10.254.1.2/30: 10.254.1.2/30 is not in the subnet of 10.254.0.1/30'],
    ['10.254.0.2/30', '10.254.0.1/30', '10.254.0.1/30: both ends have the same address'],
    ['igp: passive', 'igp: none', 'none: expected one of active, passive, off'],
    ['    vendor: frr', '    ibgp: none', 'lon-r2: lon-r2 has no session with lon-r1'],
    ['    vendor: frr', '    ibgp: none', 'lon-r3: lon-r1 has no session with lon-r3'],
    ['between: [lon-r1, lon-r2]', 'between: [par-r1, lon-r2]', 'lon-r2: lon-r2 has no session with lon-r1'],
    // Clients of a reflector are not meshed among themselves.
    [
      'lon-r2: { asn: 65001 }',
      'lon-r2: { asn: 65001, neighbors: { lon-r3: {} } }',
      'lon-r3: lon-r3 has no session with lon-r2',
    ],
    // route reflectors
    ['[lon-r2, lon-r3]', '[lon-r2, lon-r9]', 'lon-r9: no router "lon-r9"'],
    ['[lon-r2, lon-r3]', '[lon-r2, lon-r2]', 'lon-r2: lon-r2 is listed twice'],
    ['[lon-r2, lon-r3]', '[lon-r2, lon-r1]', 'lon-r1: a router is no client of itself'],
    [
      '[lon-r2, lon-r3]',
      '[lon-r2, par-r1]',
      'par-r1: par-r1 is of AS 65002, lon-r1 of AS 65001: a client is of the same AS',
    ],
    ['[lon-r2, lon-r3]', '[lon-r2, far-r1]', 'far-r1: lon-r1 has no session with far-r1'],
    ['[lon-r2, lon-r3]', '[lon-r2, lon-r4]', 'lon-r4: lon-r1 has no session with lon-r4'],
    [
      'lon-r2: { asn: 65001 }',
      'lon-r2: { asn: 65001, routeReflector: { clients: [lon-r1] } }',
      'lon-r2: lon-r1 reflects to lon-r2 reflects to lon-r1: a client cannot be above its reflector',
    ],
    [
      'lon-r3: { asn: 65001 }',
      'lon-r3: { asn: 65001, routeReflector: { clients: [lon-r1] } }',
      'lon-r1: lon-r3 reflects to lon-r1 reflects to lon-r3: a client cannot be above its reflector',
    ],
  ])('%j made %j', (from, to, expected) => {
    const found = brokenBy(from, to);
    expect(
      found.some((one) => one.startsWith(expected)),
      found.join('\n'),
    ).toBe(true);
  });
});
