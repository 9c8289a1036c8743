import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiFailures, clearApiFailure, injectApiFailure } from '../../sim/directconnect/failures.ts';
import { messages } from '../../sim/directconnect/messages.ts';
import { apiModel } from '../../sim/directconnect/model.ts';
import { operations } from '../../sim/directconnect/operations.ts';
import { Store } from '../../sim/kernel/store.ts';
import { recordKind } from '../../sim/records.ts';
import { violations } from '../../sim/topology/invariants.ts';
import { accounts, type Lab, MINUTE, SECOND, standardLab } from './lab.ts';

const move = { virtualInterfaceId: 'v101', connectionId: 'lag-b' };

const recordsOf = (lab: Lab, kind: string) =>
  [...lab.kernel.trace].filter((record) => recordKind(record.kind) === kind);

describe('the API model', () => {
  it('has 73 operations', () => {
    expect(apiModel.operations).toHaveLength(73);
  });

  it('knows every operation that is simulated', () => {
    for (const name of operations.keys()) expect(apiModel.operations).toContain(name);
  });

  it.each<[string, string, unknown, (string | number)[], string]>([
    ['an unknown operation', 'AssociateVirtualInterfaces', {}, [], 'did you mean AssociateVirtualInterface?'],
    [
      'an unknown member',
      'AssociateVirtualInterface',
      { ...move, conectionId: 'x' },
      ['conectionId'],
      'did you mean connectionId?',
    ],
    [
      'a missing member',
      'AssociateVirtualInterface',
      { virtualInterfaceId: 'v' },
      [],
      'connectionId is required',
    ],
    [
      'a wrong type',
      'AssociateVirtualInterface',
      { ...move, connectionId: 7 },
      ['connectionId'],
      'connectionId must be a string',
    ],
    [
      'a nested member',
      'CreatePrivateVirtualInterface',
      { connectionId: 'c', newPrivateVirtualInterface: { virtualInterfaceName: 'x', vlan: '7' } },
      ['newPrivateVirtualInterface', 'vlan'],
      'vlan must be a 32-bit integer',
    ],
    [
      'an item of a list',
      'CreateConnection',
      { location: 'l', bandwidth: '1Gbps', connectionName: 'n', tags: [{ key: 'a' }, { value: 'b' }] },
      ['tags', 1],
      'key is required',
    ],
    ['no list', 'StartBgpFailoverTest', { virtualInterfaceId: 'v', bgpPeers: 'x' }, ['bgpPeers'], 'a list'],
    ['no structure', 'CreateBGPPeer', { newBGPPeer: [] }, ['newBGPPeer'], 'must have members'],
  ])('finds %s', (_, operation, request, path, text) => {
    const [problem, ...more] = apiModel.check(operation, request);
    expect(problem?.path).toEqual(path);
    expect(problem?.message).toContain(text);
    expect(more).toEqual([]);
  });

  it('takes 64-bit ASNs as long and not as int', () => {
    const request = (members: object) => ({ virtualInterfaceId: 'v', newBGPPeer: members });
    expect(apiModel.check('CreateBGPPeer', request({ asnLong: 4_294_967_295 }))).toEqual([]);
    expect(apiModel.check('CreateBGPPeer', request({ asn: 4_294_967_295 }))).toHaveLength(1);
  });

  it('never throws, whatever a request is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...apiModel.operations), fc.jsonValue(), (operation, request) => {
        for (const { message } of apiModel.check(operation, request)) expect(message).not.toBe('');
      }),
    );
  });
});

