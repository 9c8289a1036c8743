/** Path attributes (RFC 4271 §5, 1997, 4360, 4456, 8092), each set of them one object. */

/** In the order of preference (RFC 4271 §9.1.2.2 b). */
export type Origin = 'IGP' | 'EGP' | 'INCOMPLETE';

export interface PathAttributes {
  readonly origin: Origin;
  /** AS_SEQUENCE, the last sender first. AS_SET is not made (RFC 9774 deprecates it). */
  readonly asPath: readonly number[];
  /** Address of the next hop; of a route that a router originates itself, empty. */
  readonly nextHop: string;
  readonly med?: number;
  /** Within one AS only. */
  readonly localPref?: number;
  /**
   * Communities of all three kinds in one sorted list: standard `7224:7100`, large `64512:1:2`, extended with their
   * kind before them `rt:64512:1`. Well-known ones are written as numbers, see {@link wellKnown}.
   */
  readonly communities: readonly string[];
  readonly atomicAggregate?: boolean;
  /** AS and identifier of the router that aggregated: `65001 10.0.0.1`. */
  readonly aggregator?: string;
  /** Route reflection (RFC 4456): who brought the route into the AS, and which clusters it passed. */
  readonly originatorId?: string;
  readonly clusterList?: readonly string[];
}

/** RFC 1997, RFC 7999, RFC 8326, RFC 9494. */
export const wellKnown = {
  gracefulShutdown: '65535:0',
  llgrStale: '65535:6',
  noLlgr: '65535:7',
  blackhole: '65535:666',
  noExport: '65535:65281',
  noAdvertise: '65535:65282',
  noExportSubconfed: '65535:65283',
} as const;

const known = new Map<string, PathAttributes>();

/** Numbers first by number: `7224:100` before `7224:7100` before `64512:1`. */
const byNumbers = (a: string, b: string): number => {
  const [left, right] = [a.split(':'), b.split(':')];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one = '', other = ''] = [left[index], right[index]];
    if (one === other) continue;
    const difference = Number(one) - Number(other);
    if (difference < 0 || difference > 0) return difference;
    return one < other ? -1 : 1;
  }
  return 0;
};

const sortedCommunities = (communities: readonly string[]): readonly string[] =>
  communities.length < 2 ? communities : [...new Set(communities)].sort(byNumbers);

/** Attributes whose optional members may also be undefined, which means absent. */
type Draft = Pick<PathAttributes, 'origin' | 'asPath' | 'nextHop' | 'communities'> & {
  readonly [Member in Exclude<keyof PathAttributes, 'origin' | 'asPath' | 'nextHop' | 'communities'>]?:
    | PathAttributes[Member]
    | undefined;
};

/** What tells two sets of attributes apart. */
function keyOf(draft: Draft, communities: readonly string[]): string {
  const { origin, asPath, nextHop, med, localPref, atomicAggregate, aggregator } = draft;
  const reflected = `${draft.originatorId ?? ''} ${draft.clusterList?.join(' ') ?? ''}`;
  const aggregate = `${atomicAggregate ?? ''} ${aggregator ?? ''}`;
  return `${origin}|${asPath.join(' ')}|${nextHop}|${med ?? ''}|${localPref ?? ''}|${communities.join(' ')}|${aggregate}|${reflected}`;
}

function made(draft: Draft, communities: readonly string[]): PathAttributes {
  const { origin, asPath, nextHop, med, localPref } = draft;
  const { atomicAggregate, aggregator, originatorId, clusterList } = draft;
  return Object.freeze({
    origin,
    asPath,
    nextHop,
    communities,
    ...(med !== undefined && { med }),
    ...(localPref !== undefined && { localPref }),
    ...(atomicAggregate !== undefined && { atomicAggregate }),
    ...(aggregator !== undefined && { aggregator }),
    ...(originatorId !== undefined && { originatorId }),
    ...(clusterList !== undefined && { clusterList }),
  });
}

/** The one object for a set of attributes: two are the same when they are `===`. */
export function intern(draft: Draft): PathAttributes {
  const communities = sortedCommunities(draft.communities);
  const key = keyOf(draft, communities);
  const before = known.get(key);
  if (before !== undefined) return before;
  const attributes = made(draft, communities);
  known.set(key, attributes);
  return attributes;
}

/** RFC 6996: for private use. */
export const isPrivateAsn = (asn: number): boolean =>
  (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);

/** The AS that sent a route: the first of its path; none for a route of the own AS. */
export const neighborAs = ({ asPath }: PathAttributes): number | undefined => asPath[0];

/** A set of attributes with some of them changed; a member that is undefined is taken away. */
export const changed = (attributes: PathAttributes, change: Partial<Draft>): PathAttributes =>
  intern({ ...attributes, ...change });
