/** Which route to a prefix a table uses, and where the others lost: the decision, laid open. */
import { awsRules } from '../bgp/aws/rules.ts';
import type { Route } from '../bgp/contract.ts';
import { intern } from '../bgp/rib/attributes.ts';
import { type DecisionStep, explainDecision, stepWords, type Verdict } from '../bgp/rib/decision.ts';
import { nlri } from '../bgp/rib/nlri.ts';
import { AGGREGATE, isOwn, type Path } from '../bgp/rib/path.ts';
import { entries, get } from '../bgp/rib/trie.ts';
import type { Direction } from '../link/contract.ts';
import { type Address, contains } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { exactly, towards } from './aws-tables.ts';
import { routesTo } from './gateway-routes.ts';
import type { Floors } from './net.ts';
import { gatewaysTowards } from './net.ts';
import { precedenceOf } from './precedence.ts';
import { heardBy, isPublicRegion, publicRules, publicStepWords, publicVerdicts } from './public-network.ts';
import { fibEntry } from './router-table.ts';
import { chosen, originWords, type TableRoute, vpcPrecedence } from './table-routes.ts';
import { beatenRoutes, vpcTable } from './vpc-table.ts';
import { type Demand, subnetOf } from './way.ts';

export interface RankedCandidate extends Pick<Route, 'attributes' | 'learnedMicros'> {
  /** The session that it was learned on; of a static route what it leads to; undefined: nothing, but `own`. */
  readonly endpoint: EntityId | undefined;
  /** What is at the end of a route that leads nowhere else, in words; undefined: it does. */
  readonly own: string | undefined;
  /** The router that holds the session to AWS; in a gateway's table, the virtual interface or VPN. */
  readonly holder: EntityId;
  /** Heard from another router of the AS. */
  readonly internal: boolean;
  /** IGP metric to the holder. */
  readonly metric: number;
  readonly weight: number;
  /** On which step it lost, in words; undefined: it is used. */
  readonly lostOn: string | undefined;
}

/** Prefixes that each of these routers, gateways and VPCs has a route to over a session, sorted. */
export function prefixesOf(floors: Floors, tables: readonly EntityId[]): readonly (readonly string[])[] {
  const { topology, bgp } = floors;
  const ofRouter = (router: EntityId): string[] =>
    [...entries(bgp.rib(router))]
      .filter(({ value }) => value.paths.some((path) => !isOwn(path)))
      .map((entry) => entry.nlri.text);
  const ofGateway = (gateway: EntityId): string[] => {
    const { region } = topology.as('gateway', gateway);
    const [first = region] = bgp.gateways.regions(gateway);
    const ribs = [bgp.gateways.table(gateway, first).rib, bgp.gateways.vpn(gateway).rib];
    return ribs.flatMap((rib) => [...entries(rib)].map((entry) => entry.nlri.text));
  };
  const ofTable = (table: EntityId): string[] => {
    if (isPublicRegion(topology, table)) return heardBy(floors, table).map((route) => route.nlri.text);
    if (topology.kind(table) === 'router') return ofRouter(table);
    // What those before it learned comes to it as well.
    const learned = [...gatewaysTowards(topology, table).keys()].flatMap(ofGateway);
    if (topology.kind(table) !== 'vpc') return [...ofGateway(table), ...learned];
    return [...learned, ...(topology.as('vpc', table).routes ?? []).map(({ to }) => to)];
  };
  return tables.map((table) => [...new Set(ofTable(table))].sort());
}

/** Usable routes to exactly this prefix, those in use first, each loser with the step that decided against it. `within`: one of `tablesOf`. */
export const candidatesOf = (
  floors: Floors,
  table: EntityId,
  prefix: string,
  within?: string,
): readonly RankedCandidate[] =>
  floors.topology.kind(table) === 'router'
    ? ofRouter(floors, table, prefix)
    : isPublicRegion(floors.topology, table)
      ? ofRegion(floors, table, prefix)
      : ofGateways(floors, table, prefix, within);

/** The steps of a table's decision in their order, in words. */
export const stepsOf = ({ topology, bgp }: Floors, table: EntityId): readonly string[] => {
  if (isPublicRegion(topology, table)) return publicRules.steps.map(publicStepWords);
  const { steps } = topology.kind(table) === 'router' ? bgp.rules(table) : awsRules;
  return steps.map((step) => stepWords[step]);
};

function ofRouter({ bgp }: Floors, router: EntityId, prefix: string): readonly RankedCandidate[] {
  const wanted = nlri(prefix);
  const paths = get(bgp.rib(router), wanted)?.paths ?? [];
  return [
    ...explainDecision(paths, bgp.rules(router)).map(({ path, lostOn }) => ({
      ...rankedPath(bgp, router, path),
      lostOn: lostOn === undefined ? undefined : stepWords[lostOn],
    })),
    ...bgp.refused(router, wanted).map(({ why, ...route }) => ({
      ...route,
      ...unlearned,
      holder: router,
      lostOn: why,
    })),
  ];
}

const ownWords = ({ source }: Path): string =>
  source === AGGREGATE ? 'its own aggregate, which discards' : 'its own network';

