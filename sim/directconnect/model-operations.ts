/**
 * The API model, version 2012-10-25: what each operation takes and the shape that it answers with. Members are
 * `name`, `name*` when required, `name:type` when not a string; `[]` is a list, a capital letter a structure of
 * `model-structures.ts`.
 */
export const operationTable = {
  AcceptDirectConnectGatewayAssociationProposal: [
    'directConnectGatewayId* proposalId* associatedGatewayOwnerAccount* overrideAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[]',
    'AcceptDirectConnectGatewayAssociationProposalResult',
  ],
  AllocateConnectionOnInterconnect: [
    'bandwidth* connectionName* ownerAccount* interconnectId* vlan*:int',
    'Connection',
  ],
  AllocateHostedConnection: [
    'connectionId* ownerAccount* bandwidth* connectionName* vlan*:int tags:Tag[]',
    'Connection',
  ],
  AllocatePrivateVirtualInterface: [
    'connectionId* ownerAccount* newPrivateVirtualInterfaceAllocation*:NewPrivateVirtualInterfaceAllocation',
    'VirtualInterface',
  ],
  AllocatePublicVirtualInterface: [
    'connectionId* ownerAccount* newPublicVirtualInterfaceAllocation*:NewPublicVirtualInterfaceAllocation',
    'VirtualInterface',
  ],
  AllocateTransitVirtualInterface: [
    'connectionId* ownerAccount* newTransitVirtualInterfaceAllocation*:NewTransitVirtualInterfaceAllocation',
    'AllocateTransitVirtualInterfaceResult',
  ],
  AssociateConnectionWithLag: ['connectionId* lagId*', 'Connection'],
  AssociateConnectionsToResiliencyGroup: [
    'connectionIdentifiers*:string[] resiliencyGroupId* clientToken',
    'AssociateConnectionsToResiliencyGroupResult',
  ],
  AssociateHostedConnection: ['connectionId* parentConnectionId*', 'Connection'],
  AssociateMacSecKey: ['connectionId* secretARN ckn cak', 'AssociateMacSecKeyResponse'],
  AssociateVirtualInterface: ['virtualInterfaceId* connectionId*', 'VirtualInterface'],
  ConfirmConnection: ['connectionId*', 'ConfirmConnectionResponse'],
  ConfirmCustomerAgreement: ['agreementName', 'ConfirmCustomerAgreementResponse'],
  ConfirmPrivateVirtualInterface: [
    'virtualInterfaceId* virtualGatewayId directConnectGatewayId',
    'ConfirmPrivateVirtualInterfaceResponse',
  ],
  ConfirmPublicVirtualInterface: ['virtualInterfaceId*', 'ConfirmPublicVirtualInterfaceResponse'],
  ConfirmTransitVirtualInterface: [
    'virtualInterfaceId* directConnectGatewayId*',
    'ConfirmTransitVirtualInterfaceResponse',
  ],
  CreateBGPPeer: ['virtualInterfaceId newBGPPeer:NewBGPPeer', 'CreateBGPPeerResponse'],
  CreateConnection: [
    'location* bandwidth* connectionName* lagId tags:Tag[] providerName requestMACSec:bool billingMode',
    'Connection',
  ],
  CreateDirectConnectGateway: [
    'directConnectGatewayName* tags:Tag[] amazonSideAsn:long',
    'CreateDirectConnectGatewayResult',
  ],
  CreateDirectConnectGatewayAssociation: [
    'directConnectGatewayId* gatewayId addAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[] virtualGatewayId',
    'CreateDirectConnectGatewayAssociationResult',
  ],
  CreateDirectConnectGatewayAssociationProposal: [
    'directConnectGatewayId* directConnectGatewayOwnerAccount* gatewayId* addAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[] removeAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[]',
    'CreateDirectConnectGatewayAssociationProposalResult',
  ],
  CreateInterconnect: [
    'interconnectName* bandwidth* location* lagId tags:Tag[] providerName requestMACSec:bool',
    'Interconnect',
  ],
  CreateLag: [
    'numberOfConnections*:int location* connectionsBandwidth* lagName* connectionId tags:Tag[] childConnectionTags:Tag[] providerName requestMACSec:bool billingMode',
    'Lag',
  ],
  CreatePrivateVirtualInterface: [
    'connectionId* newPrivateVirtualInterface*:NewPrivateVirtualInterface',
    'VirtualInterface',
  ],
  CreatePublicVirtualInterface: [
    'connectionId* newPublicVirtualInterface*:NewPublicVirtualInterface',
    'VirtualInterface',
  ],
  CreateResiliencyGroup: [
    'resiliencyGroupName* intendedResiliencyModel* clientToken tags:Tag[]',
    'CreateResiliencyGroupResult',
  ],
  CreateTransitVirtualInterface: [
    'connectionId* newTransitVirtualInterface*:NewTransitVirtualInterface',
    'CreateTransitVirtualInterfaceResult',
  ],
  DeleteBGPPeer: [
    'virtualInterfaceId asn:int asnLong:long customerAddress bgpPeerId',
    'DeleteBGPPeerResponse',
  ],
  DeleteConnection: ['connectionId*', 'Connection'],
  DeleteDirectConnectGateway: ['directConnectGatewayId*', 'DeleteDirectConnectGatewayResult'],
  DeleteDirectConnectGatewayAssociation: [
    'associationId directConnectGatewayId virtualGatewayId',
    'DeleteDirectConnectGatewayAssociationResult',
  ],
  DeleteDirectConnectGatewayAssociationProposal: [
    'proposalId*',
    'DeleteDirectConnectGatewayAssociationProposalResult',
  ],
  DeleteInterconnect: ['interconnectId*', 'DeleteInterconnectResponse'],
  DeleteLag: ['lagId*', 'Lag'],
  DeleteResiliencyGroup: ['resiliencyGroupId*', 'DeleteResiliencyGroupResult'],
  DeleteVirtualInterface: ['virtualInterfaceId*', 'DeleteVirtualInterfaceResponse'],
  DescribeConnectionLoa: ['connectionId* providerName loaContentType', 'DescribeConnectionLoaResponse'],
  DescribeConnections: ['connectionId maxResults:int nextToken', 'Connections'],
  DescribeConnectionsOnInterconnect: ['interconnectId*', 'Connections'],
  DescribeCustomerMetadata: ['', 'DescribeCustomerMetadataResponse'],
  DescribeDirectConnectGatewayAssociationProposals: [
    'directConnectGatewayId proposalId associatedGatewayId maxResults:int nextToken',
    'DescribeDirectConnectGatewayAssociationProposalsResult',
  ],
  DescribeDirectConnectGatewayAssociations: [
    'associationId associatedGatewayId directConnectGatewayId maxResults:int nextToken virtualGatewayId',
    'DescribeDirectConnectGatewayAssociationsResult',
  ],
  DescribeDirectConnectGatewayAttachments: [
    'directConnectGatewayId virtualInterfaceId maxResults:int nextToken',
    'DescribeDirectConnectGatewayAttachmentsResult',
  ],
  DescribeDirectConnectGateways: [
    'directConnectGatewayId maxResults:int nextToken',
    'DescribeDirectConnectGatewaysResult',
  ],
  DescribeHostedConnections: ['connectionId* maxResults:int nextToken', 'Connections'],
  DescribeInterconnectLoa: ['interconnectId* providerName loaContentType', 'DescribeInterconnectLoaResponse'],
  DescribeInterconnects: ['interconnectId maxResults:int nextToken', 'Interconnects'],
  DescribeLags: ['lagId maxResults:int nextToken', 'Lags'],
  DescribeLoa: ['connectionId* providerName loaContentType', 'Loa'],
  DescribeLocations: ['', 'Locations'],
  DescribeRouterConfiguration: [
    'virtualInterfaceId* routerTypeIdentifier',
    'DescribeRouterConfigurationResponse',
  ],
  DescribeTags: ['resourceArns*:string[]', 'DescribeTagsResponse'],
  DescribeVirtualGateways: ['', 'VirtualGateways'],
  DescribeVirtualInterfaces: [
    'connectionId virtualInterfaceId maxResults:int nextToken',
    'VirtualInterfaces',
  ],
  DisassociateConnectionFromLag: ['connectionId* lagId*', 'Connection'],
  DisassociateConnectionsFromResiliencyGroup: [
    'connectionIdentifiers*:string[] resiliencyGroupId* clientToken',
    'DisassociateConnectionsFromResiliencyGroupResult',
  ],
  DisassociateMacSecKey: ['connectionId* secretARN*', 'DisassociateMacSecKeyResponse'],
  GetResiliencyGroup: ['resiliencyGroupId*', 'GetResiliencyGroupResult'],
  ListResiliencyGroupAssociations: [
    'resiliencyGroupId* maxResults:int nextToken',
    'ListResiliencyGroupAssociationsResult',
  ],
  ListResiliencyGroups: ['maxResults:int nextToken', 'ListResiliencyGroupsResult'],
  ListVirtualInterfaceRoutes: [
    'virtualInterfaceId filters:RouteFilters maxResults:int nextToken',
    'ListVirtualInterfaceRoutesResponse',
  ],
  ListVirtualInterfaceTestHistory: [
    'testId virtualInterfaceId bgpPeers:string[] status maxResults:int nextToken',
    'ListVirtualInterfaceTestHistoryResponse',
  ],
  StartBgpFailoverTest: [
    'virtualInterfaceId* bgpPeers:string[] testDurationInMinutes:int',
    'StartBgpFailoverTestResponse',
  ],
  StopBgpFailoverTest: ['virtualInterfaceId*', 'StopBgpFailoverTestResponse'],
  TagResource: ['resourceArn* tags*:Tag[]', 'TagResourceResponse'],
  UntagResource: ['resourceArn* tagKeys*:string[]', 'UntagResourceResponse'],
  UpdateConnection: ['connectionId* connectionName encryptionMode', 'Connection'],
  UpdateConnectionsBillingMode: [
    'connectionIds*:string[] billingMode*',
    'UpdateConnectionsBillingModeResponse',
  ],
  UpdateDirectConnectGateway: [
    'directConnectGatewayId* newDirectConnectGatewayName*',
    'UpdateDirectConnectGatewayResponse',
  ],
  UpdateDirectConnectGatewayAssociation: [
    'associationId addAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[] removeAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[]',
    'UpdateDirectConnectGatewayAssociationResult',
  ],
  UpdateLag: ['lagId* lagName minimumLinks:int encryptionMode', 'Lag'],
  UpdateResiliencyGroup: [
    'resiliencyGroupId* resiliencyGroupName* clientToken',
    'UpdateResiliencyGroupResult',
  ],
  UpdateVirtualInterfaceAttributes: [
    'virtualInterfaceId* mtu:int enableSiteLink:bool virtualInterfaceName prefixPoolAllocatedCountIpv4:int prefixPoolAllocatedCountIpv6:int rateLimit',
    'VirtualInterface',
  ],
} as const satisfies Readonly<Record<string, readonly [input: string, output: string]>>;
