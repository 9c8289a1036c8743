/** One simulated run of one row, in the order of a real one; what its trace says, as packets do there. */
import { Simulation } from '../../../sim/simulation.ts';
import type { RouterChange } from '../../../sim/topology/router-change.ts';
import type { NetworkSpec } from '../../../sim/topology/spec.ts';
import type { RouteCandidateView } from '../../../sim/view-types.ts';
import type { DaemonName, LabNetwork } from '../network.ts';
import { type ResolvedRouter, resolveRouter } from '../resolve.ts';
import type { Outcome } from '../timing/outcome.ts';
import {
  type Action,
  CABLE,
  CUSTOMER,
  OBSERVER,
  type Pair,
  PREFIX,
  type Settings,
  TESTED,
  type TimingRow,
  timingNetwork,
} from '../timing/rows.ts';
import type { Run } from '../timing/summary.ts';
import { cableName, neighborOf, routeMapsOf, simulatedNetwork } from './network.ts';
import { HERE, type Intervals, outcomeOf, Watched } from './trace.ts';

/**
 * From the start of a daemon's process to its first word: how long its programs take to load on the machine that the
 * measurements are from (least `establish` of each, FRR's and OpenBGPD's own first second aside).
 */
const launchMicros: Readonly<Record<DaemonName, number>> = {
  frr: 140_000,
  bird: 11_000,
  gobgp: 20_000,
  openbgpd: 9_000,
  exabgp: 200_000,
};

/** And how long it may wait for the processor meanwhile: OpenBGPD, which connects at once, is up after 9–31 ms. */
const LAUNCH_JITTER_MICROS = 20_000;

/** News of a carrier that is back reaches the other namespace so late (linkwatch): FRR there connects after it. */
const CARRIER_BACK_MICROS = 100_000;

const SECOND = 1_000_000;
/** As the real runs have them. */
const SETTLE_MICROS = 4 * SECOND;
const SETTLE_JITTER_MICROS = 1 * SECOND;
const BFD_UP_MICROS = 4 * SECOND;
const PHASE_MICROS = 3 * SECOND;
/** KEEPALIVEs are further apart than this. */
const LOOK_MICROS = 400_000;
const LATEST_START_MICROS = 90 * SECOND;

/** The same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

interface Scene {
  readonly sim: Simulation;
  readonly pair: Pair;
  settings: Settings;
  /** Of the process of the customer that is down. */
  killed: number | undefined;
  silence: number | undefined;
}

/** What a router's new description says otherwise. */
function changesOf(network: LabNetwork, before: ResolvedRouter, after: ResolvedRouter): RouterChange[] {
  return after.neighbors.flatMap((neighbor): RouterChange[] => {
    const old = before.neighbors.find(({ key }) => key === neighbor.key);
    if (old === undefined) return [];
    const [was, is] = [neighborOf(network, before.name, old), neighborOf(network, after.name, neighbor)];
    const change: RouterChange = {
      neighbor: neighbor.key,
      ...(is.authKey !== was.authKey && { authKey: is.authKey ?? '' }),
      ...(is.shutdown !== was.shutdown && { shutdown: is.shutdown === true }),
      ...(is.export !== was.export && { export: is.export ?? 'none' }),
      ...(after.networks?.length !== before.networks?.length && { advertise: after.networks ?? [] }),
    };
    return Object.keys(change).length > 1 ? [change] : [];
  });
}

function configure(scene: Scene, router: typeof CUSTOMER | typeof TESTED, as: Settings): void {
  const [before, after] = [timingNetwork(scene.pair, scene.settings), timingNetwork(scene.pair, as)];
  scene.settings = as;
  const changes = changesOf(after, resolveRouter(before, router), resolveRouter(after, router));
  const refusal = scene.sim.configure(router, changes);
  if (refusal !== undefined) throw new Error(refusal);
}

function act(scene: Scene, action: Action): void {
  const { sim } = scene;
  switch (action.kind) {
    case 'link':
      // The laboratory shuts the customer's interface: the other end loses its carrier.
      if (action.up) sim.advance({ to: sim.now + CARRIER_BACK_MICROS });
      sim.configure(CUSTOMER, [{ interface: cableName(CABLE), shutdown: !action.up }]);
      break;
    case 'silence':
      if (action.on)
        scene.silence = sim.inject({
          fault: 'silent-loss',
          target: cableName(CABLE),
          options: { loss: 1_000_000 },
        });
      else if (scene.silence !== undefined) sim.clear(scene.silence);
      break;
    case 'kill':
      scene.killed = sim.inject({ fault: 'bgp-process-down', target: CUSTOMER });
      break;
    case 'start':
      sim.advance({ to: sim.now + launchMicros[scene.pair.customer] });
      if (scene.killed !== undefined) sim.clear(scene.killed);
      break;
    case 'clear':
      sim.configure(action.router, [
        { neighbor: action.router === CUSTOMER ? TESTED : CUSTOMER, clear: true },
      ]);
      break;
    case 'configure':
      configure(scene, action.router, action.as);
      break;
    default:
      action satisfies never;
  }
}

/** The network as it is when rows begin that begin alike, with the route maps that later settings name. */
function networkOf(rows: readonly TimingRow[], pair: Pair): NetworkSpec {
  const steps = rows.flatMap((row) => row.steps);
  const later = steps.flatMap(({ action }) => (action.kind === 'configure' ? [action.as] : []));
  const settings = rows[0]?.settings ?? {};
  const all = [settings, ...later].map((some) => timingNetwork(pair, some));
  const maps = all.map((network) =>
    routeMapsOf(Object.keys(network.routers).map((name) => resolveRouter(network, name))),
  );
  const network = simulatedNetwork(timingNetwork(pair, settings));
  return { ...network, routeMaps: Object.assign({}, ...maps, network.routeMaps) };
}

