/** Link aggregation groups after their creation. */
import { hostedOn, membersOf, vifsOn } from '../../resources/queries.ts';
import { label } from '../api-world.ts';
import { ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { findConnection, findLag, isVisible, portMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { listAnswer, type Operation, requireOwner, resourceName } from '../operation.ts';
import { alike, joinable, leaveGuard, memberLimit, ridersFit, transition } from '../rules/lag-rules.ts';
import { poolWithout } from '../rules/prefix-pools.ts';

const encryption = (input: Input): ApiError | undefined =>
  input.has('encryptionMode') ? new ApiError('NotSimulated', 'MACsec is not simulated yet') : undefined;

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
    () => poolWithout(world, lag, connection),
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
