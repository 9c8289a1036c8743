/** The few shapes of network that the cases are about. All helpers are BIRD; the tested router is whoever is tested. */
import type {
  InteriorRoute,
  LabDecision,
  LabNeighbor,
  LabNetwork,
  LabRouter,
  LabSet,
  LabTerm,
} from '../network.ts';

export const P = '10.9.0.0/24';

export const setting = (set: LabSet): readonly LabTerm[] => [{ set, action: 'accept' }];

/** A router with what all of them share. */
export const router = (
  asn: number,
  lastOctet: number,
  neighbors: LabRouter['neighbors'],
  more: Partial<LabRouter> = {},
): LabRouter => ({
  daemon: 'bird',
  hurried: true,
  asn,
  routerId: `10.0.0.${lastOctet}`,
  neighbors,
  ...more,
});

export interface Exit {
  readonly asn?: number;
  readonly routerId?: number;
  /** What it says to the judge. */
  readonly says?: LabSet;
  readonly late?: boolean;
  /** What the judge's session to it has. */
  readonly session?: LabNeighbor;
}

export interface TwoExits {
  readonly left?: Exit;
  readonly right?: Exit;
  readonly judgeNetworks?: readonly string[];
  readonly decision?: LabDecision;
}

const exit = (asn: number, lastOctet: number, given: Exit): LabRouter =>
  router(
    given.asn ?? asn,
    given.routerId ?? lastOctet,
    { judge: given.says === undefined ? {} : { export: setting(given.says) } },
    { networks: [P], ...(given.late === true && { late: true }) },
  );

/**
 * Left and right both announce the prefix to the judge (AS 65000). Left is older, has the lower router id and the
 * lower address, so with nothing else to tell them apart everyone chooses left.
 */
export function twoExits({ left = {}, right = {}, judgeNetworks, decision }: TwoExits): LabNetwork {
  const lateRight = left.late === true ? right : { late: true, ...right };
  return {
    links: [
      ['left', 'judge'],
      ['right', 'judge'],
    ],
    routers: {
      left: exit(65001, 1, left),
      right: exit(65002, 2, lateRight),
      judge: router(
        65000,
        100,
        { left: left.session ?? {}, right: right.session ?? {} },
        { ...(judgeNetworks && { networks: judgeNetworks }), ...(decision && { decision }) },
      ),
    },
  };
}

export interface InsideExits {
  /** Metrics of the judge's interior routes to the external next hops by left and by right. */
  readonly metrics?: readonly [number, number];
  readonly leftId?: number;
  readonly rightId?: number;
  readonly leftSays?: LabSet;
  readonly rightSays?: LabSet;
  readonly decision?: LabDecision;
  /** The routers put themselves in as next hops. */
  readonly nextHopSelf?: boolean;
}

/** Left and right are internal to the judge; both hear the prefix from one external router (AS 65001). */
export function insideExits(given: InsideExits = {}): LabNetwork {
  const [leftMetric, rightMetric] = given.metrics ?? [10, 10];
  const interior: readonly InteriorRoute[] = [
    { link: 2, via: 'left', metric: leftMetric },
    { link: 3, via: 'right', metric: rightMetric },
  ];
  const self = given.nextHopSelf === true ? { nextHopSelf: true } : {};
  const towardsJudge = (says: LabSet | undefined): LabNeighbor => ({
    ...self,
    ...(says && { export: setting(says) }),
  });
  return {
    links: [
      ['left', 'judge'],
      ['right', 'judge'],
      ['outside', 'left'],
      ['outside', 'right'],
    ],
    routers: {
      outside: router(65001, 50, { left: {}, right: {} }, { networks: [P] }),
      left: router(65000, given.leftId ?? 1, { outside: {}, judge: towardsJudge(given.leftSays) }),
      right: router(65000, given.rightId ?? 2, { outside: {}, judge: towardsJudge(given.rightSays) }),
      judge: router(
        65000,
        100,
        { left: {}, right: {} },
        {
          ...(given.nextHopSelf !== true && { interior }),
          ...(given.decision && { decision: given.decision }),
        },
      ),
    },
  };
}

export interface Line {
  readonly sourceAsn?: number;
  readonly middleAsn?: number;
  readonly sinkAsn?: number;
  readonly says?: LabSet;
  /** The tested router's session to the source, and to the sink. */
  readonly fromSource?: LabNeighbor;
  readonly toSink?: LabNeighbor;
  readonly middleNetworks?: readonly string[];
  readonly middle?: Partial<LabRouter>;
  readonly sourceNetworks?: readonly string[];
}

/** Source - middle - sink: what does the one in the middle pass on? */
export function line(given: Line): LabNetwork {
  return {
    links: [
      ['source', 'middle'],
      ['middle', 'sink'],
    ],
    routers: {
      source: router(
        given.sourceAsn ?? 65001,
        1,
        { middle: given.says === undefined ? {} : { export: setting(given.says) } },
        { networks: given.sourceNetworks ?? [P] },
      ),
      middle: router(
        given.middleAsn ?? 65000,
        100,
        { source: given.fromSource ?? {}, sink: given.toSink ?? {} },
        { ...(given.middleNetworks && { networks: given.middleNetworks }), ...given.middle },
      ),
      sink: router(given.sinkAsn ?? 65002, 2, { middle: {} }),
    },
  };
}
