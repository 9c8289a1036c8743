/** ListVirtualInterfaceRoutes: what AWS's ends of a virtual interface have taken in and told. */
import { nlri } from '../../bgp/rib/nlri.ts';
import { peersOf } from '../../resources/queries.ts';
import { AddressError } from '../../topology/address.ts';
import type { EntityId } from '../../topology/entities.ts';
import type { ApiWorld } from '../api-world.ts';
import { epochSeconds } from '../epoch.ts';
import { ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { deviceId, findVirtualInterface, virtualInterfaceMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { type Operation, page } from '../operation.ts';
import { type Answer, present } from '../presence.ts';

interface ApiRoute {
  readonly cidr: string;
  readonly routeDirection: 'accepted' | 'advertised';
  readonly addressFamily: string;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
  /** µs; of what AWS advertises nobody keeps it. */
  readonly installedMicros: number | undefined;
}

/** Communities that answers show: those with a meaning, whichever way they go (sources disagree on the direction). */
const SHOWN = ['7100', '7200', '7300', '8100', '8200', '9100', '9200', '9300'].map(
  (value) => `7224:${value}`,
);
const shown = (communities: readonly string[]): readonly string[] =>
  communities.filter((community) => SHOWN.includes(community));

function routesOf({ topology, resources }: ApiWorld, peer: EntityId): readonly ApiRoute[] {
  const { bgp } = resources.floor;
  const { addressFamily } = topology.as('bgpPeer', peer).session;
  const accepted = bgp.routes(peer).map(
    ({ nlri: prefix, attributes, learnedMicros }): ApiRoute => ({
      cidr: prefix.text,
      routeDirection: 'accepted',
      addressFamily,
      asPath: attributes.asPath,
      communities: shown(attributes.communities),
      installedMicros: learnedMicros,
    }),
  );
  const advertised = bgp.advertised(peer).map(
    ({ nlri: prefix, attributes }): ApiRoute => ({
      cidr: prefix.text,
      routeDirection: 'advertised',
      addressFamily,
      asPath: attributes.asPath,
      communities: shown(attributes.communities),
      installedMicros: undefined,
    }),
  );
  return [...accepted, ...advertised];
}

const MOST_CIDRS = 10;
const directions = ['accepted', 'advertised'];
const families = ['ipv4', 'ipv6'];

const oneOf = (member: string, value: string | undefined, words: readonly string[]): ApiError | undefined =>
  value === undefined || words.includes(value)
    ? undefined
    : messages.badValue(member, value, words.join(' or '));

const badCidr = (cidrs: readonly string[]): ApiError | undefined => {
  for (const cidr of cidrs) {
    try {
      nlri(cidr);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      return messages.badValue('cidrs', cidr, 'a prefix');
    }
  }
  return cidrs.length > MOST_CIDRS
    ? messages.badValue('cidrs', cidrs.length, `at most ${MOST_CIDRS}`)
    : undefined;
};

const checkFilters = (filters: Input): ApiError | undefined =>
  firstError(
    () => oneOf('routeDirection', filters.text('routeDirection'), directions),
    () => oneOf('addressFamily', filters.text('addressFamily'), families),
    () => badCidr(filters.texts('cidrs')),
  );

/** All that is asked for: this very prefix, all communities, and the ASNs one after the other in the path. */
function fits(
  filters: Input,
  { cidr, routeDirection, addressFamily, asPath, communities }: ApiRoute,
): boolean {
  const cidrs = filters.texts('cidrs').map((text) => nlri(text).text);
  const wanted = filters.numbers('asPath');
  return (
    (filters.text('routeDirection') ?? routeDirection) === routeDirection &&
    (filters.text('addressFamily') ?? addressFamily) === addressFamily &&
    (cidrs.length === 0 || cidrs.includes(cidr)) &&
    filters.texts('communities').every((community) => communities.includes(community)) &&
    (wanted.length === 0 || ` ${asPath.join(' ')} `.includes(` ${wanted.join(' ')} `))
  );
}

export const listVirtualInterfaceRoutes: Operation = ({ world, caller, input }) => {
  const { topology, profile } = world;
  const id = input.text('virtualInterfaceId');
  if (id === undefined) return messages.badRequest('virtualInterfaceId', ' is required');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const filters = input.part('filters');
  const bad = checkFilters(filters);
  if (bad !== undefined) return bad;
  const routes = peersOf(topology, vif)
    .flatMap((peer) => routesOf(world, peer))
    .filter((route) => fits(filters, route));
  const result = page(input, routes);
  if (result instanceof ApiError) return result;
  const port = topology.target(vif, 'rides');
  const device = port === undefined ? undefined : deviceId(world, port);
  const operation = { operation: 'ListVirtualInterfaceRoutes', laterMembers: profile.laterMembers };
  const answer = ({ installedMicros, asPath, ...route }: ApiRoute): Answer =>
    present('Route', operation, {
      ...route,
      asPath: asPath.length === 0 ? [] : [{ pathType: 'seq', path: asPath }],
      awsLogicalDeviceId: device,
      routeInstalledAt: installedMicros === undefined ? undefined : epochSeconds(installedMicros),
    });
  const { items, nextToken } = result;
  return () => ({
    virtualInterfaceId: id,
    routes: items.map(answer),
    ...(nextToken === undefined ? {} : { nextToken }),
  });
};
