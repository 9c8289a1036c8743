// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a matrix look like that
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import type { Problem } from '../../sim/scenario/types.ts';
import { exampleFile, fixture, networkFile, options } from './fixtures.ts';

const example = fixture(exampleFile);
const network = fixture(networkFile);

/** `file: the text that the carets mark: message` of each problem of the example with a change in it, or in its network. */
function broken(change: {
  readonly scenario?: [string, string];
  readonly network?: [string, string];
}): string[] {
  const edit = (text: string, [from, to]: [string, string] = ['', '']): string => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  };
  const texts: Record<string, string> = {
    [exampleFile]: edit(example, change.scenario),
    [networkFile]: edit(network, change.network),
  };
  const loaded = loadScenario(texts[exampleFile] ?? '', options(exampleFile, texts));
  return 'problems' in loaded ? loaded.problems.map((one) => marked(one, texts)) : [];
}

function marked({ message, position }: Problem, texts: Readonly<Record<string, string>>): string {
  const line = texts[position.file]?.split('\n')[position.line - 1] ?? '';
  const text = line.slice(position.column - 1, position.column - 1 + position.length);
  return `${position.file.split('/').at(-1)}: ${text}: ${message}`;
}

const vifs = 'v199, v203: did you mean';

describe('a scenario with one thing wrong says what, where, and what would be right', () => {
  it.each<[string, string, string]>([
    // keys
    ['timeline:', 'timelines:', 'timelines: unknown key "timelines": did you mean "timeline"?'],
    ['rate: 1.2Gbps', 'rat: 1.2Gbps', 'rat: unknown key "rat": did you mean "rate"?'],
    ['rate: 1.2Gbps, ', '', 'prod: "rate" is missing'],
    ['seed: 7', 'seed: 7\nseed: 8', 'seed: this key is already in the same map'],
    ['duration: 30m', '', 'dxdrill: 1: "duration" is missing'],
    [
      '{vif: v101, connection',
      '{vif: v101, conection',
      'conection: unknown key "conection": did you mean "connection"?',
    ],
    ['links: {atLeast: 1}', 'links: {least: 1}', 'least: unknown key "least": did you mean "atLeast"?'],
    [
      'interface: po1.102',
      'interfaces: po1.102',
      '{interfaces: po1.102, shutdown: false}: a change names an "interface", a "neighbor"',
    ],
    ['shutdown: false', 'shut: false', 'shut: unknown key "shut" (known: interface, shutdown, for'],
    // versions
    [
      'dxdrill: 1',
      'dxdrill: 2',
      '2: this dxdrill reads version 1 of the format; it was written for a newer dxdrill',
    ],
    ['dxdrill: 1', 'dxdrill: one', 'one: this dxdrill reads version 1 of the format; write "dxdrill: 1"'],
    // quantities
    ['duration: 30m', 'duration: 30', '30: 30 has no unit: write it like 300ms, 90s, 1h30m'],
    ['for: 5m', 'for: 5 min', '5 min: a duration is written like 90s, 1h30m or 300ms'],
    ['rate: 1.2Gbps', 'rate: fast', 'fast: a rate is written like 1.2Gbps, 900Mbps or 100M'],
    ['packetSize: 8500', 'packetSize: 99999', '99999: 99999 is too large: at most 9001'],
    ['packetSize: 8500', 'packetSize: 8500.5', '8500.5: expected a whole number, found 8500.5'],
    ['atMost: 40s', 'atMost: 40', '40: 40 has no unit'],
    ['atMost: 40s', 'atMost: 4s, atLeast: 5s', '{atMost: 4s, atLeast: 5s}: expected atLeast, atMost or both'],
    // names
    [
      '{virtualInterfaceId: v102,',
      '{virtualInterfaceId: v10l,',
      `v10l: no virtual interface "v10l"; the network has v101, v102, ${vifs}`,
    ],
    [
      'target: dxcon-b1',
      'target: v101',
      'v101: fibre-cut: no connection or carrier "v101"; the network has dxcon-a',
    ],
    ['from: lon-r1', 'from: par-r1', 'par-r1: no router "par-r1"; the network has lon-r1, lon-r2'],
    ['to: vpc-prod', 'to: nowhere', 'nowhere: no VPC "nowhere"; the network has vpc-prod'],
    ['to: vpc-prod', 'to: vpc-prod, addressFamily: ipv6', 'lon-r1: lon-r1 has no ipv6 prefix for this flow'],
    ['flow: prod', 'flow: test', 'test: no flow "test"; the traffic has prod'],
    [
      'as: network-account',
      'as: nobody',
      'nobody: no account "nobody"; the network has network-account, app-account',
    ],
    ['router: lon-r2', 'router: lon-r3', 'lon-r3: no router "lon-r3"'],
    [
      'interface: po1.102',
      'interface: po2.102',
      'po2.102: no port or port-channel "po2"; lon-r2 has eth1, eth2, po1',
    ],
    ['interface: po1.102', 'interface: po1.104', 'po1.104: no interface "po1.104"; lon-r2 has'],
    [
      'interface: po1.102, shutdown: false',
      'interface: eth1, vlan: 7',
      'vlan: eth1 is a port: it has no "vlan"',
    ],
    [
      'interface: po1.102, shutdown: false',
      'remove: eth1',
      'eth1: eth1 is a port: it can be shut, not removed',
    ],
    [
      'of: move',
      'of: moved',
      'moved: no step "moved"; the timeline has collide, move, flip, cut: did you mean "move"?',
    ],
    [
      '{flow: prod, downtime: {atMost: 40s}}',
      '{call: flip, ok: true}',
      'flip: no api step "flip"; the timeline has collide, move',
    ],
    ['connection: dxcon-a', 'connection: $gone', '$gone: no saved value "gone"; there is none'],
    [
      '{flow: prod, downtime: {atMost: 40s}}',
      '{route: vpc-prod, via: v102}',
      '{route: vpc-prod, via: v102}: "prefix" is missing',
    ],
    [
      '{flow: prod, downtime: {atMost: 40s}}',
      '{neighbor: lon-r1, bgp: Idle}',
      'lon-r1: expected a name like `lon-r1 169.254.1.1`',
    ],
    [
      '{flow: prod, downtime: {atMost: 40s}}',
      '{neighbor: lon-r1 1.2.3, bgp: Idle}',
      'lon-r1 1.2.3: "1.2.3" is not an IP address',
    ],
    // words
    ['state: available, bgp', 'state: up, bgp', 'up: expected one of confirming, verifying, pending'],
    ['fault: fibre-cut', 'fault: fiber-cut', 'fiber-cut: expected one of fibre-cut, silent-loss'],
    [
      'virtualInterfaceMigration:',
      'virtualInterfaceMigrations:',
      'virtualInterfaceMigrations: unknown key "virtualInterfaceMigrations": did you mean "virtualInterfaceMigration"?',
    ],
    [
      'virtualInterfaceMigration: 20s',
      'oldPeerTeardown: loud',
      'loud: expected one of notify, silent; found "loud"',
    ],
    [
      'target: dxcon-b1',
      'target: dxcon-b1\n    direction: up',
      'up: expected one of both, to-aws, to-customer; found "up"',
    ],
    ['fault: fibre-cut', 'fault: silent-loss', 'id: cut: "loss" is missing'],
    ['fault: fibre-cut', 'fault: silent-loss\n    loss: 101%', '101%: at most 100%'],
    // requests
    [
      '{virtualInterfaceId: v102, c',
      '{virtualInterface: v102, c',
      'v102: AssociateVirtualInterface has no member "virtualInterface"',
    ],
    // shape of steps and expectations
    [
      'at: 2m',
      'at: 2m\n    after: move',
      'id: collide: a step has exactly one of at, after and when; this one has 2',
    ],
    [
      'after: collide + 1m',
      'at: collide + 1m',
      'collide + 1m: "at" takes a time; write "after: collide" for a step',
    ],
    ['after: collide + 1m', 'after: 3m', '3m: "after" names a step; write "at" for a time'],
    ['after: collide + 1m', 'after: collide - 1m', 'collide - 1m: only "end" takes a minus'],
    ['fault: fibre-cut', 'falt: fibre-cut', 'fibre-cut: unknown key "falt": did you mean "fault"?'],
    [
      'fault: fibre-cut\n    target: dxcon-b1\n    for: 5m',
      'clear: flip',
      'flip: "flip" is no fault: there is nothing to clear',
    ],
    ['id: flip', 'id: move', 'move: "move" is already the id of step 2'],
    ['id: flip', 'id: end', 'end: "end" already means the end of the run'],
    [
      '{flow: prod, downtime: {atMost: 40s}}',
      '{flow: prod}',
      '{flow: prod}: nothing is checked: add one of state, downtime',
    ],
    [
      '{flow: prod, downtime: {atMost: 40s}}',
      '{flaw: prod}',
      '{flaw: prod}: a condition names its subject, one of vif, connection',
    ],
    ['always: [cut, end]', 'always: [cut]', '[cut]: expected two moments'],
    ['always: [cut, end]', 'of: cut', 'cut: "of" goes with "within"'],
    ['of: move', 'of: move\n    at: end', '3m: one of at, within, always and never'],
    // moments
    ['at: 2m', 'at: 31m', '31m: this is at 31m, after the end at 30m'],
    ['after: move + 10m', 'after: move + 28m', 'move + 28m: this is at 31m, after the end at 30m'],
    ['within: 3m', 'within: 28m', '28m: this is at 31m, after the end at 30m'],
    ['always: [cut, end]', 'always: [end, cut]', '[end, cut]: this ends before it begins'],
    ['always: [cut, end]', 'at: end - 31m', 'end - 31m: this is 1m before the start'],
    [
      'at: 2m',
      'after: cut',
      'id: collide: this never happens: collide waits for cut waits for move waits for collide',
    ],
    // the network
    [
      '../networks/london.yaml',
      '../networks/paris.yaml',
      '../networks/paris.yaml: ../networks/paris.yaml cannot be read: ',
    ],
    ['  use: ../networks/london.yaml', '  use: 5', '5: expected the path of a network file'],
    ['topology:\n  use: ../networks/london.yaml', '', 'dxdrill: 1: "topology" is missing'],
    // the matrix
    ['seed: 7', "seed: '${{ seed }}'", '\'${{ seed }}\': no variable "seed" in the matrix'],
    ['seed: 7', "seed: '${{ s }}'\nmatrix: {s: [1], t: [2]}", 't: nothing uses ${{ t }}'],
    [
      'seed: 7',
      "matrix: {s: [1]}\ndescription: 'x ${{ s }}'",
      "'x ${{ s }}': a variable has to be the whole value",
    ],
    ['seed: 7', "matrix: {s: [1, -1]}\nseed: '${{ s }}'", "'${{ s }}': -1 is too small: at least 0"],
  ])('%j made %j', (from, to, expected) => {
    const found = broken({ scenario: [from, to] });
    expect(found.length, 'it is refused').toBeGreaterThan(0);
    expect(
      found.some((one) => one.startsWith(`connection-to-lag.yaml: ${expected}`)),
      found.join('\n'),
    ).toBe(true);
  });
});

