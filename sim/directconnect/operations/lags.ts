/** Link aggregation groups. */
import { hostedOn, membersOf, vifsOn } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { type ApiWorld, apiId, type Caller, label } from '../api-world.ts';
import { ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { findConnection, findLag, isVisible, portMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import {
  type Call,
  checkTags,
  listAnswer,
  type Operation,
  requireOwner,
  resourceName,
  tagsOf,
} from '../operation.ts';
import { lagMembers, quotas } from '../quotas.ts';
import { alike, leaveGuard, memberLimit, ridersFit, transition } from '../rules/lag-rules.ts';
import { isHosted } from '../rules/port-rules.ts';
import { checkBandwidth, deviceWithPorts, locationQuota, newDedicated } from './connections.ts';

const encryption = (input: Input): ApiError | undefined =>
  input.has('encryptionMode') ? new ApiError('NotSimulated', 'MACsec is not simulated yet') : undefined;

/** A connection that may become a member of some LAG: a dedicated one, live, not in transition. */
function joinable({ world, caller }: Pick<Call, 'world' | 'caller'>, connection: EntityId) {
  const { topology, resources } = world;
  const state = resources.state(connection);
  const leaves = topology.target(connection, 'memberOf');
  return firstError(
    () => requireOwner({ world, caller }, connection),
    () =>
      isHosted(world, connection)
        ? messages.badValue('connectionId', apiId(world, connection), 'a hosted connection joins no LAG')
        : undefined,
    () =>
      ['deleting', 'deleted', 'rejected'].includes(state)
        ? messages.wrongState(label(world, connection), state, 'it cannot join a LAG')
        : undefined,
    () => transition(world, connection),
    () => (leaves === undefined ? undefined : leaveGuard(world, connection, leaves)),
  );
}

interface WantedLag {
  readonly name: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly count: number;
  /** A live connection to begin with. */
  readonly connection: EntityId | undefined;
}

function checkWanted({ world, caller }: Pick<Call, 'world' | 'caller'>, wanted: WantedLag) {
  const { topology } = world;
  const { connection, bandwidth, location, count } = wanted;
  const limit = lagMembers(bandwidth);
  return firstError(
    () => resourceName('lagName', wanted.name),
    () => checkBandwidth('connectionsBandwidth', bandwidth),
    () =>
      count >= 1 && count <= limit
        ? undefined
        : messages.badValue('numberOfConnections', count, `1 to ${limit} at ${bandwidth}`),
    () => (connection === undefined ? undefined : joinable({ world, caller }, connection)),
    () => {
      if (connection === undefined) return undefined;
      const live = topology.as('connection', connection);
      const other = live.bandwidth !== bandwidth ? 'bandwidth' : 'location';
      return live.bandwidth === bandwidth && live.location === location
        ? undefined
        : messages.unlikeLag(label(world, connection), other, wanted.name);
    },
    () => lagQuota(world, caller),
    () => locationQuota(world, caller, location, connection === undefined ? count : count - 1),
  );
}

function lagQuota({ topology, resources }: ApiWorld, { account, region }: Caller): ApiError | undefined {
  const mine = topology.all('lag').filter((id) => {
    const lag = topology.as('lag', id);
    return lag.ownerAccount === account && lag.region === region && resources.state(id) !== 'deleted';
  });
  return mine.length < quotas.lagsPerRegion
    ? undefined
    : messages.quota(`Region ${region}`, quotas.lagsPerRegion, 'LAGs');
}

/** The device of a new LAG: the live connection's, or the first with ports enough. */
function deviceFor(
  { world, caller }: Pick<Call, 'world' | 'caller'>,
  wanted: WantedLag,
): EntityId | undefined {
  const { topology } = world;
  if (wanted.connection === undefined) return deviceWithPorts(world, caller, wanted.location, wanted.count);
  const device = topology.target(wanted.connection, 'terminatesOn');
  const enough = device !== undefined && topology.as('awsDevice', device).freePorts >= wanted.count - 1;
  return enough ? device : undefined;
}

export const createLag: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const connectionId = input.text('connectionId');
  const connection = connectionId === undefined ? undefined : findConnection(world, caller, connectionId);
  if (connectionId !== undefined && connection === undefined) return portMissing(connectionId, caller);
  const wanted: WantedLag = {
    name: input.id('lagName'),
    location: input.id('location'),
    bandwidth: input.id('connectionsBandwidth'),
    count: input.number('numberOfConnections') ?? 0,
    connection,
  };
  const [tags, childTags] = [tagsOf(input), tagsOf(input, 'childConnectionTags')];
  const error = firstError(
    () => checkTags(tags),
    () => checkTags(childTags),
    () => checkWanted({ world, caller }, wanted),
  );
  if (error !== undefined) return error;
  const device = deviceFor({ world, caller }, wanted);
  if (device === undefined) return messages.noDevice(wanted.location, caller.region, wanted.count);
  return () => {
    const lag = resources.lags.create(newLag(world, caller, wanted, input), device);
    const { id } = topology.as('lag', lag);
    const fresh = connection === undefined ? wanted.count : wanted.count - 1;
    for (let n = 1; n <= fresh; n++) {
      const name = `Requested Connection ${n} for Lag ${id}`;
      const child = newDedicated({ name, location: wanted.location, bandwidth: wanted.bandwidth, caller });
      resources.lags.bear(resources.connections.create({ ...child, tags: childTags }, device), lag);
    }
    if (connection !== undefined) resources.lags.join(connection, lag);
    return answers.lag(lag);
  };
};

function newLag({ topology }: ApiWorld, caller: Caller, wanted: WantedLag, input: Input) {
  const { connection } = wanted;
  const providerName = input.text('providerName');
  return {
    name: wanted.name,
    ownerAccount: caller.account,
    region: caller.region,
    location: wanted.location,
    connectionsBandwidth: wanted.bandwidth,
    minimumLinks: 0,
    // A partner's interconnect makes a partner's LAG.
    allowsHostedConnections:
      connection !== undefined && topology.as('connection', connection).type === 'interconnect',
    lacpRate: 'slow' as const,
    tags: tagsOf(input),
    ...(providerName === undefined ? {} : { providerName }),
  };
}

export const associateConnectionWithLag: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const [id, lagId] = [input.id('connectionId'), input.id('lagId')];
  const connection = findConnection(world, caller, id);
  if (connection === undefined) return portMissing(id, caller);
  const lag = findLag(world, caller, lagId);
  if (lag === undefined) return portMissing(lagId, caller);
  const state = resources.state(lag);
  const error = firstError(
    () =>
      topology.target(connection, 'memberOf') === lag
        ? messages.memberAlready(label(world, connection), label(world, lag))
        : undefined,
    () => joinable({ world, caller }, connection),
    () => requireOwner({ world, caller }, lag),
    () =>
      ['deleting', 'deleted'].includes(state)
        ? messages.wrongState(label(world, lag), state, 'no connection can join it')
        : undefined,
    () => alike(world, connection, lag),
    () => memberLimit(world, lag),
    () => ridersFit(world, connection, lag),
  );
  if (error !== undefined) return error;
  return () => {
    resources.lags.join(connection, lag);
    return answers.connection(connection);
  };
};

