/** Sessions as operators have them: random acts at odd times on top of scenarios that have a life of their own. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type LoadOptions, loadScenario } from '../../sim/scenario/load.ts';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { catalogue } from '../../sim/simulation.ts';
import type { RouterChange } from '../../sim/topology/router-change.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

export const loadOptions = (file: string): LoadOptions => ({
  file,
  read,
  api: catalogue.api,
  faults: { faults: catalogue.faults },
});

/** The one scenario of a text that is right. */
export function load(text: string, file = 'scenarios/drill.yaml'): Scenario {
  const loaded = loadScenario(text, loadOptions(file));
  if ('problems' in loaded)
    throw new Error(loaded.problems.map(({ message, frame }) => `${message}\n${frame}`).join('\n'));
  const [scenario, ...others] = loaded.value;
  if (scenario === undefined || others.length > 0) throw new Error('expected one scenario');
  return scenario;
}

/** A network with a script: steps at a time, after each other, and when something is so. */
export interface Base {
  readonly name: string;
  readonly source: string;
  readonly connections: readonly string[];
  readonly vifs: readonly string[];
  readonly gateway: Readonly<Record<string, string>>;
  readonly changes: readonly (readonly [router: string, changes: readonly RouterChange[]])[];
}

const london: Base = {
  name: 'london',
  source: `# yaml-language-server: $schema=../schema.json
# A move with a look back.
dxdrill: 1
name: A session in London
duration: 12m
seed: 5

topology:
  use: networks/london.yaml

traffic:
  prod: { from: lon-r1, to: vpc-prod, rate: 1.2Gbps } # all that matters

timeline:
  - id: move
    at: 1m
    api: AssociateVirtualInterface
    request: { virtualInterfaceId: v102, connectionId: dxlag-b }

  - id: flip # the customer's end
    after: move + 5s
    router: lon-r2
    set: { interface: po1.102, shutdown: false }

  - after: flip
    fault: silent-loss
    target: dxcon-b1
    loss: 0.5%
    for: 20s

  - id: alarm
    when: { flow: prod, downtime: { atLeast: 12345678us } }
    api: CreatePrivateVirtualInterface
    request:
      connectionId: dxlag-b
      newPrivateVirtualInterface: { virtualInterfaceName: spare, vlan: 400, asn: 65001, directConnectGatewayId: dxgw-core }
    save: { virtualInterfaceId: spare }

  - id: shake
    after: alarm + 3s
    fault: bgp-reset
    target: $spare

  - id: cut
    when: { vif: v102, connection: dxlag-b, bgp: Established }
    fault: fibre-cut
    target: dxcon-b2

  - after: cut + 90s
    clear: cut

expect:
  - that: { vif: v102, connection: dxlag-b, state: available, bgp: Established } # by then
    within: 3m
    of: move
  - name: nobody else notices
    that: { vif: v203, bgp: Established }
    always: [start, cut]
  - that: { flow: prod, state: up }
`,
  connections: ['dxcon-a', 'dxcon-b1', 'dxcon-b2', 'dxlag-b'],
  vifs: ['v101', 'v102', 'v199', 'v203'],
  gateway: { directConnectGatewayId: 'dxgw-core' },
  changes: [
    ['lon-r2', [{ interface: 'po1.102', shutdown: false }]],
    ['lon-r1', [{ shutdown: true, interface: 'eth1.102', mtu: 1400 }]],
    ['lon-r1', [{ neighbor: '169.254.102.1', holdMicros: 9_000_000, authKey: 'typed by hand' }]],
    ['lon-r2', [{ interface: 'po1', minimumLinks: 2 }]],
    ['lon-r2', [{ interface: 'po1.77', vlan: 77, addresses: ['192.0.2.1/30'] }]],
    ['lon-r2', [{ remove: 'po1.77' }]],
    ['lon-r2', [{ interface: 'po9.1', shutdown: true }]],
    ['lon-r2', [{ remove: 'eth7' }]],
  ],
};

const manchester: Base = {
  name: 'manchester',
  source: `dxdrill: 1
name: A session in Manchester
duration: 10m
start: cold
topology: { use: networks/manchester.yaml, vifs: { v102: { mtu: 1500 } } }
traffic: { prod: { from: man-r1, to: vpc-prod, rate: 600Mbps } }
timing: { oldPeerTeardown: silent }
timeline:
  - { at: start, api: DescribeVirtualInterfaces }
  - id: early
    when: { vif: v102, bgp: Established }
    router: man-r1
    set: [{ interface: po1.102, shutdown: false }]
    expect: { error: overlaps }
  - { id: move, after: early + 20s, api: AssociateVirtualInterface, request: { virtualInterfaceId: v102, connectionId: dxlag-b } }
  - id: flip
    after: move
    router: man-r1
    set:
      - { interface: eth1.102, shutdown: true }
      - { interface: po1.102, shutdown: false }
  - { id: late, at: end - 1m, fault: device-down, target: man-r1, for: 10s }
expect:
  - { that: { call: move, ok: true }, at: move }
  - { that: { vif: v102, connection: dxlag-b }, at: late }
`,
  connections: ['dxcon-a', 'dxcon-b1', 'dxlag-b'],
  vifs: ['v102'],
  gateway: { virtualGatewayId: 'vgw-prod' },
  changes: [
    ['man-r1', [{ interface: 'po1.102', shutdown: true }]],
    ['man-r1', [{ interface: 'eth1.102', shutdown: false }]],
    ['man-r1', [{ bfd: { intervalMicros: 300_000, multiplier: 3 }, neighbor: '169.254.102.1' }]],
    ['man-r1', [{ neighbor: '169.254.102.1', prepend: 2, advertise: ['10.20.0.0/17'] }]],
    ['man-r1', [{ neighbor: '192.0.2.99', shutdown: true }]],
    ['man-r1', [{ interface: 'eth1', shutdown: true }]],
    ['man-r1', [{ interface: 'eth1', shutdown: false }]],
  ],
};