describe('a network with one thing wrong', () => {
  it.each<[string, string, string]>([
    [
      'dxdrill-network: 1',
      'dxdrill-network: 2',
      '2: this version of dxdrill reads network files of version 1',
    ],
    ['dxdrill-network: 1', 'dxdrill: 1', 'dxdrill: 1: this is a scenario, not a network'],
    ['region: eu-west-2', '', '"region" is missing'],
    ['region: eu-west-2', 'region: London', 'London: a Region is named like eu-west-2'],
    ['vpcs:', 'vpc:', 'vpc: unknown key "vpc": did you mean "vpcs"?'],
    [
      "'111122223333'",
      '111122223333',
      '111122223333: put an account number in quotes, or its digits are read as a number',
    ],
    ["'111122223333'", "'1111'", "'1111': an account number has 12 digits"],
    ['asn: 65001', 'asn: 0', '0: 0 is too small: at least 1'],
    ['asn: 65001', 'asn: 23456', '23456: this ASN is reserved'],
    [
      '[10.10.0.0/16]',
      '[10.10.0.1/16]',
      '10.10.0.1/16: 10.10.0.1/16 has host bits set: the prefix is 10.10.0.0/16',
    ],
    // cables and interfaces
    ['port: lon-r1 eth1', 'port: lon-r1', 'lon-r1: expected a router and its port, like lon-r1 eth1'],
    ['port: lon-r1 eth1', 'port: lon-r9 eth1', 'lon-r9 eth1: no router "lon-r9"'],
    [
      'port: lon-r1 eth1',
      'port: lon-r1 eth7',
      'lon-r1 eth7: no port on lon-r1: "eth7"; the network has eth1',
    ],
    ['port: lon-r2 eth2', 'port: lon-r2 eth1', 'lon-r2 eth1: lon-r2 eth1 is already used by dxcon-b1'],
    ['members: [eth1, eth2]', 'members: [eth1, eth1]', 'eth1: eth1 is listed twice'],
    ['members: [eth1, eth2]', 'members: [eth1, eth9]', 'eth9: no port "eth9"; the network has eth1, eth2'],
    ['po1.102:', 'po2.102:', 'po2.102: no port or port-channel "po2"'],
    ['for: v102', 'for: v1O2', 'v1O2: no virtual interface "v1O2"'],
    ['for: v102, ', '', 'po1.102: po1.102 needs "for" or a "vlan"'],
    ['between: [lon-r1, lon-r2]', 'between: [lon-r1, lon-r1]', 'lon-r1: a link joins two routers'],
    // connections and LAGs
    [
      'bandwidth: 10Gbps, port: lon-r1',
      'bandwidth: 25Gbps, port: lon-r1',
      '25Gbps: a dedicated connection has 1Gbps, 10Gbps',
    ],
    ['device: ld5-1a, bandwidth', 'bandwidth', 'dxcon-a: "device" is missing'],
    ['dxcon-a: {', 'dxcon-a: {type: hosted, ', 'device: a hosted connection is on the device of its parent'],
    [
      'dxcon-b2: {device: ld5-2b',
      'dxcon-b2: {device: ld5-1a',
      'dxcon-b2: dxcon-b2 is on ld5-1a, the LAG on ld5-2b: one device a LAG',
    ],
    [
      '10Gbps, port: lon-r2 eth2',
      '1Gbps, port: lon-r2 eth2',
      'dxcon-b2: dxcon-b2 has 1Gbps, the LAG 10Gbps: one bandwidth a LAG',
    ],
    ['[dxcon-b1, dxcon-b2]', '[dxcon-b1, dxcon-b9]', 'dxcon-b9: no connection "dxcon-b9"'],
    ['[dxcon-b1, dxcon-b2]', '[dxcon-b1, dxcon-b1]', 'dxcon-b1: dxcon-b1 is listed twice'],
    ['minimumLinks: 1', 'minimumLinks: 3', '3: 3 of 2 members can never be up'],
    ['lags:', 'lags:\n  other: {connections: [dxcon-b1]}', 'dxcon-b1: dxcon-b1 is already a member of other'],
    // virtual interfaces
    ['vlan: 101', 'vlan: 5000', '5000: 5000 is too large: at most 4094'],
    ['vlan: 102', 'vlan: 101', '101: VLAN 101 of dxcon-a is already that of v101'],
    ['    vlan: 101\n', '', 'v101: "vlan" is missing'],
    ['on: dxcon-a', 'on: dxcon-b1', 'dxcon-b1: dxcon-b1 is a member of dxlag-b: write "on: dxlag-b"'],
    ['gateway: dxgw-core', 'gateway: vpc-prod', 'vpc-prod: no gateway "vpc-prod"'],
    [
      'on: dxcon-a',
      'type: transit\n    on: dxcon-a\n    mtu: 9001',
      '9001: a transit virtual interface has 1500 or 8500',
    ],
    [
      'on: dxcon-a',
      'type: public\n    on: dxcon-a',
      'dxgw-core: a public virtual interface cannot lead to dxgw-core',
    ],
    ['port: lon-r1 eth1', 'jumboFrameCapable: false', '8500: dxcon-a is not capable of jumbo frames'],
    [', port: lon-r1 eth1', '', 'v101: "asn" is missing, and nothing is plugged into dxcon-a'],
    [
      '169.254.101.2/30',
      '169.254.101.6/30',
      '169.254.101.6/30: 169.254.101.6/30 and 169.254.101.1/30 are not in one subnet',
    ],
    ['169.254.101.2/30', '169.254.101.1/30', '169.254.101.1/30: both ends have the same address'],
    [
      '169.254.101.2/30',
      '169.254.101.3/30',
      "169.254.101.3/30: 169.254.101.3/30 is the network's own address or its broadcast",
    ],
    ['169.254.101.2/30', '169.254.101.2', '169.254.101.2: "169.254.101.2" needs a prefix length'],
    ['169.254.101.2/30', '2001:db8::2/125', '2001:db8::2/125: one address is IPv4 and the other IPv6'],
    ['    customerAddress: 169.254.101.2/30', '', '169.254.101.1/30: "customerAddress" is missing beside it'],
    [
      'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30',
      'amazonAddress: 169.254.101.9/28\n    customerAddress: 169.254.101.10/28',
      '169.254.101.9/28: 169.254.101.9/28 overlaps 169.254.101.1/30 of v101, also on dxcon-a',
    ],
    [
      'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30',
      'peers:\n      - {amazonAddress: 169.254.101.1/30, customerAddress: 169.254.101.2/30}',
      '169.254.101.1/30: 169.254.101.1/30 overlaps 169.254.101.1/30 of v101, also on dxcon-a',
    ],
    [
      'vlan: 102',
      'vlan: 102\n    families: [ipv6]',
      '[ipv6]: the addresses are ipv4, which "families" does not list',
    ],
    [
      'vlan: 102',
      'vlan: 102\n    peers: [{}]',
      '[{}]: write either "peers", or "families" and one pair of addresses',
    ],
    // names
    ['lags:\n  dxlag-b', 'lags:\n  v101', 'v101: "v101" is already the name of a LAG'],
    ['vpc-prod: {', 'constructor: {', 'constructor: this name is reserved'],
    ['vpc-prod: {', '2nd-vpc: {', '2nd-vpc: a name is a letter, then letters'],
    [
      'type: virtual, asn: 64513, associated: [vpc-prod]',
      'type: virtual, associated: [dxgw-core]',
      'dxgw-core: a directConnectGateway cannot be associated with a virtualGateway',
    ],
  ])('%j made %j', (from, to, expected) => {
    const found = broken({ network: [from, to] });
    expect(found.length, 'it is refused').toBeGreaterThan(0);
    expect(
      found.some((one) => one.startsWith('london.yaml: ') && one.includes(expected)),
      found.join('\n'),
    ).toBe(true);
  });

  it('takes overlapping peer subnets from a network that was imported', () => {
    const overlap =
      'amazonAddress: 169.254.101.1/30\n    customerAddress: 169.254.101.2/30\n    imported: true';
    const pair = 'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30';
    expect(broken({ network: [pair, overlap] })).toEqual([]);
  });
});