export const disassociateConnectionFromLag: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const [id, lagId] = [input.id('connectionId'), input.id('lagId')];
  const connection = findConnection(world, caller, id);
  if (connection === undefined) return portMissing(id, caller);
  const lag = findLag(world, caller, lagId);
  if (lag === undefined) return portMissing(lagId, caller);
  const error = firstError(
    () => requireOwner({ world, caller }, connection),
    () => requireOwner({ world, caller }, lag),
    () =>
      topology.target(connection, 'memberOf') === lag
        ? undefined
        : messages.notMember(label(world, connection), label(world, lag)),
    () => transition(world, connection),
    () => leaveGuard(world, connection, lag),
  );
  if (error !== undefined) return error;
  return () => {
    resources.lags.leave(connection, lag);
    return answers.connection(connection);
  };
};

export const updateLag: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const lagId = input.id('lagId');
  const lag = findLag(world, caller, lagId);
  if (lag === undefined) return portMissing(lagId, caller);
  const name = input.text('lagName');
  const minimum = input.number('minimumLinks');
  const members = membersOf(topology, lag).length;
  const state = resources.state(lag);
  const error = firstError(
    () => encryption(input),
    () => requireOwner({ world, caller }, lag),
    () =>
      state === 'deleted' ? messages.wrongState(label(world, lag), state, 'it cannot change') : undefined,
    () => (name === undefined ? undefined : resourceName('lagName', name)),
    () =>
      minimum !== undefined && minimum < 0
        ? messages.badValue('minimumLinks', minimum, '0 or more')
        : undefined,
    () =>
      minimum !== undefined && minimum > members
        ? messages.minimumLinksAboveMembers(label(world, lag), minimum, members)
        : undefined,
  );
  if (error !== undefined) return error;
  return () => {
    if (name !== undefined) resources.floor.ledger.setName(lag, name);
    if (minimum !== undefined) resources.lags.setMinimumLinks(lag, minimum);
    return answers.lag(lag);
  };
};

export const deleteLag: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const lagId = input.id('lagId');
  const lag = findLag(world, caller, lagId);
  if (lag === undefined) return portMissing(lagId, caller);
  const riders = vifsOn(topology, lag).length + hostedOn(topology, lag).length;
  const state = resources.state(lag);
  const error = firstError(
    () => requireOwner({ world, caller }, lag),
    () =>
      state === 'deleted' ? messages.wrongState(label(world, lag), state, 'it cannot be deleted') : undefined,
    () => (riders > 0 ? messages.lagInUse(label(world, lag)) : undefined),
  );
  if (error !== undefined) return error;
  return () => {
    resources.lags.delete(lag);
    return answers.lag(lag);
  };
};

export const describeLags: Operation = (call) => {
  const { world, caller, input, answers } = call;
  const { topology } = world;
  const id = input.text('lagId');
  if (id !== undefined && findLag(world, caller, id) === undefined) return messages.lagNotFound(id);
  const mine = topology.all('lag').filter((lag) => {
    const { ownerAccount, id: own } = topology.as('lag', lag);
    return (
      (id === undefined || own === id) && ownerAccount === caller.account && isVisible(world, caller, lag)
    );
  });
  return listAnswer(call, 'lags', mine, (lag) => answers.lag(lag));
};
