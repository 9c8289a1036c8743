/** From a chosen route to what a neighbour is sent (RFC 4271 §5.1, §9.1.3). */
import { intern, type PathAttributes } from '../rib/attributes.ts';
import { DEFAULT_LOCAL_PREFERENCE } from '../rib/decision.ts';
import { type PrivateAsRemoval, prepended, withoutPrivateAs } from './as-path.ts';
import { announced } from './graceful-shutdown.ts';
import { isReflected, passesOn, type Role, reflected } from './reflection.ts';
import { applyRouteMap, type CompiledRouteMap, type PolicyContext, type PolicyRoute } from './route-map.ts';
import { mayLeave } from './scope.ts';

/** Where the route came from. */
export interface ExportSource {
  readonly role: Role;
  /** BGP identifier of the sender; of an own route, this router's. */
  readonly routerId: string;
  readonly context: PolicyContext;
}

export interface ExportPolicy {
  /** What the receiver is to this router. */
  readonly role: Exclude<Role, 'own'>;
  readonly localAsn: number;
  readonly remoteAsn: number;
  /** BGP identifier of the receiver. */
  readonly remoteId: string;
  /** The own address on the session. */
  readonly localAddress: string;
  readonly clusterId: string;
  readonly nextHopSelf: boolean;
  readonly removePrivateAs: PrivateAsRemoval;
  readonly obeysNoExport: boolean;
  /** Times the own ASN is prepended beyond the once that is due. */
  readonly prepend: number;
  readonly map: CompiledRouteMap | undefined;
  readonly gracefulShutdown: boolean;
}

/** What a neighbour of the own AS is sent. Next hops of reflected routes stay (RFC 4456 §10). */
function insideDraft(attributes: PathAttributes, source: ExportSource, policy: ExportPolicy): PathAttributes {
  if (isReflected(source.role, true)) return reflected(attributes, source.routerId, policy.clusterId);
  const own = source.role === 'own' && attributes.nextHop === '';
  return intern({
    ...attributes,
    nextHop: own || policy.nextHopSelf ? policy.localAddress : attributes.nextHop,
    localPref: attributes.localPref ?? DEFAULT_LOCAL_PREFERENCE,
  });
}

/** What another AS is sent: a MED of a third AS stays here, and so does what means something within an AS only. */
const outsideDraft = (
  attributes: PathAttributes,
  { role }: ExportSource,
  { localAddress }: ExportPolicy,
): PathAttributes =>
  intern({
    ...attributes,
    nextHop: localAddress,
    med: role === 'own' ? attributes.med : undefined,
    localPref: undefined,
    originatorId: undefined,
    clusterList: undefined,
  });

/** After the route map, which may have prepended; the own AS comes last, so it stands first. */
function withOwnAs(attributes: PathAttributes, policy: ExportPolicy): PathAttributes {
  const { localAsn, remoteAsn, prepend } = policy;
  const { asPath } = attributes;
  const path = withoutPrivateAs(asPath, remoteAsn, policy.removePrivateAs);
  return intern({ ...attributes, localPref: undefined, asPath: prepended(path, localAsn, prepend) });
}

/** The attributes that go out, or undefined: not to this neighbour. */
export function exportRoute(
  route: PolicyRoute,
  source: ExportSource,
  policy: ExportPolicy,
): PathAttributes | undefined {
  const internal = policy.role !== 'external';
  if (!passesOn(source.role, policy.role) || !mayLeave(route.attributes, internal, policy.obeysNoExport))
    return undefined;
  const reflects = isReflected(source.role, internal);
  // RFC 4456 §6: not to who brought it in.
  if (reflects && (route.attributes.originatorId ?? source.routerId) === policy.remoteId) return undefined;
  const draft = (internal ? insideDraft : outsideDraft)(route.attributes, source, policy);
  const mapped = policy.map && applyRouteMap(policy.map, { ...route, attributes: draft }, source.context);
  if (policy.map !== undefined && mapped === undefined) return undefined;
  // A reflector may hold routes back but not change them, or its clients would choose otherwise (RFC 4456 §10).
  const after = reflects ? draft : (mapped?.attributes ?? draft);
  const sent = internal ? after : withOwnAs(after, policy);
  return policy.gracefulShutdown ? announced(sent, internal) : sent;
}
