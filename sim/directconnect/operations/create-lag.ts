/** CreateLag: new connections, and a live one along with what rides it. */
import type { EntityId } from '../../topology/entities.ts';
import { type ApiWorld, type Caller, label } from '../api-world.ts';
import { type ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { findConnection, portMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { type Call, checkTags, type Operation, resourceName, tagsOf } from '../operation.ts';
import { lagMembers, quotas } from '../quotas.ts';
import { joinable } from '../rules/lag-rules.ts';
import { checkBandwidth, deviceWithPorts, locationQuota, newDedicated } from './connections.ts';

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