describe('a call', () => {
  it('takes names for ids and account names for numbers', () => {
    const lab = standardLab().begin();
    const answer = lab.ok('AssociateVirtualInterface', {
      virtualInterfaceId: lab.apiId('v101'),
      connectionId: 'lag-b',
    });
    expect(answer.connectionId).toBe(lab.apiId('lag-b'));
  });

  it('is recorded with its request, the key redacted, and is the cause of what it does', () => {
    const lab = standardLab().begin();
    lab.ok('CreatePrivateVirtualInterface', {
      connectionId: 'c1',
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'new',
        vlan: 5,
        asn: 65000,
        authKey: 'do-not-show',
        virtualGatewayId: 'vgw',
      },
    });
    const [accepted] = recordsOf(lab, 'api.accepted');
    expect(accepted?.detail).toContain('[PROTECTED]');
    expect(JSON.stringify([...lab.kernel.trace])).not.toContain('do-not-show');
    const born = recordsOf(lab, 'vif.state').at(-1);
    expect(born?.cause).toBe(accepted?.id);
  });

  it('is recorded when it is refused', () => {
    const lab = standardLab().begin();
    lab.error('AssociateVirtualInterface', { ...move, connectionId: 'a1' });
    expect(recordsOf(lab, 'api.refused')[0]?.detail).toContain('already associated');
  });

  it('of an operation that is not simulated says so, as no exception of the API', () => {
    expect(standardLab().begin().error('DescribeLocations', {})).toEqual({
      type: 'NotSimulated',
      message: 'DescribeLocations is not simulated yet',
    });
  });

  it('walks from any record of a move back to the call', () => {
    const lab = standardLab().begin();
    lab.ok('AssociateVirtualInterface', move);
    lab.advance(MINUTE);
    const available = recordsOf(lab, 'peer.state').find((record) => record.detail === 'pending → available');
    const root = lab.kernel.trace.chain(available?.id ?? 0).at(-1);
    expect(root && recordKind(root.kind)).toBe('api.accepted');
  });
});

describe('injected failures', () => {
  it.each([
    ['serverError', 'DirectConnectServerException'],
    ['throttling', 'ThrottlingException'],
  ] as const)('%s refuses the next calls and changes nothing', (kind, type) => {
    const lab = standardLab().begin();
    injectApiFailure(lab, { operation: 'AssociateVirtualInterface', kind, count: 2 });
    const { 'api failures': _, ...before } = lab.future();
    for (let n = 0; n < 2; n++) expect(lab.error('AssociateVirtualInterface', move).type).toBe(type);
    const { 'api failures': __, ...after } = lab.future();
    expect(after).toEqual(before);
    lab.ok('DescribeLags', {});
    lab.ok('AssociateVirtualInterface', move);
  });

  it('a lost reply: the call was carried out, the caller does not know, the retry is refused', () => {
    const lab = standardLab().begin();
    injectApiFailure(lab, { operation: '*', kind: 'replyLost', count: 1 });
    expect(lab.error('AssociateVirtualInterface', move).type).toBe('RequestTimeout');
    expect(recordsOf(lab, 'api.lost')).toHaveLength(1);
    expect(lab.topology.target(lab.id('v101'), 'rides')).toBe(lab.id('lag-b'));
    expect(lab.error('AssociateVirtualInterface', move).message).toContain('is in state pending');
  });

  it('are cleared by operation and kind', () => {
    const failures = new ApiFailures(new Store());
    failures.inject({ operation: 'CreateLag', kind: 'throttling', count: 9 });
    failures.inject({ operation: 'CreateLag', kind: 'serverError', count: 9 });
    clearApiFailure({ failures }, 'CreateLag', 'throttling');
    expect(failures.take('DeleteLag')).toBeUndefined();
    expect(failures.take('CreateLag')).toBe('serverError');
    clearApiFailure({ failures }, 'CreateLag');
    expect(failures.take('CreateLag')).toBeUndefined();
  });
});

it('texts that are AWS’s are marked as known, all others as ours', () => {
  const known = Object.entries(messages).filter(([, message]) => message.origin === 'known');
  expect(known.map(([name]) => name)).toEqual(
    expect.arrayContaining(['transitioning', 'lastPeer', 'allocateToOwner', 'confirmConnection']),
  );
  expect(messages.vlanConflict.origin).toBe('ours');
});

const targets = [
  'a1',
  'c1',
  'small',
  'lag-b',
  'lag-d',
  'b1',
  'h1',
  'h2',
  'ic1',
  'plag',
  'cust1',
  'far1',
  'nowhere',
];
const vifs = ['v101', 'v102', 'v103', 'v104', 'fresh', 'fresh #2', 'hv'];
const target = fc.constantFrom(...targets);
const vif = fc.constantFrom(...vifs);
const vlan = fc.constantFrom(101, 102, 103, 300, 400, 555);
const subnet = fc.constantFrom(undefined, '10.0.101', '10.0.102', '10.77.0');

