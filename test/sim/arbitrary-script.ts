/** Random inputs for a random network: API calls, faults, router changes, at random times. */
import fc from 'fast-check';
import { recordKind } from '../../sim/records.ts';
import type { Injection, Simulation } from '../../sim/simulation.ts';
import type { EntityKind } from '../../sim/topology/entities.ts';
import type { RouterChange } from '../../sim/topology/router-change.ts';

export type RandomInput = { readonly afterMicros: number } & (
  | {
      readonly do: 'call';
      readonly operation: string;
      readonly request: Readonly<Record<string, unknown>>;
      readonly as: string;
    }
  | { readonly do: 'inject'; readonly injection: Injection }
  | { readonly do: 'clear'; readonly fault: number }
  | { readonly do: 'configure'; readonly router: string; readonly changes: readonly RouterChange[] }
);

const SECOND = 1_000_000;

/** `$kind:n` stands for one of what the network has then. */
const some = (kind: string) => fc.nat(5).map((n) => `$${kind}:${n}`);
const vif = some('virtualInterface');
const port = fc.oneof(some('connection'), some('lag'));
const lag = some('lag');
const router = fc.constantFrom('r1', 'r2');
const direction = fc.constantFrom('both', 'to-aws', 'to-customer');
const minutes = fc.constantFrom(...[undefined, '2s', '7s', '40s', '5m']);

const call = (operation: string, request: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
  request.map((each) => ({ do: 'call', operation, request: each }) as const);

const calls = fc
  .oneof(
    {
      weight: 6,
      arbitrary: call(
        'AssociateVirtualInterface',
        fc.record({ virtualInterfaceId: vif, connectionId: port }),
      ),
    },
    call('DeleteVirtualInterface', fc.record({ virtualInterfaceId: vif })),
    call(
      'CreatePrivateVirtualInterface',
      fc.record({
        connectionId: port,
        newPrivateVirtualInterface: fc.record({
          virtualInterfaceName: fc.constantFrom('new1', 'new2'),
          vlan: fc.integer({ min: 101, max: 106 }),
          asn: fc.constant(65001),
          directConnectGatewayId: fc.constant('gw'),
        }),
      }),
    ),
    call(
      'UpdateVirtualInterfaceAttributes',
      fc.record({ virtualInterfaceId: vif, mtu: fc.constantFrom(1500, 8500, 9001) }),
    ),
    call(
      'CreateBGPPeer',
      vif.chain((virtualInterfaceId) =>
        fc.constantFrom('ipv4', 'ipv6').map((addressFamily) => ({
          virtualInterfaceId,
          newBGPPeer: { addressFamily, asn: 65001 },
        })),
      ),
    ),
    call('DeleteBGPPeer', fc.record({ virtualInterfaceId: vif, asn: fc.constant(65001) })),
    call(
      'StartBgpFailoverTest',
      fc.record({ virtualInterfaceId: vif, testDurationInMinutes: fc.integer({ min: 1, max: 5 }) }),
    ),
    call('StopBgpFailoverTest', fc.record({ virtualInterfaceId: vif })),
    call('UpdateLag', fc.record({ lagId: lag, minimumLinks: fc.nat(2) })),
    call('AssociateConnectionWithLag', fc.record({ connectionId: port, lagId: lag })),
    call('DisassociateConnectionFromLag', fc.record({ connectionId: port, lagId: lag })),
    call(
      'CreateLag',
      fc.record({
        numberOfConnections: fc.constant(1),
        location: fc.constant('EqLD5'),
        connectionsBandwidth: fc.constant('1Gbps'),
        lagName: fc.constant('lag2'),
        connectionId: port,
      }),
    ),
    call('DeleteLag', fc.record({ lagId: lag })),
    call('DeleteConnection', fc.record({ connectionId: port })),
  )
  .chain((each) =>
    fc
      .constantFrom('network', 'network', 'network', 'network', 'network', 'network', 'network', 'other')
      .map((as) => ({ ...each, as })),
  );

const fault = (name: string, target: fc.Arbitrary<string>, options: fc.Arbitrary<Injection['options']>) =>
  fc.record({ target, options, lasts: minutes }).map(({ target: at, options: given, lasts }) => ({
    do: 'inject' as const,
    injection: {
      fault: name,
      target: at,
      ...(given === undefined ? {} : { options: given }),
      ...(lasts === undefined ? {} : { for: lasts }),
    },
  }));

const none = fc.constant({});
const connection = fc.oneof(some('connection'), some('connection'), some('carrier'));
const end = fc.constantFrom('aws', 'customer');
const faults = fc.oneof(
  { weight: 4, arbitrary: fault('fibre-cut', connection, fc.record({ direction })) },
  {
    weight: 3,
    arbitrary: fault(
      'silent-loss',
      connection,
      fc.record({ loss: fc.constantFrom(1_000, 100_000, 600_000, 1_000_000), direction }),
    ),
  },
  fault('light-decay', some('connection'), fc.constant({ power: -20, over: 30 * SECOND })),
  fault('lacp-member-loss', some('connection'), none),
  { weight: 2, arbitrary: fault('device-down', fc.constantFrom('d1', 'd2', 'r1', 'r2', 'metro'), none) },
  fault('router-link-down', some('routerLink'), none),
  { weight: 2, arbitrary: fault('bgp-reset', vif, fc.record({ end })) },
  fault('wrong-vlan', vif, fc.record({ end, value: fc.integer({ min: 3001, max: 3999 }) })),
  fault('wrong-asn', vif, fc.record({ end, value: fc.constant(65009) })),
  fault('wrong-key', vif, fc.record({ end, value: fc.constant('another-key') })),
  fault('wrong-mtu', vif, fc.record({ end, value: fc.constantFrom(576, 9001) })),
  fault('status-unavailable', fc.constantFrom('d1', 'd2'), none),
);

const shutdown = fc.boolean();
const itf = some('interface');
const change: fc.Arbitrary<RouterChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ interface: itf, shutdown }) },
  fc.record({
    interface: fc.tuple(itf, fc.integer({ min: 101, max: 104 })).map(([parent, tag]) => `${parent}.${tag}`),
    for: vif,
    shutdown,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      neighbor: some('neighbor'),
      shutdown,
      bfd: fc.constantFrom('off' as const, { intervalMicros: 300_000, multiplier: 3 }),
      passive: fc.boolean(),
    }),
  },
  fc.record({ neighbor: some('neighbor'), holdMicros: fc.constantFrom(0, SECOND, 9 * SECOND) }),
  fc.record({ remove: itf }),
  fc.record({ interface: fc.constant('po1'), members: fc.constantFrom(['eth1'], ['eth1', 'eth2'], []) }),
);

