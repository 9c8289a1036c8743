/** Gateways, as far as virtual interfaces need them. */
import type { EntityId, EntityOf } from '../../topology/entities.ts';
import type { ApiWorld, Caller } from '../api-world.ts';
import { firstError } from '../errors.ts';
import { attachmentAnswer, directConnectGatewayAnswer, virtualGatewayAnswer } from '../gateway-answers.ts';
import { findGateway, findVirtualInterface, ownerOf, virtualInterfaceMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { checkTags, listAnswer, type Operation, tagsOf } from '../operation.ts';
import { quotas } from '../quotas.ts';

/** Ranges of private ASNs that a Direct Connect gateway may have, and its default. */
const ASN_RANGES = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;
const DEFAULT_ASN = 64_512;

const NAME = /^[\w \-_,/]{1,100}$/;

const owned = ({ topology }: ApiWorld, { account }: Caller, type: EntityOf<'gateway'>['type']): EntityId[] =>
  topology.all('gateway').filter((id) => {
    const gateway = topology.as('gateway', id);
    return gateway.type === type && gateway.ownerAccount === account;
  });

export const createDirectConnectGateway: Operation = ({ world, caller, input }) => {
  const name = input.id('directConnectGatewayName');
  const amazonSideAsn = input.number('amazonSideAsn') ?? DEFAULT_ASN;
  const mine = owned(world, caller, 'directConnectGateway').length;
  const limit = quotas.directConnectGateways;
  const error = firstError(
    () =>
      NAME.test(name)
        ? undefined
        : messages.badValue('directConnectGatewayName', name, '1 to 100 characters'),
    () =>
      ASN_RANGES.some(([from, to]) => amazonSideAsn >= from && amazonSideAsn <= to)
        ? undefined
        : messages.badValue('amazonSideAsn', amazonSideAsn, '64512–65534 or 4200000000–4294967294'),
    () => checkTags(tagsOf(input)),
    () => (mine < limit ? undefined : messages.quota(`Account ${caller.account}`, limit, 'gateways')),
  );
  if (error !== undefined) return error;
  return () => {
    const gateway = world.resources.gateways.create({
      name,
      type: 'directConnectGateway',
      amazonSideAsn,
      ownerAccount: caller.account,
      region: caller.region,
    });
    return { directConnectGateway: directConnectGatewayAnswer(world, 'CreateDirectConnectGateway', gateway) };
  };
};

export const describeDirectConnectGateways: Operation = (call) => {
  const { world, caller, input } = call;
  const id = input.text('directConnectGatewayId');
  if (id !== undefined && findGateway(world, caller, 'directConnectGateway', id) === undefined)
    return messages.directConnectGatewayMissing(id);
  const mine = owned(world, caller, 'directConnectGateway').filter(
    (gateway) => id === undefined || world.topology.as('gateway', gateway).id === id,
  );
  return listAnswer(call, 'directConnectGateways', mine, (gateway) =>
    directConnectGatewayAnswer(world, 'DescribeDirectConnectGateways', gateway),
  );
};

export const describeDirectConnectGatewayAttachments: Operation = (call) => {
  const { world, caller, input } = call;
  const { topology, resources } = world;
  const [gatewayId, vifId] = [input.text('directConnectGatewayId'), input.text('virtualInterfaceId')];
  if (gatewayId === undefined && vifId === undefined)
    return messages.nothingAsked('directConnectGatewayId and virtualInterfaceId');
  const gateway =
    gatewayId === undefined ? undefined : findGateway(world, caller, 'directConnectGateway', gatewayId);
  const vif = vifId === undefined ? undefined : findVirtualInterface(world, caller, vifId);
  if (gatewayId !== undefined && gateway === undefined)
    return messages.directConnectGatewayMissing(gatewayId);
  if (vifId !== undefined && vif === undefined) return virtualInterfaceMissing(vifId, caller);
  const listed = topology.all('attachment').filter((attachment) => {
    const to = topology.only(attachment, 'attachesTo');
    const from = topology.only(attachment, 'partOf');
    const mine = [to, from].some((entity) => ownerOf(topology, entity) === caller.account);
    const direct = topology.as('gateway', to).type === 'directConnectGateway';
    const asked = (gateway ?? to) === to && (vif ?? from) === from;
    return mine && direct && asked && resources.state(attachment) !== 'detached';
  });
  return listAnswer(call, 'directConnectGatewayAttachments', listed, (attachment) =>
    attachmentAnswer(world, 'DescribeDirectConnectGatewayAttachments', attachment),
  );
};

export const describeVirtualGateways: Operation = ({ world, caller }) => {
  const here = owned(world, caller, 'virtualGateway').filter(
    (gateway) => world.topology.as('gateway', gateway).region === caller.region,
  );
  return () => ({
    virtualGateways: here.map((gateway) => virtualGatewayAnswer(world, 'DescribeVirtualGateways', gateway)),
  });
};
