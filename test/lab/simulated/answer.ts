/** What dxdrill answers to the question of a case, in the words of the daemons. */
import { Simulation } from '../../../sim/simulation.ts';
import type { RouteCandidateView } from '../../../sim/view-types.ts';
import { type Answer, playedBy } from '../cases/ask.ts';
import type { PolicyCase, Variant } from '../cases/case.ts';
import { type DaemonName, type LabNetwork, wellKnownCommunities } from '../network.ts';
import { resolveRouter } from '../resolve.ts';
import { endName, simulatedNetwork } from './network.ts';

/** Long enough for every daemon's timers, a refused connection included. */
const FIRST_LOOK = '10m';
const LAST_LOOK = '20m';

const named = (community: string) =>
  Object.entries(wellKnownCommunities).find(([, value]) => value === community)?.[0] ?? community;

/** FRR's words for the step that a loser lost on. */
const reasons: Readonly<Record<string, string>> = {
  weight: 'Weight',
  'local preference': 'Local Pref',
  'locally originated': 'Local Route',
  AS_PATH: 'AS Path',
  origin: 'Origin',
  MED: 'MED',
  internal: 'Peer Type',
  'IGP metric': 'IGP Metric',
  age: 'Older Path',
  'router id': 'Router ID',
  'cluster list': 'Cluster length',
  'peer address': 'Neighbor IP',
};

function answerOf(network: LabNetwork, router: string, candidates: readonly RouteCandidateView[]): Answer {
  const { neighbors } = resolveRouter(network, router);
  const keyOf = ({ session }: RouteCandidateView) =>
    session === ''
      ? 'local'
      : (neighbors.find(({ key }) => endName(router, key) === session)?.key ?? session);
  const used = candidates.filter(({ lostOn }) => lostOn === undefined);
  const [best] = used;
  if (best === undefined) return { best: 'none', together: [], asPath: [], communities: [] };
  // What import refused was no candidate.
  const reason = candidates.flatMap(({ lostOn = '' }) => reasons[lostOn] ?? [])[0];
  return {
    best: keyOf(best),
    together: [...new Set(used.map(keyOf))].sort(),
    asPath: best.asPath,
    communities: best.communities.map(named).sort(),
    localPreference: best.localPreference,
    ...(best.med !== undefined && { med: best.med }),
    ...(reason !== undefined && { reason }),
  };
}

/** One variant of a case, with one daemon's profile in the tested router's place. */
export function simulatedAnswer(asked: PolicyCase, variant: Variant, daemon: DaemonName): Answer {
  const network = playedBy(variant.network, asked.tested, daemon);
  const late = Object.keys(network.routers).filter((name) => network.routers[name]?.late === true);
  const sim = Simulation.build(simulatedNetwork(network), { start: 'cold', keepsSnapshots: false });
  const faults = late.map((target) => sim.inject({ fault: 'bgp-process-down', target }));
  sim.advance({ to: FIRST_LOOK });
  for (const fault of faults) sim.clear(fault);
  sim.advance({ to: LAST_LOOK });
  const broken = sim.brokenInvariants();
  if (broken.length > 0) throw new Error(broken.join('; '));
  return answerOf(network, asked.asked, sim.routeCandidates(asked.asked, asked.prefix));
}