const input = fc.oneof(
  { weight: 4, arbitrary: calls },
  { weight: 4, arbitrary: faults },
  { weight: 1, arbitrary: fc.nat(4).map((number) => ({ do: 'clear', fault: number }) as const) },
  {
    weight: 2,
    arbitrary: fc
      .record({ router, changes: fc.array(change, { minLength: 1, maxLength: 2 }) })
      .map((each) => ({ do: 'configure', ...each }) as const),
  },
);

/** Gaps from the same instant to some minutes. */
const gap = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 3 * SECOND }),
  fc.integer({ min: 1, max: 100 * SECOND }),
);

export const scripts: fc.Arbitrary<readonly RandomInput[]> = fc.array(
  fc.tuple(gap, input).map(([afterMicros, each]): RandomInput => ({ afterMicros, ...each })),
  { minLength: 1, maxLength: 8 },
);

/** Carries out one input; what the network does not have is left out. */
export function carryOut(sim: Simulation, given: RandomInput): void {
  const named = resolve(sim, given);
  if (named === undefined) return;
  switch (named.do) {
    case 'call':
      sim.call(named.operation, named.request, { as: named.as });
      return;
    case 'inject':
      sim.inject(named.injection);
      return;
    case 'clear':
      if (named.fault < faultsOf(sim)) sim.clear(named.fault);
      return;
    case 'configure':
      sim.configure(named.router, named.changes);
  }
}

/** With names for `$kind:n`; undefined when there is none of a kind. */
function resolve(sim: Simulation, given: RandomInput): RandomInput | undefined {
  let missing = false;
  const router = given.do === 'configure' ? given.router : '';
  const text = JSON.stringify(given).replace(/\$(\w+):(\d)/g, (_, kind: string, n: string) => {
    const names = namesOf(sim, kind, router);
    missing ||= names.length === 0;
    return names[Number(n) % Math.max(1, names.length)] ?? '';
  });
  // The same value with other names.
  return missing ? undefined : (JSON.parse(text) as RandomInput);
}

function namesOf(sim: Simulation, kind: string, router: string): readonly string[] {
  const labels = (of: EntityKind) =>
    sim
      .names(of)
      .filter((name) => name.startsWith(`${router} `))
      .map((name) => name.slice(router.length + 1));
  if (kind === 'interface') return [...labels('subInterface'), ...labels('portChannel'), ...labels('port')];
  // One of the kinds above, all of which the graph has.
  return kind === 'neighbor' ? labels('neighbor') : sim.names(kind as EntityKind);
}

/** How many faults were begun: their numbers count from 0. */
const faultsOf = (sim: Simulation): number =>
  [...sim.trace].filter(({ kind }) => recordKind(kind) === 'fault.begins').length;
