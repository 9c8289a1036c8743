/** What a virtual interface may be: name, MTU, gateway, prefixes. */
import type { EntityId } from '../../topology/entities.ts';
import type { VirtualInterfaceType } from '../../topology/spec.ts';
import { type ApiWorld, label } from '../api-world.ts';
import type { ApiError } from '../errors.ts';
import type { Input } from '../input.ts';
import { findGateway } from '../lookup.ts';
import { messages } from '../messages.ts';
import type { Call } from '../operation.ts';
import { quotas } from '../quotas.ts';

export const defaultMtu = 1500;

export function checkMtu(
  { profile }: ApiWorld,
  type: VirtualInterfaceType,
  mtu: number,
): ApiError | undefined {
  const taken = type === 'public' ? [defaultMtu] : profile.mtu[type];
  return taken.includes(mtu) ? undefined : messages.badValue('mtu', mtu, `${taken.join(', ')} for ${type}`);
}

export const checkName = ({ profile }: ApiWorld, name: string): ApiError | undefined =>
  profile.virtualInterfaceName.test(name)
    ? undefined
    : messages.badValue('virtualInterfaceName', name.slice(0, 40), 'up to 100 of the characters allowed');

/** The gateway that a request names, if it is the caller's and of a type that goes with the virtual interface. */
export function readGateway(
  { world, caller }: Pick<Call, 'world' | 'caller'>,
  type: VirtualInterfaceType,
  input: Input,
): EntityId | undefined | ApiError {
  if (type === 'public') return undefined;
  const virtual = type === 'private' ? input.text('virtualGatewayId') : undefined;
  const direct = input.text('directConnectGatewayId');
  if ((virtual === undefined) === (direct === undefined))
    return messages.oneOf(
      type === 'private' ? 'virtualGatewayId and directConnectGatewayId' : 'directConnectGatewayId',
    );
  if (virtual !== undefined)
    return findGateway(world, caller, 'virtualGateway', virtual) ?? messages.virtualGatewayMissing(virtual);
  const id = direct ?? '';
  const gateway = findGateway(world, caller, 'directConnectGateway', id);
  if (gateway === undefined) return messages.directConnectGatewayMissing(id);
  const { topology, resources } = world;
  const attached = topology
    .sources(gateway, 'attachesTo')
    .filter((attachment) => resources.state(attachment) !== 'detached').length;
  const limit = quotas.virtualInterfacesPerDirectConnectGateway;
  return attached < limit ? gateway : messages.quota(label(world, gateway), limit, 'virtual interfaces');
}

export function checkPrefixes(type: VirtualInterfaceType, inner: Input): ApiError | undefined {
  const prefixes = inner.parts('routeFilterPrefixes');
  const needed = type === 'public' && (inner.text('addressFamily') ?? 'ipv4') === 'ipv4';
  return needed && prefixes.length === 0
    ? messages.badRequest('routeFilterPrefixes', ' are required on a public virtual interface')
    : undefined;
}
