/** One simulated run of one row, in the order of a real one; what its trace says, as packets do there. */
import { Simulation } from '../../../sim/simulation.ts';
import type { RouterChange } from '../../../sim/topology/router-change.ts';
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
import { cableName, neighborOf, routeMapsOf, simulatedNetwork } from './network.ts';
import { readTrace } from './trace.ts';

/**
 * From the start of a daemon's process to its first word: how long its programs take to load on the machine that the
 * measurements are from (least `establish` of each, FRR's and OpenBGPD's own first second aside).
 */
const launchMicros: Readonly<Record<DaemonName, number>> = {
  frr: 140_000,
  bird: 10_000,
  gobgp: 20_000,
  openbgpd: 10_000,
  exabgp: 200_000,
};

const SECOND = 1_000_000;
/** As the real runs have them. */
const SETTLE_MICROS = 4 * SECOND;
const SETTLE_JITTER_MICROS = 1 * SECOND;
const BFD_UP_MICROS = 4 * SECOND;
const PHASE_MICROS = 3 * SECOND;
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

/** The network as it is when the run begins, with the route maps that later settings name. */
function networkOf(row: TimingRow, pair: Pair) {
  const later = row.steps.flatMap(({ action }) => (action.kind === 'configure' ? [action.as] : []));
  const all = [row.settings, ...later].map((settings) => timingNetwork(pair, settings));
  const maps = all.map((network) =>
    routeMapsOf(Object.keys(network.routers).map((name) => resolveRouter(network, name))),
  );
  const network = simulatedNetwork(timingNetwork(pair, row.settings));
  return { ...network, routeMaps: Object.assign({}, ...maps, network.routeMaps) };
}

const isOver: Readonly<Record<NonNullable<TimingRow['over']>, (seen: Outcome) => boolean>> = {
  withdrawal: ({ withdrawalMicros }) => withdrawalMicros !== undefined,
  recovery: ({ recoveryMicros }) => recoveryMicros !== undefined,
  switch: ({ switchMicros }) => switchMicros !== undefined,
};

export function simulate(row: TimingRow, pair: Pair, seed: number): Outcome {
  const random = randomOf(seed);
  const sim = Simulation.build(networkOf(row, pair), { seed, start: 'cold', keepsSnapshots: false });
  const scene: Scene = { sim, pair, settings: row.settings, killed: undefined, silence: undefined };
  const starting = sim.inject({ fault: 'bgp-process-down', target: CUSTOMER });
  const others = [pair.tested, 'bird' as const].map((daemon) => launchMicros[daemon]);
  const startedMicros = Math.max(...others) + SETTLE_MICROS + Math.floor(random() * SETTLE_JITTER_MICROS);
  sim.advance({ to: startedMicros + launchMicros[pair.customer] });
  sim.clear(starting);
  const asn = 65001;
  const hears = () =>
    sim
      .routeCandidates(OBSERVER, PREFIX)
      .some(({ lostOn, asPath }) => lostOn === undefined && asPath.includes(asn));
  if (!sim.advance({ to: sim.now + LATEST_START_MICROS, until: hears }))
    throw new Error(`${row.name}: ${pair.customer} - ${pair.tested} never came up with seed ${seed}`);
  const first = sim.now + BFD_UP_MICROS + Math.floor(random() * PHASE_MICROS);
  const stepsMicros = row.steps.map(({ atSeconds }) => first + atSeconds * SECOND);
  for (const { atSeconds, action } of row.steps) {
    sim.advance({ to: first + atSeconds * SECOND });
    act(scene, action);
  }
  const last = stepsMicros.at(-1) ?? first;
  const seen = () => readTrace(sim, { startedMicros, stepsMicros });
  for (let at = last; at < last + row.watchSeconds * SECOND; at += SECOND) {
    sim.advance({ to: at });
    if (row.over !== undefined && isOver[row.over](seen())) break;
  }
  sim.advance({ to: sim.now + SECOND / 2 });
  return seen();
}
