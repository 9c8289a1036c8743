/** Dedicated connections. */
import { parseRate } from '../../kernel/quantity.ts';
import { hostedOn, membersOf, vifsOn } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { type ApiWorld, type Caller, label } from '../api-world.ts';
import { type ApiError, firstError } from '../errors.ts';
import { findConnection, findLag, isVisible, ownerOf, portMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { checkTags, listAnswer, type Operation, requireOwner, resourceName, tagsOf } from '../operation.ts';
import { dedicatedBandwidths, lagMembers, quotas } from '../quotas.ts';
import { leaveGuard } from '../rules/lag-rules.ts';

/** The first device of a location in the caller's Region with this many free ports. */
export function deviceWithPorts(
  { topology }: ApiWorld,
  { region }: Caller,
  location: string,
  ports: number,
): EntityId | undefined {
  return topology.all('awsDevice').find((id) => {
    const device = topology.as('awsDevice', id);
    return device.location === location && device.region === region && device.freePorts >= ports;
  });
}

export const checkBandwidth = (member: string, bandwidth: string): ApiError | undefined =>
  dedicatedBandwidths.includes(bandwidth)
    ? undefined
    : messages.badValue(member, bandwidth, dedicatedBandwidths.join(', '));

/** Dedicated connections of the account at a location, `more` included, stay within the quota. */
export function locationQuota(
  { topology, resources }: ApiWorld,
  { account, region }: Caller,
  location: string,
  more: number,
): ApiError | undefined {
  const active = topology.all('connection').filter((id) => {
    const connection = topology.as('connection', id);
    const counts = connection.type === 'dedicated' && connection.ownerAccount === account;
    const there = connection.location === location && connection.region === region;
    return counts && there && resources.state(id) !== 'deleted';
  });
  return active.length + more > quotas.connectionsPerLocation
    ? messages.quota(`Location ${location}`, quotas.connectionsPerLocation, 'connections')
    : undefined;
}

export const createConnection: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const [location, bandwidth, name] = [
    input.id('location'),
    input.id('bandwidth'),
    input.id('connectionName'),
  ];
  const tags = tagsOf(input);
  const lagId = input.text('lagId');
  const lag = lagId === undefined ? undefined : findLag(world, caller, lagId);
  const device =
    lag === undefined ? deviceWithPorts(world, caller, location, 1) : topology.target(lag, 'terminatesOn');
  const error = firstError(
    () => resourceName('connectionName', name),
    () => checkBandwidth('bandwidth', bandwidth),
    () => checkTags(tags),
    () => (lagId !== undefined && lag === undefined ? portMissing(lagId, caller) : undefined),
    () => (lag === undefined ? undefined : joinsAsNew({ world, caller }, lag, { name, location, bandwidth })),
    () => locationQuota(world, caller, location, 1),
  );
  if (error !== undefined) return error;
  if (device === undefined || topology.as('awsDevice', device).freePorts < 1)
    return messages.noDevice(location, caller.region, 1);
  const providerName = input.text('providerName');
  return () => {
    const asked = newDedicated({ name, location, bandwidth, caller });
    const provider = providerName === undefined ? {} : { providerName };
    const connection = resources.connections.create({ ...asked, tags, ...provider }, device);
    if (lag !== undefined) resources.lags.bear(connection, lag);
    return answers.connection(connection);
  };
};

/** A port ordered today: jumbo frame capable, nothing cabled yet. */
export const newDedicated = (asked: {
  readonly name: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly caller: Caller;
}) => ({
  name: asked.name,
  type: 'dedicated' as const,
  ownerAccount: asked.caller.account,
  region: asked.caller.region,
  location: asked.location,
  bandwidth: asked.bandwidth,
  rateBps: parseRate(asked.bandwidth),
  jumboFrameCapable: true,
  jumboUpgraded: false,
  delayMicros: 0,
});

function joinsAsNew(
  { world, caller }: { world: ApiWorld; caller: Caller },
  lag: EntityId,
  { name, location, bandwidth }: { name: string; location: string; bandwidth: string },
): ApiError | undefined {
  const { topology } = world;
  const { location: there, connectionsBandwidth } = topology.as('lag', lag);
  const limit = lagMembers(connectionsBandwidth);
  return firstError(
    () => requireOwner({ world, caller }, lag),
    () => (there === location ? undefined : messages.unlikeLag(name, 'location', label(world, lag))),
    () =>
      connectionsBandwidth === bandwidth
        ? undefined
        : messages.unlikeLag(name, 'bandwidth', label(world, lag)),
    () =>
      membersOf(topology, lag).length < limit
        ? undefined
        : messages.quota(label(world, lag), limit, 'connections'),
  );
}

export const deleteConnection: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const id = input.id('connectionId');
  const connection = findConnection(world, caller, id);
  if (connection === undefined) return portMissing(id, caller);
  const parent = topology.target(connection, 'rides');
  const partner = parent !== undefined && ownerOf(topology, parent) === caller.account;
  const lag = topology.target(connection, 'memberOf');
  const state = resources.state(connection);
  const holds = (count: number, what: string) =>
    count === 0 ? undefined : messages.connectionInUse(label(world, connection), `${count} ${what}`);
  const error = firstError(
    () => (partner ? undefined : requireOwner({ world, caller }, connection)),
    () =>
      ['deleting', 'deleted', 'rejected'].includes(state)
        ? messages.wrongState(label(world, connection), state, 'it cannot be deleted')
        : undefined,
    () => holds(vifsOn(topology, connection).length, 'virtual interface(s)'),
    () => holds(hostedOn(topology, connection).length, 'hosted connection(s)'),
    () => (lag === undefined ? undefined : leaveGuard(world, connection, lag)),
  );
  if (error !== undefined) return error;
  return () => {
    resources.connections.delete(connection);
    return answers.connection(connection);
  };
};

export const describeConnections: Operation = (call) => {
  const { world, caller, input, answers } = call;
  const { topology } = world;
  const id = input.text('connectionId');
  if (id !== undefined && findConnection(world, caller, id) === undefined)
    return messages.connectionNotFound(id);
  const mine = topology.all('connection').filter((connection) => {
    const { ownerAccount, id: own, type } = topology.as('connection', connection);
    const asked = id === undefined || own === id;
    return (
      asked &&
      type !== 'interconnect' &&
      ownerAccount === caller.account &&
      isVisible(world, caller, connection)
    );
  });
  return listAnswer(call, 'connections', mine, (connection) => answers.connection(connection));
};
