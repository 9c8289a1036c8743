/**
 * What AssociateVirtualInterface refuses, in the order in which it is checked (assumed): format, existence, state,
 * ownership, hosted connections, same target, jumbo frames, quota, VLAN, address.
 */
import { label } from '../api-world.ts';
import type { ApiError } from '../errors.ts';
import { findPort, findVirtualInterface, ownerOf, portMissing, virtualInterfaceMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import {
  addressConflict,
  hostedTaken,
  hostedVlan,
  isHosted,
  isLag,
  jumbo,
  lagMember,
  partnerPort,
  portState,
  subnetsOfVif,
  vifQuota,
  vlanConflict,
} from './port-rules.ts';
import { type Asked, firstRefusal, type Move, type Rule } from './rule.ts';

export const requestRules: readonly Rule<Asked>[] = [
  {
    name: 'virtual interface id',
    doc: 'virtualInterfaceId has the form of a virtual interface id',
    tag: 'A',
    check: ({ virtualInterfaceId: id }) =>
      /^dxvif-[a-zA-Z0-9]+$/.test(id)
        ? undefined
        : messages.badIdentifier('virtualInterfaceId', id, 'dxvif-…'),
  },
  {
    name: 'target id',
    doc: 'connectionId has the form of a connection or LAG id',
    tag: 'A',
    check: ({ connectionId: id }) =>
      /^dx(?:con|lag)-[a-zA-Z0-9]+$/.test(id)
        ? undefined
        : messages.badIdentifier('connectionId', id, 'dxcon-… or dxlag-…'),
  },
  {
    name: 'virtual interface exists',
    doc: 'in this Region, for an account with a part in it; others do not learn that it is there',
    tag: 'A',
    check: ({ world, caller, virtualInterfaceId: id }) =>
      findVirtualInterface(world, caller, id) === undefined ? virtualInterfaceMissing(id, caller) : undefined,
  },
  {
    name: 'target exists',
    doc: 'in this Region, for an account with a part in it; others do not learn that it is there',
    tag: 'A',
    check: ({ world, caller, connectionId: id }) =>
      findPort(world, caller, id) === undefined ? portMissing(id, caller) : undefined,
  },
];

/** States from which a virtual interface moves; `pending` only by the choice `movePending`. */
const MOVABLE = ['available', 'down'];

export const moveRules: readonly Rule<Move>[] = [
  {
    name: 'virtual interface state',
    doc: 'the virtual interface is available or down; pending where the choice movePending allows it',
    tag: 'A',
    check: ({ world, vif }) => {
      const state = world.resources.state(vif);
      if (MOVABLE.includes(state)) return undefined;
      if (state === 'pending' && world.kernel.choice('movePending') === 'allowed') return undefined;
      const rule = 'only one that is available or down can be associated anew';
      return messages.wrongState(`Virtual interface ${label(world, vif)}`, state, rule);
    },
  },
  {
    name: 'target state',
    doc: 'the target is neither being deleted nor waiting for its owner',
    tag: 'A',
    check: ({ world, to }) => portState(world, to),
  },
  {
    name: 'owner of the virtual interface or of its connection',
    doc: 'owning either one is enough',
    tag: 'D',
    check: ({ world, caller, vif, from }) =>
      ownerOf(world.topology, vif) === caller.account || ownerOf(world.topology, from) === caller.account
        ? undefined
        : messages.notOwnerOfVif(caller.account, label(world, vif), label(world, from)),
  },
  {
    name: 'owner of the target',
    doc: 'the requester owns the connection or LAG that it associates with',
    tag: 'D',
    check: ({ world, caller, to }) =>
      ownerOf(world.topology, to) === caller.account
        ? undefined
        : messages.notOwner(caller.account, label(world, to)),
  },
  {
    name: 'hosted connection to LAG',
    doc: 'a virtual interface on a hosted connection cannot move to a LAG',
    tag: 'D',
    check: ({ world, vif, from, to }) =>
      isHosted(world, from) && isLag(world, to)
        ? messages.hostedToLag(label(world, vif), label(world, from), label(world, to))
        : undefined,
  },
  {
    name: 'hosted connection to hosted connection',
    doc: 'a virtual interface cannot move between two hosted connections',
    tag: 'D',
    check: ({ world, vif, from, to }) =>
      isHosted(world, from) && isHosted(world, to) && from !== to
        ? messages.hostedToHosted(label(world, vif), label(world, from), label(world, to))
        : undefined,
  },
  {
    name: 'partner port',
    doc: 'an interconnect or a LAG for hosted connections takes no virtual interface',
    tag: 'D',
    check: ({ world, to }) => partnerPort(world, to),
  },
  {
    name: 'VLAN of a hosted connection',
    doc: 'the partner fixed the VLAN of the target',
    tag: 'D',
    check: ({ world, interface: { vlan }, to }) => hostedVlan(world, to, vlan),
  },
  {
    name: 'one virtual interface on a hosted connection',
    doc: 'the target has none yet',
    tag: 'D',
    check: ({ world, from, to }) => (from === to ? undefined : hostedTaken(world, to)),
  },
  {
    name: 'member of a LAG',
    doc: 'a connection in a LAG is no target: the LAG is',
    tag: 'A',
    check: ({ world, to }) => lagMember(world, to),
  },
  {
    name: 'same target',
    doc: 'the virtual interface is not there already',
    tag: 'A',
    check: ({ world, vif, from, to }) =>
      from === to ? messages.sameTarget(label(world, vif), label(world, to)) : undefined,
  },
  {
    name: 'jumbo frames',
    doc: 'a jumbo virtual interface moves only to where every port is jumbo frame capable',
    tag: 'D',
    check: ({ world, vif, interface: { mtu }, to }) => jumbo(world, to, { name: label(world, vif), mtu }),
  },
  {
    name: 'quota',
    doc: '51 virtual interfaces, 50 of them private or public, 4 transit',
    tag: 'A',
    check: ({ world, interface: { type }, to }) => vifQuota(world, to, [type]),
  },
  {
    name: 'VLAN',
    doc: 'no virtual interface on the target has this VLAN',
    tag: 'D',
    check: ({ world, interface: { vlan }, to }) => vlanConflict(world, to, vlan),
  },
  {
    name: 'address',
    doc: 'peer subnets of one family do not overlap (D that they conflict, A that overlap is meant)',
    tag: 'D',
    check: ({ world, vif, to }) => addressConflict(world, to, subnetsOfVif(world, vif)),
  },
];

/** The move, or the first refusal. */
export function judge(asked: Asked): Move | ApiError {
  const { world, caller, virtualInterfaceId, connectionId } = asked;
  const refused = firstRefusal(requestRules, asked);
  if (refused !== undefined) return refused;
  const vif = findVirtualInterface(world, caller, virtualInterfaceId);
  const to = findPort(world, caller, connectionId);
  // The rules on existence have just passed.
  if (vif === undefined || to === undefined) throw new Error('existence was not checked');
  const from = world.topology.target(vif, 'rides') ?? to;
  const move: Move = { world, caller, vif, interface: world.topology.as('virtualInterface', vif), from, to };
  return firstRefusal(moveRules, move) ?? move;
}