export const bases: readonly Base[] = [london, manchester];

type Act = (run: ScenarioRun, made: Made) => void;

/** What the operator has to go back to. */
interface Made {
  readonly faults: number[];
  readonly vifs: string[];
}

const pick = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

/** What cannot be is refused with an error, as on the command line; the session goes on. */
function inject(run: ScenarioRun, made: Made, injection: Parameters<typeof run.simulation.inject>[0]): void {
  made.faults.push(run.simulation.inject(injection));
}

const call =
  (operation: string, request: Readonly<Record<string, unknown>>, as?: string): Act =>
  ({ simulation }, made) => {
    const result = simulation.call(operation, request, as === undefined ? {} : { as });
    const id = result.ok ? result.answer.virtualInterfaceId : undefined;
    if (typeof id === 'string' && operation.startsWith('Create')) made.vifs.push(id);
  };

const acts = (base: Base): fc.Arbitrary<Act> => {
  const connection = pick(base.connections);
  const physical = pick(base.connections.filter((name) => !name.includes('lag')));
  const lasting = fc.option(fc.integer({ min: 1, max: 90_000_001 }), { nil: undefined });
  const vlan = fc.integer({ min: 0, max: 500 });
  return fc.oneof(
    fc
      .tuple(pick(base.vifs), connection)
      .map(([virtualInterfaceId, connectionId]) =>
        call('AssociateVirtualInterface', { virtualInterfaceId, connectionId }),
      ),
    fc.tuple(connection, vlan, fc.string({ minLength: 1, maxLength: 12 })).map(([connectionId, tag, text]) =>
      call('CreatePrivateVirtualInterface', {
        connectionId,
        newPrivateVirtualInterface: { virtualInterfaceName: text, vlan: tag, asn: 65001, ...base.gateway },
      }),
    ),
    fc
      .tuple(fc.string(), fc.json())
      .map(([key, json]) => call('DescribeVirtualInterfaces', { [`x${key}`]: JSON.parse(json) })),
    pick(['$spare', 'nobody', 'dxvif-fg12345h', '12', 'yes: no', ' ', '# x', 'null']).map(
      (virtualInterfaceId) => call('DescribeVirtualInterfaces', { virtualInterfaceId }),
    ),
    pick(['111122223333', '999999999999', 'stranger']).map((as) => call('DescribeConnections', {}, as)),
    fc.constant(call('MakeCoffee', { strong: true })),
    fc.nat().map(
      (n): Act =>
        (run, made) => {
          const virtualInterfaceId = made.vifs[n % Math.max(1, made.vifs.length)];
          if (virtualInterfaceId !== undefined)
            call('DeleteVirtualInterface', { virtualInterfaceId })(run, made);
        },
    ),
    fc.nat().map(
      (n): Act =>
        (run, made) => {
          const target = made.vifs[n % Math.max(1, made.vifs.length)];
          if (target !== undefined) inject(run, made, { fault: 'bgp-reset', target });
        },
    ),
    fc.tuple(pick(base.vifs), lasting).map(
      ([target, micros]): Act =>
        (run, made) =>
          inject(run, made, {
            fault: 'wrong-vlan',
            target,
            options: { end: 'customer', value: 99 },
            ...(micros !== undefined && { for: micros }),
          }),
    ),
    fc.tuple(physical, lasting, fc.integer({ min: 1, max: 999_999 })).map(
      ([target, micros, loss]): Act =>
        (run, made) =>
          inject(run, made, {
            fault: 'silent-loss',
            target,
            options: { loss },
            ...(micros !== undefined && { for: micros }),
          }),
    ),
    fc.tuple(physical, lasting).map(
      ([target, micros]): Act =>
        (run, made) =>
          inject(run, made, { fault: 'fibre-cut', target, ...(micros !== undefined && { for: micros }) }),
    ),
    fc.constant<Act>((run, made) =>
      inject(run, made, {
        fault: 'api-throttling',
        target: 'AssociateVirtualInterface',
        options: { count: 1 },
      }),
    ),
    fc.nat().map(
      (n): Act =>
        ({ simulation }, made) => {
          const fault = made.faults[n % Math.max(1, made.faults.length)];
          if (fault !== undefined) simulation.clear(fault);
        },
    ),
    pick(base.changes).map(
      ([router, changes]): Act =>
        ({ simulation }) =>
          void simulation.configure(router, changes),
    ),
    fc.string({ minLength: 1 }).map(
      (text): Act =>
        (run) =>
          run.note(`seen: ${text}`),
    ),
  );
};

/** µs until the next act, often none: two inputs at one moment. */
const pauses = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(-1) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60_000_003 }) },
);

/** Plays a session; a negative pause is one step to whatever comes next. */
export const sessions = (base: Base): fc.Arbitrary<() => ScenarioRun> =>
  fc.array(fc.tuple(pauses, acts(base)), { minLength: 5, maxLength: 30 }).map((moves) => () => {
    const run = ScenarioRun.start(load(base.source));
    const made: Made = { faults: [], vifs: [] };
    for (const [pause, act] of moves) {
      if (pause < 0) run.step();
      else if (pause > 0) run.advance(run.now + pause);
      act(run, made);
    }
    return run;
  });