const script = fc.oneof(
  fc
    .record({ virtualInterfaceId: vif, connectionId: target })
    .map((r) => ['AssociateVirtualInterface', r] as const),
  fc.record({ connectionId: target, vlan, subnet, mtu: fc.constantFrom(1500, 9001) }).map(
    (r) =>
      [
        'CreatePrivateVirtualInterface',
        {
          connectionId: r.connectionId,
          newPrivateVirtualInterface: {
            virtualInterfaceName: 'fresh',
            vlan: r.vlan,
            asn: 65000,
            mtu: r.mtu,
            virtualGatewayId: 'vgw',
            amazonAddress: r.subnet && `${r.subnet}.1/30`,
            customerAddress: r.subnet && `${r.subnet}.2/30`,
          },
        },
      ] as const,
  ),
  fc.record({ virtualInterfaceId: vif }).map((r) => ['DeleteVirtualInterface', r] as const),
  fc
    .record({ virtualInterfaceId: vif, newBGPPeer: fc.constantFrom({ addressFamily: 'ipv6', asn: 65000 }) })
    .map((r) => ['CreateBGPPeer', r] as const),
  fc
    .record({ virtualInterfaceId: vif, bgpPeerId: fc.constantFrom('v101 ipv4', 'v101 ipv6', 'v101 ipv4 #2') })
    .map((r) => ['DeleteBGPPeer', r] as const),
  fc
    .record({ connectionId: target, lagId: fc.constantFrom('lag-b', 'lag-d', 'plag') })
    .map((r) => ['AssociateConnectionWithLag', r] as const),
  fc
    .record({ connectionId: fc.constantFrom('b1', 'b2', 'd1'), lagId: fc.constantFrom('lag-b', 'lag-d') })
    .map((r) => ['DisassociateConnectionFromLag', r] as const),
  fc
    .record({
      connectionId: fc.constantFrom('h1', 'h2'),
      parentConnectionId: fc.constantFrom('ic1', 'ic2', 'plag'),
    })
    .map((r) => ['AssociateHostedConnection', r] as const),
  fc
    .record({ connectionId: fc.constantFrom('a1', 'c1', 'small') })
    .map(
      (r) =>
        [
          'CreateLag',
          { ...r, numberOfConnections: 1, location: 'EqLD5', connectionsBandwidth: '10Gbps', lagName: 'x' },
        ] as const,
    ),
  fc.record({ lagId: fc.constantFrom('lag-b', 'lag-d') }).map((r) => ['DeleteLag', r] as const),
  fc.record({ connectionId: target }).map((r) => ['DeleteConnection', r] as const),
  fc.record({ virtualInterfaceId: vif }).map((r) => ['StartBgpFailoverTest', r] as const),
);

const step = fc.record({
  call: script,
  as: fc.constantFrom('net', 'net', 'net', 'partner', 'customer', 'stranger') as fc.Arbitrary<
    keyof typeof accounts
  >,
  pause: fc.constantFrom(0, SECOND, 10 * SECOND, MINUTE, 20 * MINUTE),
});

describe('whatever is called, in whatever order', () => {
  const lab = (options = {}) => {
    const made = standardLab(options);
    made.vif('v103', 'lag-b', 103, { peers: ['10.0.102.1/29'] });
    made.vif('v104', 'c1', 101, { ownerAccount: accounts.customer, mtu: 9001 });
    made.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    return made.begin();
  };

  it('invariants hold after every call, and a refused one changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom('refused', 'allowed'),
        (steps, movePending) => {
          const made = lab({ timing: { movePending } });
          for (const {
            call: [operation, request],
            as,
            pause,
          } of steps) {
            const before = made.future();
            const result = made.call(operation, request, as);
            if (!result.ok) expect(made.future()).toEqual(before);
            expect(violations(made.topology)).toEqual([]);
            made.advance(pause);
            expect(violations(made.topology)).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the same calls give the same state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const run = () => {
          const made = lab();
          for (const {
            call: [operation, request],
            as,
            pause,
          } of steps) {
            made.call(operation, request, as);
            made.advance(pause);
          }
          return made.kernel.store.hash();
        };
        expect(run()).toBe(run());
      }),
      { numRuns: 30 },
    );
  });
});
