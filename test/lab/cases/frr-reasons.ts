/** FRR names the step that decided (bgp_path_selection_reason2str); the cases must be about what they say. */
import type { Answer } from './ask.ts';
import type { DecisionStep, PolicyCase } from './case.ts';

/** Own networks have the weight 32768 there. Paths used together are told apart by a later step. */
const reasons: Readonly<Record<DecisionStep, string | undefined>> = {
  weight: 'Weight',
  'local preference': 'Local Pref',
  'locally originated': 'Weight',
  'AS_PATH length': 'AS Path',
  origin: 'Origin',
  MED: 'MED',
  'always-compare-med': 'MED',
  'eBGP over iBGP': 'Peer Type',
  'IGP metric': 'IGP Metric',
  multipath: undefined,
  'oldest path': 'Older Path',
  'router id': 'Router ID',
  'cluster list length': 'Cluster length',
  'peer address': 'Neighbor IP',
};

const isStep = (decides: string): decides is DecisionStep => decides in reasons;

export function otherReason({ decides }: PolicyCase, answer: Answer): readonly string[] {
  const wanted = isStep(decides) ? reasons[decides] : undefined;
  if (wanted === undefined || answer.reason === wanted) return [];
  return [`decided by ${answer.reason} instead of ${wanted}`];
}
