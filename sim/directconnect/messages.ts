/**
 * Every text with which a call is refused. `known` ones are AWS's, kept to the letter as far as they were ever
 * published (`direct-connect.md` §4.2); `ours` name the resource and the rule, and are not AWS's words.
 */
import { ApiError } from './errors.ts';

type Origin = 'known' | 'ours';

const written =
  (origin: Origin) =>
  <Args extends readonly (string | number)[]>(text: (...args: Args) => string) =>
    Object.assign((...args: Args) => new ApiError('DirectConnectClientException', text(...args)), {
      origin,
      text,
    });

const known = written('known');
const ours = written('ours');

export const messages = {
  // Known texts, some with our addition of what they are about.
  connectionMissing: known(
    (id: string, account: string, region: string) =>
      `Connection does not exist: ${id} is not known to account ${account} in ${region}`,
  ),
  lagMissing: known(
    (id: string, account: string, region: string) =>
      `Lag does not exist: ${id} is not known to account ${account} in ${region}`,
  ),
  virtualInterfaceMissing: known(
    (id: string, account: string, region: string) =>
      `Virtual interface ${id} does not exist for account ${account} in ${region}`,
  ),
  directConnectGatewayMissing: known((id: string) => `Direct Connect gateway ${id} does not exist`),
  virtualGatewayMissing: known((id: string) => `The VirtualGateway ${id} does not exist.`),
  connectionNotFound: known((id: string) => `Could not find Connection with ID ${id}`),
  lagNotFound: known((id: string) => `Could not find Lag with ID ${id}`),
  transitioning: known((id: string) => `Connection ${id} is in a transitioning state.`),
  lastPeer: known(() => 'The last BGP Peer on a Virtual Interface cannot be deleted'),
  allocateToOwner: known(() => 'Cannot allocate VirtualInterface for the connection owner.'),
  confirmConnection: known(
    (id: string, state: string) => `ConfirmConnection failed. ${id} is in state ${state}`,
  ),
  privateAmazonAddress: known(() => 'Amazon Address is not allowed to contain a private IP'),
  differentCidr: known(() => 'Amazon Address and Customer Address must be in the same CIDR'),
  networkAddress: known(() => 'Amazon Address is address 0 on its subnet.'),
  broadcastAddress: known(() => 'Amazon Address is the broadcast address on its subnet.'),
  minimumLinksAboveMembers: known(
    (id: string, minimum: number, members: number) =>
      `MinimumLinks cannot be set higher than the number of connections: ${minimum} on ${id}, which has ${members}`,
  ),
  lagInUse: known((id: string) => `${id} cannot be deleted until its Virtual Interfaces are deleted`),
  notPartner: known(
    (account: string, region: string) =>
      `Account [${account}] is not an authorized Direct Connect partner in ${region}.`,
  ),

  // Requests
  badRequest: ours((where: string, what: string) => `Invalid request: ${where}${what}`),
  badIdentifier: ours(
    (member: string, value: string, wanted: string) =>
      `${member} ${value} has an invalid format: expected ${wanted}`,
  ),
  badValue: ours(
    (member: string, value: string | number, wanted: string) => `${member} ${value} is not valid: ${wanted}`,
  ),
  oneOf: ours((members: string) => `Exactly one of ${members} must be given`),
  nothingAsked: ours((members: string) => `At least one of ${members} must be given`),

  // States and ownership
  wrongState: ours(
    (resource: string, state: string, rule: string) => `${resource} is in state ${state}: ${rule}`,
  ),
  notOwnerOfVif: ours(
    (account: string, vif: string, port: string) =>
      `Account ${account} owns neither virtual interface ${vif} nor ${port}, which it is associated with`,
  ),
  notOwner: ours((account: string, resource: string) => `Account ${account} does not own ${resource}`),

  // AssociateVirtualInterface
  hostedToLag: ours(
    (vif: string, hosted: string, lag: string) =>
      `Virtual interface ${vif} is on hosted connection ${hosted} and cannot be associated with LAG ${lag}: ` +
      'move the hosted connection with AssociateHostedConnection',
  ),
  hostedToHosted: ours(
    (vif: string, from: string, to: string) =>
      `Virtual interface ${vif} cannot move from hosted connection ${from} to hosted connection ${to}`,
  ),
  partnerPort: ours(
    (port: string) =>
      `${port} carries hosted connections: virtual interfaces cannot be associated with it directly`,
  ),
  hostedVlan: ours(
    (hosted: string, fixed: number, vlan: number) =>
      `Hosted connection ${hosted} has VLAN ${fixed}, not VLAN ${vlan}`,
  ),
  hostedTaken: ours(
    (hosted: string, vif: string) =>
      `Hosted connection ${hosted} already has its one virtual interface, ${vif}`,
  ),
  lagMember: ours(
    (connection: string, lag: string) =>
      `Connection ${connection} is a member of LAG ${lag}: associate with the LAG instead`,
  ),
  sameTarget: ours(
    (vif: string, port: string) => `Virtual interface ${vif} is already associated with ${port}`,
  ),
  notJumboCapable: ours(
    (vif: string, mtu: number, port: string) =>
      `Virtual interface ${vif} has MTU ${mtu}, but ${port} is not jumbo frame capable`,
  ),
  quota: ours(
    (port: string, limit: number, what: string) => `${port} has reached its quota of ${limit} ${what}`,
  ),
  prefixPool: ours(
    (port: string, size: number, left: number, family: string) =>
      `${port} has a pool of ${size} ${family} prefixes, of which ${left} are left for this virtual interface`,
  ),
  prefixPoolShrinks: ours(
    (lag: string, size: number, allocated: number, family: string) =>
      `${lag} would have a pool of ${size} ${family} prefixes, and ${allocated} are allocated`,
  ),
  vlanConflict: ours(
    (vlan: number, port: string, vif: string) =>
      `VLAN ${vlan} is already in use on ${port} by virtual interface ${vif}`,
  ),
  addressConflict: ours(
    (address: string, port: string, other: string, vif: string) =>
      `IP address ${address} conflicts with ${other} of virtual interface ${vif} on ${port}`,
  ),

  // Other operations
  noDevice: ours(
    (location: string, region: string, ports: number) =>
      `No Direct Connect device at location ${location} in ${region} has ${ports} free port(s)`,
  ),
  unlikeLag: ours(
    (connection: string, what: string, lag: string) =>
      `Connection ${connection} is on another ${what} than LAG ${lag}`,
  ),
  belowMinimumLinks: ours(
    (connection: string, lag: string, minimum: number) =>
      `Connection ${connection} cannot leave LAG ${lag}: fewer than its ${minimum} minimum links would be operational`,
  ),
  notMember: ours(
    (connection: string, lag: string) => `Connection ${connection} is not a member of LAG ${lag}`,
  ),
  memberAlready: ours(
    (connection: string, lag: string) => `Connection ${connection} is a member of LAG ${lag} already`,
  ),
  hostedVlanTaken: ours(
    (vlan: number, port: string, hosted: string) =>
      `VLAN ${vlan} is already in use on ${port} by hosted connection ${hosted}`,
  ),
  connectionInUse: ours(
    (connection: string, what: string) => `${connection} cannot be deleted: it still has ${what}`,
  ),
  sameAsn: ours((asn: number) => `ASN ${asn} is that of the Amazon side: the customer needs another`),
  familyTaken: ours(
    (vif: string, family: string) =>
      `Virtual interface ${vif} already has a BGP peer of address family ${family}`,
  ),
  noSuchPeer: ours((vif: string) => `Virtual interface ${vif} has no such BGP peer`),
  testRunning: ours((vif: string) => `A BGP failover test is already running on virtual interface ${vif}`),
  noTest: ours((vif: string) => `No BGP failover test is running on virtual interface ${vif}`),
  wrongType: ours(
    (vif: string, type: string, wanted: string) => `Virtual interface ${vif} is ${type}, not ${wanted}`,
  ),
} as const;