describe('where a problem is shown', () => {
  it('is the scenario for what it changes in a network, the network file for the rest', () => {
    const use = '  use: ../networks/london.yaml';
    expect(broken({ scenario: [use, `${use}\n  vifs: {v102: {vlan: 101}}`] })).toEqual([
      'connection-to-lag.yaml: 101: VLAN 101 of dxcon-a is already that of v101',
    ]);
    expect(broken({ network: ['vlan: 101', 'vlan: 0'] })).toEqual([
      'london.yaml: 0: 0 is too small: at least 1',
    ]);
  });

  it('is all places at once, in order, each once', () => {
    const loaded = loadScenario(
      example
        .replace('rate: 1.2Gbps', 'rate: x')
        .replace('at: 2m', 'at: x m')
        .replace('flow: prod', 'flow: x')
        .replace('seed: 7', "seed: '${{ s }}'\nmatrix: {s: [1, 2, 3]}"),
      options(exampleFile),
    );
    expect('problems' in loaded && loaded.problems.map(({ position }) => position.line)).toEqual([
      15, 21, 55,
    ]);
  });

  it('shows the line with its neighbours and carets', () => {
    const loaded = loadScenario('dxdrill: 1\nname: x\nduration: 5\ntopology: {use: a}\n', options('x.yaml'));
    expect('problems' in loaded && loaded.problems[0]?.frame).toBe(
      ['  2 | name: x', '> 3 | duration: 5', '    |           ^', '  4 | topology: {use: a}'].join('\n'),
    );
  });
});

