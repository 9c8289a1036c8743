/**
 * Which members an answer carries, omits, or sends empty. What the published samples carry is carried with the same
 * emptiness; `later` marks members that came after the page that the project grew from, which the `seed` rule book
 * leaves out.
 */

/** `always` has a value; `ifSet` is left out when unset; the other two stand in for what is unset. */
type Unset = 'always' | 'ifSet' | '""' | '[]';

interface Presence {
  readonly unset: Unset;
  readonly later: boolean;
}

type Shape = Readonly<Record<string, Presence>>;

/** `name`, `name?` left out when unset, `name=""`, `name=[]`; `+name` came later. */
function shape(members: string): Shape {
  return Object.fromEntries(
    members
      .trim()
      .split(/\s+/)
      .map((text) => {
        const [, plus = '', name = '', unset = ''] = /^(\+?)(\w+)(\?|=""|=\[\])?$/.exec(text) ?? [];
        const words: Readonly<Record<string, Unset>> = { '?': 'ifSet', '=""': '""', '=[]': '[]' };
        return [name, { unset: words[unset] ?? 'always', later: plus === '+' }];
      }),
  );
}

/** Of what has a pool of prefixes. */
const POOL = `+prefixPoolSizeIpv4? +prefixPoolSizeIpv6? +prefixPoolUnallocatedCountIpv4?
  +prefixPoolUnallocatedCountIpv6?`;

const shapes = {
  Connection: shape(`ownerAccount connectionId connectionName connectionState region location bandwidth
    vlan? partnerName? loaIssueTime? lagId? awsDevice? +jumboFrameCapable +awsDeviceV2? +awsLogicalDeviceId?
    +hasLogicalRedundancy +tags=[] +providerName? ${POOL}`),
  Lag: shape(`connectionsBandwidth numberOfConnections lagId ownerAccount lagName lagState location region
    minimumLinks awsDevice? connections +awsDeviceV2? +awsLogicalDeviceId? +allowsHostedConnections
    +jumboFrameCapable +hasLogicalRedundancy +tags=[] +providerName? ${POOL}`),
  VirtualInterface: shape(`ownerAccount virtualInterfaceId location connectionId virtualInterfaceType
    virtualInterfaceName vlan asn +asnLong amazonSideAsn authKey amazonAddress? customerAddress? addressFamily?
    virtualInterfaceState customerRouterConfig mtu jumboFrameCapable virtualGatewayId="" directConnectGatewayId=""
    routeFilterPrefixes=[] bgpPeers region awsDeviceV2? +awsLogicalDeviceId? tags=[] +siteLinkEnabled
    +prefixPoolAllocatedCountIpv4? +prefixPoolAllocatedCountIpv6?`),
  BGPPeer: shape(`bgpPeerId asn +asnLong authKey addressFamily amazonAddress customerAddress bgpPeerState
    bgpStatus awsDeviceV2? +awsLogicalDeviceId?`),
  VirtualInterfaceTestHistory:
    shape(`testId virtualInterfaceId bgpPeers status ownerAccount testDurationInMinutes
    startTime endTime?`),
  DirectConnectGateway: shape(`directConnectGatewayId directConnectGatewayName amazonSideAsn ownerAccount
    directConnectGatewayState stateChangeError? +tags?`),
  DirectConnectGatewayAttachment: shape(`directConnectGatewayId virtualInterfaceId virtualInterfaceRegion
    virtualInterfaceOwnerAccount attachmentState +attachmentType stateChangeError?`),
  VirtualGateway: shape('virtualGatewayId virtualGatewayState'),
  Route: shape(
    'cidr routeDirection addressFamily asPath communities=[] awsLogicalDeviceId? routeInstalledAt?',
  ),
} as const;

export type ShapeName = keyof typeof shapes;

/** Members that an operation leaves out although the shape has them: a port is assigned only later. */
const omissions: Readonly<Record<string, readonly string[]>> = {
  CreateConnection: ['vlan', 'partnerName', 'loaIssueTime', 'awsDevice', 'awsDeviceV2', 'awsLogicalDeviceId'],
};

export type Answer = Readonly<Record<string, unknown>>;

const isUnset = (value: unknown): boolean => value === undefined || value === '';

/** The members of a shape that this operation's answer carries, in the model's order. */
export function present(
  name: ShapeName,
  { operation, laterMembers }: { readonly operation: string; readonly laterMembers: boolean },
  values: Answer,
): Answer {
  const omitted = omissions[operation] ?? [];
  const carried: [string, unknown][] = [];
  const members: Shape = shapes[name];
  for (const [member, { unset, later }] of Object.entries(members)) {
    if ((later && !laterMembers) || omitted.includes(member)) continue;
    const value = values[member];
    if (!isUnset(value)) carried.push([member, value]);
    else if (unset === '""') carried.push([member, '']);
    else if (unset === '[]') carried.push([member, []]);
    else if (unset === 'always') throw new Error(`${operation}: ${name}.${member} has no value`);
  }
  return Object.fromEntries(carried);
}
