/** Results as the runner would give them, an engine that plays them, and a context that keeps what is written. */
import type { Context, Stream } from '../../cli/context.ts';
import type { Engine } from '../../cli/engine.ts';
import { paintOf } from '../../cli/paint.ts';
import { main } from '../../cli/program.ts';
import type { Output, Reporter, Summary } from '../../cli/reporters/reporter.ts';
import type { ExpectationResult, FlowResult, ScenarioResult, StepResult } from '../../sim/scenario/result.ts';
import type { Position, Problem, Scenario } from '../../sim/scenario/types.ts';

export const second = 1_000_000;
export const minute = 60 * second;

export const source = [
  'dxdrill: 1',
  'name: Move a VIF to a LAG',
  'timeline:',
  '  - id: move',
  '    at: 2m',
  'expect:',
  '  - that: {flow: prod, downtime: {atMost: 2s}}',
  '',
].join('\n');

export const at = (line: number, column: number, length: number, file = 'scenarios/move.yaml'): Position => ({
  file,
  line,
  column,
  length,
});

export function expectation(over: Partial<ExpectationResult> = {}): ExpectationResult {
  return {
    name: 'production is down for two seconds at most',
    passed: true,
    warn: false,
    expected: 'flow prod downtime at most 2s',
    happened: 'downtime 38.053s',
    atMicros: 30 * minute,
    position: at(7, 5, 44),
    cause: [],
    ...over,
  };
}

export function step(over: Partial<StepResult> = {}): StepResult {
  return {
    id: 'move',
    what: 'api AssociateVirtualInterface {"virtualInterfaceId":"v102","connectionId":"dxlag-b"}',
    atMicros: 2 * minute,
    ok: true,
    expected: 'ok',
    happened: 'ok',
    position: at(4, 5, 8),
    ...over,
  };
}

/** One outage of 38.053 s from 2:00, in three phases. */
export function flow(over: Partial<FlowResult> = {}): FlowResult {
  const from = 2 * minute;
  return {
    name: 'prod',
    downtimeMicros: 38_053_000,
    blackholedMicros: 5 * second,
    offered: '540000000000',
    delivered: '528584100000',
    lost: '11415900000',
    outages: [
      {
        fromMicros: from,
        toMicros: from + 38_053_000,
        phases: [
          { waitingFor: 'v102 is provisioned on dxlag-b', fromMicros: from, toMicros: from + 30 * second },
          {
            waitingFor: 'no ARP reply from 169.254.1.1',
            fromMicros: from + 30 * second,
            toMicros: from + 35_053_000,
          },
          {
            waitingFor: 'routes are installed',
            fromMicros: from + 35_053_000,
            toMicros: from + 38_053_000,
          },
        ],
        cause: [
          'vpc-prod has no route to 10.10.0.0/16',
          'the session of v102 was ended by AWS',
          'step move: AssociateVirtualInterface v102 to dxlag-b',
        ],
        restoredBy: ['the route over v102 was installed', 'step flip: lon-r2 po1.102 was opened'],
      },
    ],
    ...over,
  };
}

export function result(over: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    name: 'Move a VIF to a LAG',
    file: 'scenarios/move.yaml',
    tags: ['migration'],
    seed: 7,
    passed: true,
    durationMicros: 30 * minute,
    traceHash: '00c0ffee',
    stateHash: '0badcafe',
    steps: [step()],
    flows: [flow()],
    expectations: [expectation()],
    assumptions: [
      {
        name: 'virtualInterfaceMigration',
        value: 30 * second,
        confidence: 'assumed',
        source: 'unpublished',
        overridden: false,
      },
      {
        name: 'oldPeerTeardown',
        value: 'notify',
        confidence: 'assumed',
        source: 'unpublished',
        overridden: true,
      },
      {
        name: 'linkDownReaction',
        value: 50_000,
        confidence: 'measured',
        source: 'BIRD and FRR',
        overridden: false,
      },
    ],
    defects: [],
    ...over,
  };
}

/** The same with an expectation that did not hold. */
export const failure = (over: Partial<ScenarioResult> = {}) =>
  result({
    passed: false,
    expectations: [
      expectation({ passed: false, cause: ['prod had no path', 'step move: AssociateVirtualInterface'] }),
    ],
    ...over,
  });

