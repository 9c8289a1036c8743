/** One run of one row: the network comes up, the fault strikes, and the packets say when what followed. */
import type { ChildProcess } from 'node:child_process';
import { loadavg } from 'node:os';
import type { BgpMessage } from '../bgp-messages.ts';
import { capture } from '../capture.ts';
import { wallClock } from '../clock.ts';
import { Laboratory } from '../laboratory.ts';
import { cutter, dropAll, passAll } from '../netns.ts';
import type { LabNetwork } from '../network.ts';
import { interfaceOf, type ResolvedNeighbor } from '../resolve.ts';
import { pause, until } from '../shell.ts';
import { type Moments, type Outcome, outcome } from './outcome.ts';
import {
  type Action,
  BACKUP,
  CABLE,
  CUSTOMER,
  OBSERVER,
  type Pair,
  PREFIX,
  TESTED,
  type TimingRow,
  timingNetwork,
} from './rows.ts';

/** Sessions to the backup and the observer are there before the customer starts. */
const SETTLE_MILLIS = 4000;
/** BFD comes up at a packet a second (RFC 5880 §6.8.3). */
const BFD_UP_MILLIS = 4000;
/** The fault strikes anywhere within an interval of keepalives. */
const PHASE_MILLIS = 3000;

interface Scene {
  readonly lab: Laboratory;
  readonly network: LabNetwork;
  readonly pair: Pair;
  readonly cable: ChildProcess;
}

const actions: {
  readonly [K in Action['kind']]: (scene: Scene, action: Extract<Action, { kind: K }>) => Promise<void>;
} = {
  link: async ({ cable }, { up }) => {
    cable.stdin?.write(`link set ${interfaceOf(CABLE)} ${up ? 'up' : 'down'}\n`);
  },
  silence: ({ lab, network }, { on }) => (on ? dropAll : passAll)(network, lab.namespaces, CABLE),
  kill: ({ lab }) => lab.kill(CUSTOMER),
  start: ({ lab }) => lab.start(CUSTOMER),
  clear: ({ lab }, { router }) => lab.clear(router, router === CUSTOMER ? TESTED : CUSTOMER),
  configure: ({ lab, pair }, { router, as }) => lab.reconfigure(router, timingNetwork(pair, as)),
};

function act(scene: Scene, action: Action): Promise<void> {
  switch (action.kind) {
    case 'link':
      return actions.link(scene, action);
    case 'silence':
      return actions.silence(scene, action);
    case 'kill':
      return actions.kill(scene, action);
    case 'start':
      return actions.start(scene, action);
    case 'clear':
      return actions.clear(scene, action);
    case 'configure':
      return actions.configure(scene, action);
    default:
      return action satisfies never;
  }
}

function neighborOf(lab: Laboratory, key: string): ResolvedNeighbor {
  const found = lab.router(TESTED).neighbors.find((neighbor) => neighbor.key === key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

const hasPassedOn = (seen: readonly BgpMessage[], observer: string) =>
  seen.some((m) => m.type === 'update' && m.destination === observer && m.announced.includes(PREFIX));

export function measure(row: TimingRow, pair: Pair, random: () => number): Promise<Outcome> {
  const network = timingNetwork(pair, row.settings);
  return Laboratory.with(network, async (lab) => {
    const wall = wallClock();
    const watched = await capture(lab, TESTED);
    const scene = { lab, network, pair, cable: lab.keep(cutter(lab.namespaces, CUSTOMER)) };
    const [customer, observer] = [neighborOf(lab, CUSTOMER), neighborOf(lab, OBSERVER)];
    await lab.startAll([TESTED, OBSERVER, ...(row.settings.backup === true ? [BACKUP] : [])]);
    await pause(SETTLE_MILLIS + random() * 1000);
    const startedMicros = wall();
    await lab.start(CUSTOMER);
    const customerPath = (m: BgpMessage) => m.type === 'update' && m.asPath.includes(65001);
    await until('the route reaches the observer', 90_000, async () =>
      hasPassedOn(watched.read().filter(customerPath), observer.remoteAddress),
    );
    await pause(BFD_UP_MILLIS + random() * PHASE_MILLIS);
    const load = loadavg()[0] ?? 0;
    const stepsMicros = await play(row, scene, wall);
    const moments: Moments = { startedMicros, stepsMicros };
    const seen = () => outcome(watched.read(), customer, observer, moments, load);
    await watch(row, seen);
    await watched.stop();
    lab.assertAlive();
    return seen();
  });
}

const isOver: Readonly<Record<NonNullable<TimingRow['over']>, (seen: Outcome) => boolean>> = {
  withdrawal: ({ withdrawalMicros }) => withdrawalMicros !== undefined,
  recovery: ({ recoveryMicros }) => recoveryMicros !== undefined,
  switch: ({ switchMicros }) => switchMicros !== undefined,
};

async function watch({ watchSeconds, over }: TimingRow, seen: () => Outcome): Promise<void> {
  const end = performance.now() + watchSeconds * 1000;
  while (performance.now() < end) {
    await pause(500);
    if (over !== undefined && isOver[over](seen())) break;
  }
  // What comes with it, such as a NOTIFICATION, may be a little later.
  await pause(500);
}

async function play(row: TimingRow, scene: Scene, wall: () => number): Promise<readonly number[]> {
  const times: number[] = [];
  const first = wall();
  for (const { atSeconds, action } of row.steps) {
    await pause(Math.max(0, atSeconds * 1000 - (wall() - first) / 1000));
    times.push(wall());
    await act(scene, action);
  }
  return times;
}