const isOver: Readonly<Record<NonNullable<TimingRow['over']>, (seen: Outcome) => boolean>> = {
  withdrawal: ({ withdrawalMicros }) => withdrawalMicros !== undefined,
  recovery: ({ recoveryMicros }) => recoveryMicros !== undefined,
  switch: ({ switchMicros }) => switchMicros !== undefined,
};

/** A network that has come up, with what was random on the way. */
interface Start {
  readonly sim: Simulation;
  readonly watched: Watched;
  readonly startedMicros: number;
  readonly faultMicros: number;
  readonly keepaliveMicros: Intervals;
}

/** Brings the network up as the laboratory does; the fault strikes anywhere within an interval of KEEPALIVEs. */
function start(network: NetworkSpec, pair: Pair, settings: Settings, seed: number): Start {
  const random = randomOf(seed);
  const sim = Simulation.build(network, { seed, start: 'cold', keepsSnapshots: false });
  const { routers } = timingNetwork(pair, settings);
  const starts = Object.entries(routers)
    .map(([router, { daemon }]) => {
      const fault = sim.inject({ fault: 'bgp-process-down', target: router });
      const jitter = Math.floor(random() * LAUNCH_JITTER_MICROS);
      return { router, fault, atMicros: launchMicros[daemon] + jitter };
    })
    .sort((a, b) => a.atMicros - b.atMicros);
  for (const { router, fault, atMicros } of starts) {
    if (router === CUSTOMER) continue;
    sim.advance({ to: atMicros });
    sim.clear(fault);
  }
  const startedMicros = sim.now + SETTLE_MICROS + Math.floor(random() * SETTLE_JITTER_MICROS);
  for (const { router, fault, atMicros } of starts) {
    if (router !== CUSTOMER) continue;
    sim.advance({ to: startedMicros + atMicros });
    sim.clear(fault);
  }
  const hears = () => sim.routeCandidates(OBSERVER, PREFIX).some(isFromCustomer);
  if (!sim.advance({ to: sim.now + LATEST_START_MICROS, until: hears }))
    throw new Error(`${pair.customer} - ${pair.tested} never came up with seed ${seed}`);
  const faultMicros = sim.now + BFD_UP_MICROS + Math.floor(random() * PHASE_MICROS);
  const keepaliveMicros = keepalivesUntil(sim, faultMicros);
  return { sim, watched: new Watched(sim), startedMicros, faultMicros, keepaliveMicros };
}

const CUSTOMER_ASN = 65001;
const isFromCustomer = ({ lostOn, asPath }: RouteCandidateView): boolean =>
  lostOn === undefined && asPath.includes(CUSTOMER_ASN);

/** Between KEEPALIVEs, from what the hold timers have left: the last one came that long ago. */
function keepalivesUntil(sim: Simulation, faultMicros: number): Intervals {
  // What the tested router hears, the customer sends.
  const seen = { customer: new Set<number>(), tested: new Set<number>() };
  while (sim.now + LOOK_MICROS < faultMicros) {
    sim.advance({ to: sim.now + LOOK_MICROS });
    const { router, otherRouter } = sim.session(HERE);
    for (const [end, times] of [[router, seen.customer] as const, [otherRouter, seen.tested] as const])
      if (end?.leftMicros !== undefined) times.add(sim.now + end.leftMicros - end.holdMicros);
  }
  // The first may have been an UPDATE, or what answered the OPEN.
  const gaps = (times: ReadonlySet<number>) => {
    const [, ...rest] = [...times].sort((a, b) => a - b);
    return rest.slice(1).map((time, i) => time - (rest[i] ?? time));
  };
  return { customer: gaps(seen.customer), tested: gaps(seen.tested) };
}

/** Plays a row on from where the network is up. */
function play(row: TimingRow, pair: Pair, from: Start): Outcome {
  const sim = from.sim.fork();
  const watched = new Watched(sim, from.watched);
  const scene: Scene = { sim, pair, settings: row.settings, killed: undefined, silence: undefined };
  const { startedMicros, faultMicros: first, keepaliveMicros } = from;
  const stepsMicros = row.steps.map(({ atSeconds }) => first + atSeconds * SECOND);
  const seen = () => outcomeOf(watched.lines(), { startedMicros, stepsMicros }, keepaliveMicros);
  for (const { atSeconds, action } of row.steps) {
    sim.advance({ to: first + atSeconds * SECOND });
    act(scene, action);
  }
  const end = (stepsMicros.at(-1) ?? first) + row.watchSeconds * SECOND;
  while (sim.now < end) {
    sim.advance({ to: Math.min(end, sim.now + SECOND) });
    if (row.over !== undefined && isOver[row.over](seen())) break;
  }
  // What comes with it, such as a NOTIFICATION, may be a little later.
  sim.advance({ to: sim.now + SECOND / 2 });
  return seen();
}

/** Rows that begin alike share their start: its cost, and what was random in it. */
export function simulate(rows: readonly TimingRow[], pair: Pair, seed: number): readonly Run[] {
  const groups = new Map<string, TimingRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.settings);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((alike) => {
    const [row] = alike;
    if (row === undefined) return [];
    const from = start(networkOf(alike, pair), pair, row.settings, seed);
    return alike.map((one) => ({ row: one.name, ...pair, outcome: play(one, pair, from) }));
  });
}
