/** BGP peers of a virtual interface. */
import { livePeersOf } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { generatedAuthKey } from '../../topology/ids.ts';
import { type ApiWorld, label } from '../api-world.ts';
import { ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { findVirtualInterface, virtualInterfaceMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { type Operation, requireOwner } from '../operation.ts';
import { differentAsn, makePeer, readPeer } from '../rules/peer-rules.ts';
import { addressConflict, subnet } from '../rules/port-rules.ts';

/** States of a virtual interface whose peers may be added or deleted. */
const CHANGEABLE = ['verifying', 'pending', 'available', 'down', 'unknown'];

const changeable = (world: ApiWorld, vif: EntityId): ApiError | undefined => {
  const state = world.resources.state(vif);
  return CHANGEABLE.includes(state)
    ? undefined
    : messages.wrongState(label(world, vif), state, 'its BGP peers cannot change');
};

export const createBgpPeer: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources, kernel } = world;
  const id = input.text('virtualInterfaceId');
  if (id === undefined) return messages.badRequest('virtualInterfaceId', ' is required');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const { type, name } = topology.as('virtualInterface', vif);
  const wanted = readPeer(world, type, input.part('newBGPPeer'));
  if (wanted instanceof ApiError) return wanted;
  const { family, addresses, asn } = wanted;
  const amazonSideAsn = answers.amazonSideAsn(vif);
  const port = topology.target(vif, 'rides');
  if (port === undefined) return messages.wrongState(label(world, vif), resources.state(vif), 'it is gone');
  const has = (peer: EntityId) => topology.as('bgpPeer', peer).session.addressFamily === family;
  const error = firstError(
    () => requireOwner({ world, caller }, vif),
    () => changeable(world, vif),
    () =>
      livePeersOf(resources.floor, vif).some(has)
        ? messages.familyTaken(label(world, vif), family)
        : undefined,
    () => differentAsn(asn, amazonSideAsn),
    () =>
      addresses === undefined
        ? undefined
        : addressConflict(world, port, [subnet(addresses.amazonAddress)], vif),
  );
  if (error !== undefined) return error;
  return () => {
    const authKey = wanted.authKey ?? generatedAuthKey(kernel.seed, name, topology.size);
    const made = makePeer(world, wanted, { name: `${name} ${family}`, port, authKey, amazonSideAsn });
    const peer = resources.peers.add(vif, made, type === 'public' ? 'verifying' : 'pending');
    resources.peers.schedule(peer);
    return { virtualInterface: answers.virtualInterface(vif) };
  };
};

/** The peer that a request means: by id, or by ASN and customer address. */
function named(world: ApiWorld, vif: EntityId, input: Input): EntityId | undefined {
  const { topology, resources } = world;
  const [bgpPeerId, customerAddress] = [input.text('bgpPeerId'), input.text('customerAddress')];
  const asn = input.number('asnLong') ?? input.number('asn');
  return livePeersOf(resources.floor, vif).find((peer) => {
    const { id, customerAddress: address, session } = topology.as('bgpPeer', peer);
    if (bgpPeerId !== undefined) return id === bgpPeerId;
    return session.remoteAsn === asn && (address === customerAddress || bare(address) === customerAddress);
  });
}

const bare = (address: string): string => address.replace(/\/\d+$/, '');

export const deleteBgpPeer: Operation = ({ world, caller, input, answers }) => {
  const { resources } = world;
  const id = input.text('virtualInterfaceId');
  if (id === undefined) return messages.badRequest('virtualInterfaceId', ' is required');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const error = firstError(
    () => requireOwner({ world, caller }, vif),
    () => changeable(world, vif),
  );
  if (error !== undefined) return error;
  const peer = named(world, vif, input);
  if (peer === undefined) return messages.noSuchPeer(label(world, vif));
  if (livePeersOf(resources.floor, vif).length === 1) return messages.lastPeer();
  return () => {
    resources.peers.retire(peer, 'notify', 'deletion');
    return { virtualInterface: answers.virtualInterface(vif) };
  };
};