export function scenario(over: Partial<Scenario> = {}): Scenario {
  return {
    file: 'scenarios/move.yaml',
    name: 'Move a VIF to a LAG',
    tags: ['migration'],
    seed: 7,
    durationMicros: 30 * minute,
    start: 'converged',
    profile: 'compat',
    network: {
      region: 'eu-west-2',
      accounts: {},
      devices: {},
      carriers: {},
      routers: {},
      links: {},
      connections: {},
      lags: {},
      vifs: {},
      gateways: {},
      vpcs: {},
    },
    traffic: {},
    timing: {},
    timeline: [],
    expect: [],
    ...over,
  };
}

/** What a reporter writes about a run, uncoloured. */
export function report(
  reporter: Reporter,
  results: readonly ScenarioResult[],
  over: Partial<Summary & Output> = {},
) {
  let text = '';
  const output: Output = {
    write: (part) => {
      text += part;
    },
    columns: over.columns ?? 80,
    paint: over.paint ?? paintOf(false),
    verbose: over.verbose ?? false,
    env: over.env ?? {},
    cwd: over.cwd ?? process.cwd(),
    source: () => source,
  };
  const listener = reporter.open(
    output,
    results.map(({ name, file }) => scenario({ name, file })),
  );
  for (const one of results) listener.scenario(one);
  listener.end({
    results,
    problems: over.problems ?? [],
    notRun: over.notRun ?? 0,
    interrupted: over.interrupted ?? false,
  });
  return text;
}

/** What each file holds: scenarios with their results, or problems. */
export type Shelf = Readonly<
  Record<string, { readonly results: readonly ScenarioResult[] } | { readonly problems: readonly Problem[] }>
>;

const resultsIn = (shelf: Shelf, file: string): readonly ScenarioResult[] => {
  const held = shelf[file];
  return held !== undefined && 'results' in held ? held.results : [];
};

export function fakeEngine(shelf: Shelf, over: Partial<Engine> = {}): Engine {
  return {
    load: (file) => {
      const held = shelf[file];
      if (held !== undefined && 'problems' in held) return held;
      return {
        scenarios: resultsIn(shelf, file).map(({ name, tags, seed, durationMicros, flows }) =>
          scenario({
            file,
            name,
            tags,
            seed,
            durationMicros,
            traffic: Object.fromEntries(flows.map((one) => [one.name, demand])),
          }),
        ),
      };
    },
    run: async (of, { seed }) => {
      const found = resultsIn(shelf, of.file).find(({ name }) => name === of.name);
      if (found === undefined) throw new Error(`nothing planned for ${of.name}`);
      return { ...found, file: of.file, seed: seed ?? of.seed };
    },
    explainFlow: (_of, name) => [`${name} was down`, '  because of step move'],
    explainRoute: (_of, table, prefix, at) =>
      table === 'lon-r1' ? { lines: [`${table} sends to ${prefix} at ${at}`] } : { tables: ['lon-r1'] },
    explainPaths: (_of, name, at) => [`${name} at ${at}`],
    explainEvent: (_of, n) => (n < 10 ? [`event ${n}`] : []),
    trace: () => ['0  00:00  start', '1  02:00  virtual interface v102 moves'],
    graph: () => ({
      nodes: [
        { id: '0', kind: 'connection', label: 'dxcon-a' },
        { id: '1', kind: 'virtualInterface', label: 'v "101"' },
      ],
      edges: [{ from: '1', to: '0', relation: 'rides' }],
    }),
    schema: async () => '{"type":"object"}',
    ...over,
  };
}

const demand = {
  from: 'lon-r1',
  to: 'vpc-prod',
  rateBps: 1e9,
  packetSize: 1400,
  dontFragment: false,
  addressFamily: 'ipv4',
} as const;

export interface Played {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process. */
export async function dxdrill(
  argv: readonly string[],
  engine: Engine,
  over: Partial<Context> & { readonly tty?: boolean } = {},
): Promise<Played> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): Stream => ({
    write: (text) => {
      written[name] += text;
    },
    isTTY: over.tty ?? false,
    columns: 80,
  });
  const context: Context = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: {},
    cwd: process.cwd(),
    signal: new AbortController().signal,
    engine: async () => engine,
    ...over,
  };
  const code = await main(argv, '1.2.3', context);
  return { code, ...written };
}