function rankedPath(bgp: Floors['bgp'], router: EntityId, path: Path): Omit<RankedCandidate, 'lostOn'> {
  const nextHop = bgp.nextHop(router, path);
  const { attributes, learnedMicros, external, metric = 0, weight } = path;
  const holder = nextHop?.kind === 'router' ? nextHop.router : router;
  return {
    endpoint: bgp.learnedOn(path),
    own: isOwn(path) ? ownWords(path) : undefined,
    ...{ holder, internal: !external, metric, weight, attributes, learnedMicros },
  };
}

/** Routes of one table: first where they are from, then the decision between those that are left. */
function ofGateways(
  floors: Floors,
  table: EntityId,
  prefix: string,
  within: string | undefined,
): readonly RankedCandidate[] {
  const routes = routesTo(floors, table, prefix, within);
  const won = chosen(routes, precedenceOf(floors.topology, table));
  const lost = routes.filter((route) => !won.includes(route));
  const [winner] = won;
  const why = winner === undefined ? '' : `${originWords[winner.origin]} first`;
  const beaten = beatenRoutes(floors, table, exactly(nlri(prefix)));
  return [
    ...compared(floors, table, won),
    ...compared(floors, table, lost).map((one) => ({ ...one, lostOn: why })),
    ...beaten.flatMap(({ by, ...one }) =>
      compared(floors, table, [one]).map((each) => ({ ...each, lostOn: `${originWords[by]} first` })),
    ),
  ];
}

function ofRegion(floors: Floors, region: EntityId, prefix: string): readonly RankedCandidate[] {
  const paths = heardBy(floors, region).filter(({ nlri: { text } }) => text === prefix);
  const verdicts = publicVerdicts(
    floors,
    paths.map(({ path }) => path),
  );
  return explained(floors, verdicts, publicStepWords);
}

/** Paths over sessions of AWS's, those in use first. */
const explained = (
  { topology }: Floors,
  verdicts: readonly Verdict[],
  words: (step: DecisionStep) => string,
): readonly RankedCandidate[] =>
  verdicts.map(({ path, lostOn: step }) => {
    const endpoint = entityId(path.source);
    const { attributes, learnedMicros } = path;
    const lostOn = step === undefined ? undefined : step === 'unreachable' ? stepWords[step] : words(step);
    return {
      ...unlearned,
      ...{ endpoint, attributes, learnedMicros, lostOn },
      holder: topology.only(endpoint, 'partOf'),
    };
  });

function compared(
  floors: Floors,
  table: EntityId,
  routes: readonly TableRoute[],
): readonly RankedCandidate[] {
  const { topology } = floors;
  const paths = routes.flatMap(({ leads }) => (leads.to === 'sessions' ? leads.entry.paths : []));
  const listed = paths.filter(({ source }) => topology.target(entityId(source), 'partOf') !== undefined);
  return [
    ...explained(floors, explainDecision(listed, awsRules), (step) => stepWords[step]),
    ...routes.flatMap((one) => ofEntered(table, one)),
  ];
}

/** What only a router's routes have. */
const unlearned = { internal: false, metric: 0, weight: 0, own: undefined } as const;
const plain = intern({ origin: 'IGP', asPath: [], nextHop: '', communities: [] });

/** A route that was entered and not learned. */
function ofEntered(table: EntityId, { leads, origin }: TableRoute): readonly RankedCandidate[] {
  const common = { ...unlearned, attributes: plain, learnedMicros: 0, lostOn: undefined };
  if (leads.to === 'nowhere')
    return [
      { ...common, endpoint: undefined, holder: table, own: `blackhole: ${originWords[origin]} route` },
    ];
  const target = targetOf(leads);
  return target === undefined ? [] : [{ ...common, endpoint: target, holder: target }];
}

function targetOf(leads: TableRoute['leads']): EntityId | undefined {
  switch (leads.to) {
    case 'vpn':
      return leads.vpn;
    case 'vpc':
      return leads.vpc;
    case 'gateway':
      return leads.gateway;
    case 'sessions':
    case 'nowhere':
      return undefined;
  }
}

/** The prefix that decides on each direction of a flow: at its router, and in the tables at its other end. */
export function matchesOf(
  floors: Floors,
  { from, to, source, destination }: Demand,
): Readonly<Record<Direction, string | undefined>> {
  const out = destination === undefined ? undefined : fibEntry(floors, from, destination);
  const back = source === undefined ? undefined : matchAt(floors, to, source);
  return { toAws: out?.nlri.text, toCustomer: back };
}

function matchAt(floors: Floors, end: EntityId, address: Address): string | undefined {
  if (isPublicRegion(floors.topology, end)) {
    const lengths = heardBy(floors, end).filter(({ nlri: { text } }) => contains(subnetOf(text), address));
    return [...lengths].sort((a, b) => b.nlri.length - a.nlri.length)[0]?.nlri.text;
  }
  if (floors.topology.kind(end) === 'router') return fibEntry(floors, end, address)?.nlri.text;
  return chosen(vpcTable(floors, end, towards(address)), vpcPrecedence)[0]?.nlri.text;
}
