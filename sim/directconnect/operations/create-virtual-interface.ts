/** Create- and Allocate- of private, public and transit virtual interfaces: one rule for six operations. */

import type { EntityId } from '../../topology/entities.ts';
import { generatedAuthKey } from '../../topology/ids.ts';
import type { VirtualInterfaceType } from '../../topology/spec.ts';
import { PUBLIC_ASN } from '../answers.ts';
import { ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { findPort, portMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { accountId, type Call, checkTags, type Operation, requireOwner, tagsOf } from '../operation.ts';
import { differentAsn, makePeer, readPeer, type WantedPeer } from '../rules/peer-rules.ts';
import {
  addressConflict,
  hostedTaken,
  hostedVlan,
  jumbo,
  lagMember,
  partnerPort,
  portState,
  subnet,
  vifQuota,
  vlanConflict,
} from '../rules/port-rules.ts';
import { allocationsAsked, checkAllocations } from '../rules/prefix-pools.ts';
import {
  checkMtu,
  checkName,
  checkPrefixes,
  defaultMtu,
  readGateway,
} from '../rules/virtual-interface-rules.ts';
import { checkVlan } from './hosted-connections.ts';

interface Variant {
  readonly type: VirtualInterfaceType;
  /** Allocated to another account, which has to confirm. */
  readonly allocated: boolean;
  /** The member of the request that holds the new virtual interface. */
  readonly member: string;
  /** Transit answers are wrapped in `virtualInterface`. */
  readonly wrapped: boolean;
}

interface Wanted {
  readonly variant: Variant;
  readonly name: string;
  readonly vlan: number;
  readonly mtu: number;
  readonly owner: string;
  readonly port: EntityId;
  readonly peer: WantedPeer;
  readonly gateway: EntityId | undefined;
  readonly amazonSideAsn: number;
  readonly input: Input;
}

/** Reads the request; what is wrong with single values comes before anything about the network. */
function read({ world, caller, input }: Call, variant: Variant): Wanted | ApiError {
  const { topology } = world;
  const inner = input.part(variant.member);
  const [name, vlan, mtu] = [inner.text('virtualInterfaceName'), inner.number('vlan'), inner.number('mtu')];
  const owner = variant.allocated ? input.id('ownerAccount') : caller.account;
  if (name === undefined || vlan === undefined)
    return messages.badRequest(variant.member, ' needs virtualInterfaceName and vlan');
  const tags = tagsOf(inner);
  const error = firstError(
    () => checkName(world, name),
    () => checkVlan(vlan),
    () => checkMtu(world, variant.type, mtu ?? defaultMtu),
    () => (variant.allocated ? accountId('ownerAccount', owner) : undefined),
    () => checkTags(tags),
    () => checkPrefixes(variant.type, inner),
  );
  if (error !== undefined) return error;
  const peer = readPeer(world, variant.type, inner);
  if (peer instanceof ApiError) return peer;
  const port = findPort(world, caller, input.id('connectionId'));
  if (port === undefined) return portMissing(input.id('connectionId'), caller);
  const gateway = variant.allocated ? undefined : readGateway({ world, caller }, variant.type, inner);
  if (gateway instanceof ApiError) return gateway;
  const amazonSideAsn = gateway === undefined ? PUBLIC_ASN : topology.as('gateway', gateway).amazonSideAsn;
  return {
    variant,
    name,
    vlan,
    mtu: mtu ?? defaultMtu,
    owner,
    port,
    peer,
    gateway,
    amazonSideAsn,
    input: inner,
  };
}

/** What the network has against it. */
function judge({ world, caller }: Call, wanted: Wanted): ApiError | undefined {
  const { port, vlan, mtu, variant, peer, name, owner } = wanted;
  const { addresses } = peer;
  return firstError(
    () => portState(world, port),
    () => requireOwner({ world, caller }, port),
    () => (variant.allocated && owner === caller.account ? messages.allocateToOwner() : undefined),
    () => partnerPort(world, port),
    () => hostedVlan(world, port, vlan),
    () => hostedTaken(world, port),
    () => lagMember(world, port),
    () => differentAsn(peer.asn, wanted.amazonSideAsn),
    () => jumbo(world, port, { name, mtu }),
    () => vifQuota(world, port, [variant.type]),
    () => vlanConflict(world, port, vlan),
    () => checkAllocations(world, port, wanted.input),
    () =>
      addresses === undefined ? undefined : addressConflict(world, port, [subnet(addresses.amazonAddress)]),
  );
}

const creating =
  (variant: Variant): Operation =>
  (call) => {
    const { world, caller, answers } = call;
    const wanted = read(call, variant);
    if (wanted instanceof ApiError) return wanted;
    const error = judge(call, wanted);
    if (error !== undefined) return error;
    return () => {
      const { name, vlan, mtu, port, gateway, input, peer, amazonSideAsn, owner } = wanted;
      const authKey = peer.authKey ?? generatedAuthKey(world.kernel.seed, name, world.topology.size);
      const vif = world.resources.virtualInterfaces.create(
        {
          name,
          type: variant.type,
          ownerAccount: owner,
          region: caller.region,
          vlan,
          asn: peer.asn,
          authKey,
          mtu,
          siteLinkEnabled: input.flag('enableSiteLink') ?? false,
          ...allocationsAsked(input),
          routeFilterPrefixes: input.parts('routeFilterPrefixes').map((prefix) => prefix.id('cidr')),
          tags: tagsOf(input),
        },
        {
          on: port,
          peers: [makePeer(world, peer, { name, port, authKey, amazonSideAsn })],
          confirming: variant.allocated,
          ...(gateway === undefined ? {} : { gateway }),
        },
      );
      const answer = answers.virtualInterface(vif);
      return variant.wrapped ? { virtualInterface: answer } : answer;
    };
  };

export const createPrivateVirtualInterface = creating({
  type: 'private',
  allocated: false,
  member: 'newPrivateVirtualInterface',
  wrapped: false,
});
export const createPublicVirtualInterface = creating({
  type: 'public',
  allocated: false,
  member: 'newPublicVirtualInterface',
  wrapped: false,
});
export const createTransitVirtualInterface = creating({
  type: 'transit',
  allocated: false,
  member: 'newTransitVirtualInterface',
  wrapped: true,
});
export const allocatePrivateVirtualInterface = creating({
  type: 'private',
  allocated: true,
  member: 'newPrivateVirtualInterfaceAllocation',
  wrapped: false,
});
export const allocatePublicVirtualInterface = creating({
  type: 'public',
  allocated: true,
  member: 'newPublicVirtualInterfaceAllocation',
  wrapped: false,
});
export const allocateTransitVirtualInterface = creating({
  type: 'transit',
  allocated: true,
  member: 'newTransitVirtualInterfaceAllocation',
  wrapped: true,
});