describe('a text that is meant to hurt', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefghi'].map((key, i) =>
    i === 0 ? key : `${key}: &${key} [${`*${'abcdefgh'[i - 1]}, `.repeat(10)}]`,
  );
  it.each([
    ['nothing', ''],
    ['a comment', '# only this'],
    ['a scalar', '42'],
    ['a list', '- 1'],
    ['two documents', 'dxdrill: 1\n---\ndxdrill: 1'],
    ['a billion laughs', bomb.join('\n')],
    ['an anchor that holds itself', 'dxdrill: 1\nname: &a [*a]'],
    ['an alias of nothing', 'dxdrill: 1\nname: *a'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a prototype', 'dxdrill: 1\n__proto__: {polluted: true}'],
    ['a key that is a map', 'dxdrill: 1\n? {a: 1}\n: 2'],
    ['a tag', 'dxdrill: 1\nname: !!js/function "function () {}"'],
    ['a merge key', 'dxdrill: 1\n<<: {name: x}'],
    ['control characters', 'dxdrill: 1\nname: "\u001b[2J"\nseed: x'],
    ['a null byte', 'dxdrill: 1\u0000'],
    ['a lone surrogate', 'dxdrill: 1\nname: \ud800'],
  ])('%s gives problems with a place', (_, text) => {
    const loaded = loadScenario(text, options('x.yaml'));
    const problems = 'problems' in loaded ? loaded.problems : [];
    expect(problems.length).toBeGreaterThan(0);
    for (const { position, frame } of problems) {
      expect(position.line).toBeLessThanOrEqual(text.split('\n').length);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not see them
      expect(frame).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    }
  });
});
