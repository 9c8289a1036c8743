/** Virtual interfaces after their creation: confirmed, moved, changed, deleted, described. */
import type { EntityId } from '../../topology/entities.ts';
import type { VirtualInterfaceType } from '../../topology/spec.ts';
import { label } from '../api-world.ts';
import { ApiError, firstError } from '../errors.ts';
import { findVirtualInterface, isVisible, ownerOf, virtualInterfaceMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { type Call, listAnswer, type Operation, requireOwner } from '../operation.ts';
import { judge } from '../rules/associate-virtual-interface.ts';
import { differentAsn } from '../rules/peer-rules.ts';
import { jumbo } from '../rules/port-rules.ts';
import { allocationsAsked, checkAllocations } from '../rules/prefix-pools.ts';
import { checkMtu, checkName, readGateway } from '../rules/virtual-interface-rules.ts';

/** Gone, or on the way. */
const ENDING = ['deleting', 'deleted', 'rejected'];

export const associateVirtualInterface: Operation = ({ world, caller, input, answers }) => {
  const move = judge({
    world,
    caller,
    virtualInterfaceId: input.id('virtualInterfaceId'),
    connectionId: input.id('connectionId'),
  });
  if (move instanceof ApiError) return move;
  return () => {
    world.resources.migration.associate(move.vif, move.to);
    return answers.virtualInterface(move.vif);
  };
};

const confirming =
  (type: VirtualInterfaceType): Operation =>
  ({ world, caller, input }) => {
    const { topology, resources } = world;
    const id = input.id('virtualInterfaceId');
    const vif = findVirtualInterface(world, caller, id);
    if (vif === undefined) return virtualInterfaceMissing(id, caller);
    const record = topology.as('virtualInterface', vif);
    const state = resources.state(vif);
    const error = firstError(
      () => requireOwner({ world, caller }, vif),
      () => (record.type === type ? undefined : messages.wrongType(label(world, vif), record.type, type)),
      () =>
        state === 'confirming'
          ? undefined
          : messages.wrongState(label(world, vif), state, 'only one that is confirming can be confirmed'),
    );
    if (error !== undefined) return error;
    const gateway = readGateway({ world, caller }, type, input);
    if (gateway instanceof ApiError) return gateway;
    const sameAsn =
      gateway === undefined
        ? undefined
        : differentAsn(record.asn, topology.as('gateway', gateway).amazonSideAsn);
    if (sameAsn !== undefined) return sameAsn;
    return () => {
      resources.virtualInterfaces.confirm(vif, gateway);
      return { virtualInterfaceState: resources.state(vif) };
    };
  };

export const confirmPrivateVirtualInterface = confirming('private');
export const confirmPublicVirtualInterface = confirming('public');
export const confirmTransitVirtualInterface = confirming('transit');

/** A member that the model has and that changes nothing here. */
const notSimulated = (input: Call['input']): ApiError | undefined =>
  input.has('rateLimit') ? new ApiError('NotSimulated', 'rateLimit is not simulated yet') : undefined;

export const updateVirtualInterfaceAttributes: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const id = input.id('virtualInterfaceId');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const record = topology.as('virtualInterface', vif);
  const [mtu, name, siteLink] = [
    input.number('mtu'),
    input.text('virtualInterfaceName'),
    input.flag('enableSiteLink'),
  ];
  const state = resources.state(vif);
  const fixed = ['confirming', 'testing', ...ENDING];
  const allocations = allocationsAsked(input);
  const error = firstError(
    () => notSimulated(input),
    () => (mtu === undefined ? undefined : checkMtu(world, record.type, mtu)),
    () => (name === undefined ? undefined : checkName(world, name)),
    () => requireOwner({ world, caller }, vif),
    () =>
      fixed.includes(state)
        ? messages.wrongState(label(world, vif), state, 'its attributes cannot change')
        : undefined,
    () =>
      mtu === undefined
        ? undefined
        : jumbo(world, topology.only(vif, 'rides'), { name: label(world, vif), mtu }),
    () =>
      Object.keys(allocations).length > 0 && record.type === 'public'
        ? messages.wrongType(label(world, vif), record.type, 'private or transit')
        : checkAllocations(world, topology.only(vif, 'rides'), input, vif),
    () =>
      siteLink === true && record.type === 'public'
        ? messages.wrongType(label(world, vif), record.type, 'private or transit')
        : undefined,
  );
  if (error !== undefined) return error;
  return () => {
    if (name !== undefined) resources.floor.ledger.setName(vif, name);
    topology.update('virtualInterface', vif, allocations);
    if (siteLink !== undefined) resources.virtualInterfaces.setSiteLink(vif, siteLink);
    if (mtu !== undefined && mtu !== record.mtu) resources.virtualInterfaces.setMtu(vif, mtu);
    return answers.virtualInterface(vif);
  };
};

export const deleteVirtualInterface: Operation = ({ world, caller, input }) => {
  const { topology, resources } = world;
  const id = input.id('virtualInterfaceId');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const port = topology.target(vif, 'rides');
  const state = resources.state(vif);
  const owners = [vif, ...(port === undefined ? [] : [port])].map((entity) => ownerOf(topology, entity));
  const error = firstError(
    () =>
      owners.includes(caller.account) ? undefined : messages.notOwner(caller.account, label(world, vif)),
    () =>
      ENDING.includes(state)
        ? messages.wrongState(label(world, vif), state, 'it cannot be deleted')
        : undefined,
  );
  if (error !== undefined) return error;
  return () => {
    resources.virtualInterfaces.delete(vif);
    return { virtualInterfaceState: resources.state(vif) };
  };
};

export const describeVirtualInterfaces: Operation = (call) => {
  const { world, caller, input, answers } = call;
  const { topology, resources } = world;
  const [id, connectionId] = [input.text('virtualInterfaceId'), input.text('connectionId')];
  if (id !== undefined && findVirtualInterface(world, caller, id) === undefined)
    return virtualInterfaceMissing(id, caller);
  const port = connectionId === undefined ? undefined : topology.find(connectionId);
  const onPort = (vif: EntityId) =>
    connectionId === undefined ||
    (topology.target(vif, 'rides') ?? resources.floor.ledger.rode(vif)) === port;
  const mine = topology.all('virtualInterface').filter((vif) => {
    const own = topology.as('virtualInterface', vif).id;
    return (id === undefined || own === id) && onPort(vif) && isVisible(world, caller, vif);
  });
  return listAnswer(call, 'virtualInterfaces', mine, (vif) => answers.virtualInterface(vif));
};
