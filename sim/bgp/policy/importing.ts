/** From what a neighbour sent to what the decision sees. */
import { intern, type PathAttributes } from '../rib/attributes.ts';
import { DEFAULT_LOCAL_PREFERENCE } from '../rib/decision.ts';
import { isAsLoop } from './as-path.ts';
import { received } from './graceful-shutdown.ts';
import { isReflectionLoop } from './reflection.ts';
import { applyRouteMap, type CompiledRouteMap, type PolicyContext, type PolicyRoute } from './route-map.ts';

export interface ImportPolicy {
  readonly internal: boolean;
  readonly localAsn: number;
  readonly routerId: string;
  /** Of a route reflector. */
  readonly clusterId: string | undefined;
  readonly allowasIn: number;
  /** Of routes from this neighbour, unless the route map sets one. */
  readonly weight: number;
  readonly map: CompiledRouteMap | undefined;
  readonly context: PolicyContext;
  readonly gracefulShutdown: boolean;
}

/** RFC 4271 §5.1.5, RFC 4456 §8: these mean nothing between ASs. */
const fromOutside = (attributes: PathAttributes): PathAttributes =>
  intern({
    ...attributes,
    localPref: DEFAULT_LOCAL_PREFERENCE,
    originatorId: undefined,
    clusterList: undefined,
  });

const fromInside = (attributes: PathAttributes): PathAttributes =>
  attributes.localPref === undefined
    ? intern({ ...attributes, localPref: DEFAULT_LOCAL_PREFERENCE })
    : attributes;

/** The route as it may be chosen, or undefined: a loop, or rejected. */
export function importRoute(
  { nlri, attributes }: Pick<PolicyRoute, 'nlri' | 'attributes'>,
  policy: ImportPolicy,
): PolicyRoute | undefined {
  const { internal, localAsn, routerId, clusterId, allowasIn, weight, map, context } = policy;
  if (isAsLoop(attributes.asPath, localAsn, allowasIn)) return undefined;
  if (internal && isReflectionLoop(attributes, routerId, clusterId)) return undefined;
  const taken = { nlri, attributes: internal ? fromInside(attributes) : fromOutside(attributes), weight };
  const mapped = map === undefined ? taken : applyRouteMap(map, taken, context);
  if (mapped === undefined) return undefined;
  const shutdown = { internal, shuttingDown: policy.gracefulShutdown };
  return { ...mapped, attributes: received(mapped.attributes, shutdown) };
}
