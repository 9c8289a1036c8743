/** What a BGP peer may be: ASN, key, addresses. */
import type { NewPeer } from '../../resources/peers.ts';
import { awsSession } from '../../resources/peers.ts';
import {
  AddressError,
  contains,
  formatAddress,
  type InterfaceAddress,
  lastAddress,
  parseInterfaceAddress,
  parsePrefix,
  sameAddress,
} from '../../topology/address.ts';
import type { EntityId } from '../../topology/entities.ts';
import {
  allSubnets,
  assignIpv4,
  assignIpv6,
  type PeerAddresses,
  subnetsOn,
} from '../../topology/peer-addresses.ts';
import type { AddressFamily, VirtualInterfaceType } from '../../topology/spec.ts';
import type { ApiWorld } from '../api-world.ts';
import { ApiError, firstError } from '../errors.ts';
import type { Input } from '../input.ts';
import { messages } from '../messages.ts';

/** No space; CloudFormation's schema. */
const AUTH_KEY = /^[A-Za-z0-9\\!"#$%&'()*+,\-./:;<=>?@[\]^_`{|}~]{6,80}$/;

export const checkAuthKey = (key: string | undefined): ApiError | undefined =>
  key === undefined || AUTH_KEY.test(key)
    ? undefined
    : messages.badValue('authKey', '[PROTECTED]', '6 to 80 characters without spaces');

/** The customer's ASN: `asnLong` wins over `asn`. */
export function readAsn({ profile }: ApiWorld, input: Input): number | ApiError {
  const asn = input.number('asn');
  const asnLong = input.number('asnLong');
  const { maxAsn, maxAsnLong } = profile;
  if (asnLong !== undefined && maxAsnLong === undefined)
    return messages.badRequest('asnLong', ' does not exist in this rule book');
  if (asn !== undefined && !(asn >= 1 && asn <= maxAsn))
    return messages.badValue('asn', asn, `1 to ${maxAsn}`);
  if (asnLong !== undefined && !(asnLong >= 1 && asnLong <= (maxAsnLong ?? 0)))
    return messages.badValue('asnLong', asnLong, `1 to ${maxAsnLong}`);
  return asnLong ?? asn ?? messages.badRequest('asn', ' or asnLong is required');
}

/** What a request says of one peer; the same members in virtual interfaces and in `newBGPPeer`. */
export interface WantedPeer {
  readonly family: AddressFamily;
  readonly asn: number;
  readonly authKey: string | undefined;
  /** Undefined: AWS assigns. */
  readonly addresses: PeerAddresses | undefined;
}

export function readPeer(world: ApiWorld, type: VirtualInterfaceType, input: Input): WantedPeer | ApiError {
  const family = input.text('addressFamily') ?? 'ipv4';
  const authKey = input.text('authKey');
  const asn = readAsn(world, input);
  if (asn instanceof ApiError) return asn;
  if (family !== 'ipv4' && family !== 'ipv6')
    return messages.badValue('addressFamily', family, 'ipv4 or ipv6');
  const badKey = checkAuthKey(authKey);
  if (badKey !== undefined) return badKey;
  const addresses = readAddresses(type, family, input);
  return addresses instanceof ApiError ? addresses : { family, asn, authKey, addresses };
}

function readAddresses(
  type: VirtualInterfaceType,
  family: AddressFamily,
  input: Input,
): PeerAddresses | undefined | ApiError {
  const amazonAddress = input.text('amazonAddress');
  const customerAddress = input.text('customerAddress');
  if (amazonAddress === undefined && customerAddress === undefined)
    return type === 'public' && family === 'ipv4'
      ? messages.badRequest(
          'amazonAddress and customerAddress',
          ' are required on a public virtual interface',
        )
      : undefined;
  if (family === 'ipv6')
    return messages.badRequest('IPv6 addresses', ' are assigned by AWS and cannot be given');
  if (amazonAddress === undefined || customerAddress === undefined)
    return messages.badRequest('amazonAddress and customerAddress', ' are given both or not at all');
  const error = checkAddresses(type, amazonAddress, customerAddress);
  return error ?? { amazonAddress, customerAddress };
}

const PRIVATE_BLOCKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
].map(parsePrefix);

function checkAddresses(type: VirtualInterfaceType, amazon: string, customer: string): ApiError | undefined {
  const ours = readAddress('amazonAddress', amazon);
  const theirs = readAddress('customerAddress', customer);
  if (ours instanceof ApiError) return ours;
  if (theirs instanceof ApiError) return theirs;
  const { prefix, address } = ours;
  const pointToPoint = prefix.length >= 31;
  return firstError(
    () =>
      type === 'public' && PRIVATE_BLOCKS.some((block) => contains(block, address))
        ? messages.privateAmazonAddress()
        : undefined,
    () =>
      prefix.length === theirs.prefix.length && prefix.bits === theirs.prefix.bits
        ? undefined
        : messages.differentCidr(),
    () => (!pointToPoint && address.bits === prefix.bits ? messages.networkAddress() : undefined),
    () =>
      !pointToPoint && sameAddress(address, lastAddress(prefix)) ? messages.broadcastAddress() : undefined,
    () =>
      sameAddress(address, theirs.address)
        ? messages.badValue('customerAddress', customer, 'it must differ from amazonAddress')
        : undefined,
  );
}

function readAddress(member: string, text: string): InterfaceAddress | ApiError {
  try {
    const parsed = parseInterfaceAddress(text);
    return parsed.address.family === 'ipv4'
      ? parsed
      : messages.badValue(member, text, 'an IPv4 address with prefix length');
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return messages.badValue(member, text, 'an IPv4 address with prefix length');
  }
}

/** eBGP: the two ends have different ASNs. */
export const differentAsn = (asn: number, amazonSideAsn: number): ApiError | undefined =>
  asn === amazonSideAsn ? messages.sameAsn(asn) : undefined;

/** The peer as it is configured, with addresses assigned where none were given. */
export function makePeer(
  world: ApiWorld,
  { family, asn, addresses }: WantedPeer,
  made: {
    readonly name: string;
    readonly port: EntityId;
    readonly authKey: string;
    readonly amazonSideAsn: number;
  },
): NewPeer {
  const { kernel, topology } = world;
  const assigned =
    addresses ??
    (family === 'ipv4'
      ? assignIpv4(subnetsOn(topology, made.port))
      : assignIpv6(kernel.seed, made.name, allSubnets(topology)));
  const remote = parseInterfaceAddress(assigned.customerAddress).address;
  return {
    ...assigned,
    session: awsSession(world, {
      addressFamily: family,
      localAsn: made.amazonSideAsn,
      remoteAsn: asn,
      remoteAddress: formatAddress(remote),
      authKey: made.authKey,
    }),
  };
}
