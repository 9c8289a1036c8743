// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a matrix look like that
import { describe, expect, it } from 'vitest';
import { broken } from './broken.ts';

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
      '{ vif: v101, connection',
      '{ vif: v101, conection',
      'conection: unknown key "conection": did you mean "connection"?',
    ],
    ['links: { atLeast: 1 }', 'links: { least: 1 }', 'least: unknown key "least": did you mean "atLeast"?'],
    [
      'interface: po1.102',
      'interfaces: po1.102',
      '{ interfaces: po1.102, shutdown: false }: a change names an "interface", a "neighbor"',
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
    [
      'atMost: 40s',
      'atMost: 4s, atLeast: 5s',
      '{ atMost: 4s, atLeast: 5s }: expected atLeast, atMost or both',
    ],
    // names
    [
      '{ virtualInterfaceId: v102,',
      '{ virtualInterfaceId: v10l,',
      `v10l: no virtual interface "v10l"; the network has v101, v102, ${vifs}`,
    ],
    [
      'target: dxcon-b1',
      'target: v101',
      'v101: fibre-cut: no connection or carrier "v101"; the network has dxcon-a',
    ],
    ['from: lon-r1', 'from: par-r1', 'par-r1: no router "par-r1"; the network has lon-r1, lon-r2'],
    [
      'to: vpc-prod',
      'to: nowhere',
      'nowhere: no VPC or router "nowhere"; the network has vpc-prod, lon-r1, lon-r2',
    ],
    ['to: vpc-prod', 'to: lon-r1', 'lon-r1: the flow ends where it starts'],
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
      '{ flow: prod, downtime: { atMost: 40s } }',
      '{ call: flip, ok: true }',
      'flip: no api step "flip"; the timeline has collide, move',
    ],
    ['connection: dxcon-a', 'connection: $gone', '$gone: no saved value "gone"; there is none'],
    [
      '{ flow: prod, downtime: { atMost: 40s } }',
      '{ route: vpc-prod, via: v102 }',
      '{ route: vpc-prod, via: v102 }: "prefix" is missing',
    ],
    [
      '{ flow: prod, downtime: { atMost: 40s } }',
      '{ neighbor: lon-r1, bgp: Idle }',
      'lon-r1: expected a name like `lon-r1 169.254.1.1`',
    ],
    [
      '{ flow: prod, downtime: { atMost: 40s } }',
      '{ neighbor: lon-r1 1.2.3, bgp: Idle }',
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
      '{ virtualInterfaceId: v102, c',
      '{ virtualInterface: v102, c',
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
    [
      'after: collide + 1m',
      'after: collide - 1m',
      'collide - 1m: nothing can wait for collide and come before it: give the time itself, like 90s (only "end" takes',
    ],
    [
      'after: collide + 1m',
      'at: collide - 1m',
      'collide - 1m: nothing can wait for collide and come before it: give the time itself, like 90s',
    ],
    ['after: collide + 1m', 'at: start - 1m', 'start - 1m: nothing is before the start'],
    [
      'fault: fibre-cut',
      'router: lon-r2\n    fault: fibre-cut',
      'fault: a step has one verb; this one has both router and fault',
    ],
    [
      '    router: lon-r2',
      '    router: lon-r2\n    clear: cut',
      'clear: a step has one verb; this one has both router and clear',
    ],
    ['fault: fibre-cut', 'falt: fibre-cut', 'fibre-cut: unknown key "falt": did you mean "fault"?'],
    [
      'fault: fibre-cut\n    target: dxcon-b1\n    for: 5m',
      'clear: flip',
      'flip: "flip" is no fault: there is nothing to clear',
    ],
    ['prod:', 'v101:', 'v101: "v101" is already the name of a virtual interface'],
    ['id: flip', 'id: move', 'move: "move" is already the id of step 2'],
    ['id: flip', 'id: end', 'end: "end" already means the end of the run'],
    [
      '{ flow: prod, downtime: { atMost: 40s } }',
      '{ flow: prod }',
      '{ flow: prod }: nothing is checked: add one of state, downtime',
    ],
    [
      '{ flow: prod, downtime: { atMost: 40s } }',
      '{ flaw: prod }',
      '{ flaw: prod }: a condition names its subject, one of vif, connection',
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
      '../networks/nowhere.yaml',
      '../networks/nowhere.yaml: ../networks/nowhere.yaml cannot be read: ',
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
