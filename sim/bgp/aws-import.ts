/** What AWS's end of a session takes of what the customer announces. */
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { isAsLoop } from './policy/as-path.ts';
import { isListed, withoutUnsupported } from './public-routes.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { type Nlri, nlri } from './rib/nlri.ts';

export interface AwsImport {
  /** Whether the prefix may be announced at all. */
  readonly listed: (prefix: Nlri) => boolean;
  /** Attributes as they are taken in; undefined: the route is a loop. */
  readonly taken: (attributes: PathAttributes) => PathAttributes | undefined;
}

const lists = new WeakMap<readonly string[], readonly Nlri[]>();

/** Prefixes of a list of the graph, parsed once. */
function parsed(prefixes: readonly string[]): readonly Nlri[] {
  const known = lists.get(prefixes) ?? prefixes.map(nlri);
  lists.set(prefixes, known);
  return known;
}

/** Public virtual interfaces take only what was listed and verified. */
export function awsImport(topology: Topology, peer: EntityId): AwsImport {
  const { localAsn } = topology.as('bgpPeer', peer).session;
  const vif = topology.target(peer, 'partOf');
  const record = vif === undefined ? undefined : topology.as('virtualInterface', vif);
  const unlooped = (attributes: PathAttributes) =>
    isAsLoop(attributes.asPath, localAsn, 0) ? undefined : attributes;
  if (record?.type !== 'public') return { listed: () => true, taken: unlooped };
  const routeFilter = parsed(record.routeFilterPrefixes);
  return {
    listed: (prefix) => isListed(routeFilter, prefix),
    taken: (attributes) => (unlooped(attributes) ? withoutUnsupported(attributes) : undefined),
  };
}
