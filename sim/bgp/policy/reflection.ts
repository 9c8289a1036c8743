/** Route reflection (RFC 4456). */
import { intern, type PathAttributes } from '../rib/attributes.ts';

/** What a neighbour is to this router. `own`: the route is this router's. */
export type Role = 'own' | 'external' | 'client' | 'nonClient';

/** §6: who gets a route from whom. Between routers of the AS a route passes only by a reflector and one of its clients. */
export function passesOn(from: Role, to: Exclude<Role, 'own'>): boolean {
  if (from === 'own' || from === 'external' || to === 'external') return true;
  return from === 'client' || to === 'client';
}

export const isReflected = (from: Role, internal: boolean): boolean =>
  internal && (from === 'client' || from === 'nonClient');

/** §8: what a reflector adds, so that loops are found. The cluster id is the router id, unless several share one. */
export const reflected = (attributes: PathAttributes, senderId: string, clusterId: string): PathAttributes =>
  intern({
    ...attributes,
    originatorId: attributes.originatorId ?? senderId,
    clusterList: [clusterId, ...(attributes.clusterList ?? [])],
  });

/** §8: a route that comes back to who brought it in, or to a cluster that it passed. */
export const isReflectionLoop = (
  { originatorId, clusterList = [] }: PathAttributes,
  routerId: string,
  clusterId: string | undefined,
): boolean => originatorId === routerId || (clusterId !== undefined && clusterList.includes(clusterId));
