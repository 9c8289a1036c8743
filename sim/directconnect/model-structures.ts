/** Structures of the API model that requests and answers are made of, in the notation of `model-operations.ts`. */
export const structureTable = {
  AcceptDirectConnectGatewayAssociationProposalResult:
    'directConnectGatewayAssociation:DirectConnectGatewayAssociation',
  AllocateTransitVirtualInterfaceResult: 'virtualInterface:VirtualInterface',
  AsPathSegment: 'pathType path:long[]',
  AssociateConnectionsToResiliencyGroupResult: 'resiliencyGroupAssociations:ResiliencyGroupAssociation[]',
  AssociateMacSecKeyResponse: 'connectionId macSecKeys:MacSecKey[]',
  AssociatedCoreNetwork: 'id ownerAccount attachmentId',
  AssociatedGateway: 'id type ownerAccount region',
  AvailableBillingMode: 'billingMode availablePortSpeeds:string[] includedRegions:string[]',
  BGPPeer:
    'bgpPeerId asn:int asnLong:long authKey addressFamily amazonAddress customerAddress bgpPeerState bgpStatus awsDeviceV2 awsLogicalDeviceId',
  ConfirmConnectionResponse: 'connectionState',
  ConfirmCustomerAgreementResponse: 'status',
  ConfirmPrivateVirtualInterfaceResponse: 'virtualInterfaceState',
  ConfirmPublicVirtualInterfaceResponse: 'virtualInterfaceState',
  ConfirmTransitVirtualInterfaceResponse: 'virtualInterfaceState',
  Connection:
    'ownerAccount connectionId connectionName connectionState region location bandwidth vlan:int partnerName loaIssueTime:time lagId awsDevice jumboFrameCapable:bool awsDeviceV2 awsLogicalDeviceId hasLogicalRedundancy tags:Tag[] providerName macSecCapable:bool portEncryptionStatus encryptionMode macSecKeys:MacSecKey[] rateLimiterStatus:RateLimiterStatus partnerInterconnectMacSecCapable:bool prefixPoolSizeIpv4:int prefixPoolSizeIpv6:int prefixPoolUnallocatedCountIpv4:int prefixPoolUnallocatedCountIpv6:int billingMode',
  Connections: 'connections:Connection[] nextToken',
  CreateBGPPeerResponse: 'virtualInterface:VirtualInterface',
  CreateDirectConnectGatewayAssociationProposalResult:
    'directConnectGatewayAssociationProposal:DirectConnectGatewayAssociationProposal',
  CreateDirectConnectGatewayAssociationResult:
    'directConnectGatewayAssociation:DirectConnectGatewayAssociation',
  CreateDirectConnectGatewayResult: 'directConnectGateway:DirectConnectGateway',
  CreateResiliencyGroupResult: 'resiliencyGroup:ResiliencyGroup',
  CreateTransitVirtualInterfaceResult: 'virtualInterface:VirtualInterface',
  CustomerAgreement: 'agreementName status',
  DeleteBGPPeerResponse: 'virtualInterface:VirtualInterface',
  DeleteDirectConnectGatewayAssociationProposalResult:
    'directConnectGatewayAssociationProposal:DirectConnectGatewayAssociationProposal',
  DeleteDirectConnectGatewayAssociationResult:
    'directConnectGatewayAssociation:DirectConnectGatewayAssociation',
  DeleteDirectConnectGatewayResult: 'directConnectGateway:DirectConnectGateway',
  DeleteInterconnectResponse: 'interconnectState',
  DeleteResiliencyGroupResult: 'resiliencyGroup:ResiliencyGroup',
  DeleteVirtualInterfaceResponse: 'virtualInterfaceState',
  DescribeConnectionLoaResponse: 'loa:Loa',
  DescribeCustomerMetadataResponse: 'agreements:CustomerAgreement[] nniPartnerType',
  DescribeDirectConnectGatewayAssociationProposalsResult:
    'directConnectGatewayAssociationProposals:DirectConnectGatewayAssociationProposal[] nextToken',
  DescribeDirectConnectGatewayAssociationsResult:
    'directConnectGatewayAssociations:DirectConnectGatewayAssociation[] nextToken',
  DescribeDirectConnectGatewayAttachmentsResult:
    'directConnectGatewayAttachments:DirectConnectGatewayAttachment[] nextToken',
  DescribeDirectConnectGatewaysResult: 'directConnectGateways:DirectConnectGateway[] nextToken',
  DescribeInterconnectLoaResponse: 'loa:Loa',
  DescribeRouterConfigurationResponse:
    'customerRouterConfig router:RouterType virtualInterfaceId virtualInterfaceName',
  DescribeTagsResponse: 'resourceTags:ResourceTag[]',
  DirectConnectGateway:
    'directConnectGatewayId directConnectGatewayName amazonSideAsn:long ownerAccount directConnectGatewayState stateChangeError totalPrefixPoolAllocations:int tags:Tag[]',
  DirectConnectGatewayAssociation:
    'directConnectGatewayId directConnectGatewayOwnerAccount associationState stateChangeError associatedGateway:AssociatedGateway associationId allowedPrefixesToDirectConnectGateway:RouteFilterPrefix[] associatedCoreNetwork:AssociatedCoreNetwork virtualGatewayId virtualGatewayRegion virtualGatewayOwnerAccount',
  DirectConnectGatewayAssociationProposal:
    'proposalId directConnectGatewayId directConnectGatewayOwnerAccount proposalState associatedGateway:AssociatedGateway existingAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[] requestedAllowedPrefixesToDirectConnectGateway:RouteFilterPrefix[]',
  DirectConnectGatewayAttachment:
    'directConnectGatewayId virtualInterfaceId virtualInterfaceRegion virtualInterfaceOwnerAccount attachmentState attachmentType stateChangeError',
  DisassociateConnectionsFromResiliencyGroupResult:
    'resiliencyGroupAssociations:ResiliencyGroupAssociation[]',
  DisassociateMacSecKeyResponse: 'connectionId macSecKeys:MacSecKey[]',
  GetResiliencyGroupResult: 'resiliencyGroup:ResiliencyGroup',
  Interconnect:
    'interconnectId interconnectName interconnectState region location bandwidth loaIssueTime:time lagId awsDevice jumboFrameCapable:bool awsDeviceV2 awsLogicalDeviceId hasLogicalRedundancy tags:Tag[] providerName macSecCapable:bool portEncryptionStatus encryptionMode macSecKeys:MacSecKey[]',
  Interconnects: 'interconnects:Interconnect[] nextToken',
  Lag: 'connectionsBandwidth numberOfConnections:int lagId ownerAccount lagName lagState location region minimumLinks:int awsDevice awsDeviceV2 awsLogicalDeviceId connections:Connection[] allowsHostedConnections:bool jumboFrameCapable:bool hasLogicalRedundancy tags:Tag[] providerName macSecCapable:bool encryptionMode macSecKeys:MacSecKey[] prefixPoolSizeIpv4:int prefixPoolSizeIpv6:int prefixPoolUnallocatedCountIpv4:int prefixPoolUnallocatedCountIpv6:int rateLimiterStatus:RateLimiterStatus billingMode',
  Lags: 'lags:Lag[] nextToken',
  ListResiliencyGroupAssociationsResult: 'items:ResiliencyGroupAssociation[] nextToken',
  ListResiliencyGroupsResult: 'items:ResiliencyGroupSummary[] nextToken',
  ListVirtualInterfaceRoutesResponse: 'virtualInterfaceId routes:Route[] nextToken',
  ListVirtualInterfaceTestHistoryResponse:
    'virtualInterfaceTestHistory:VirtualInterfaceTestHistory[] nextToken',
  Loa: 'loaContent:blob loaContentType',
  Location:
    'locationCode locationName region availablePortSpeeds:string[] availableProviders:string[] availableMacSecPortSpeeds:string[] availableBillingModes:AvailableBillingMode[]',
  Locations: 'locations:Location[]',
  MacSecKey: 'secretARN ckn state startOn',
  NewBGPPeer: 'asn:int asnLong:long authKey addressFamily amazonAddress customerAddress',
  NewPrivateVirtualInterface:
    'virtualInterfaceName* vlan*:int asn:int asnLong:long mtu:int authKey amazonAddress customerAddress addressFamily virtualGatewayId directConnectGatewayId tags:Tag[] enableSiteLink:bool prefixPoolAllocatedCountIpv4:int prefixPoolAllocatedCountIpv6:int rateLimit',
  NewPrivateVirtualInterfaceAllocation:
    'virtualInterfaceName* vlan*:int asn:int asnLong:long mtu:int authKey amazonAddress addressFamily customerAddress tags:Tag[] rateLimit',
  NewPublicVirtualInterface:
    'virtualInterfaceName* vlan*:int asn:int asnLong:long authKey amazonAddress customerAddress addressFamily routeFilterPrefixes:RouteFilterPrefix[] tags:Tag[] rateLimit',
  NewPublicVirtualInterfaceAllocation:
    'virtualInterfaceName* vlan*:int asn:int asnLong:long authKey amazonAddress customerAddress addressFamily routeFilterPrefixes:RouteFilterPrefix[] tags:Tag[] rateLimit',
  NewTransitVirtualInterface:
    'virtualInterfaceName vlan:int asn:int asnLong:long mtu:int authKey amazonAddress customerAddress addressFamily directConnectGatewayId tags:Tag[] enableSiteLink:bool prefixPoolAllocatedCountIpv4:int prefixPoolAllocatedCountIpv6:int rateLimit',
  NewTransitVirtualInterfaceAllocation:
    'virtualInterfaceName vlan:int asn:int asnLong:long mtu:int authKey amazonAddress customerAddress addressFamily tags:Tag[] rateLimit',
  RateLimiterStatus: 'maxAllowed:int inUse:int remaining:int totalBandwidth',
  ResiliencyGroup:
    'resiliencyGroupId resiliencyGroupArn resiliencyGroupName resiliencyGroupType ownerAccount state tags:Tag[]',
  ResiliencyGroupAssociation: 'resiliencyGroupId connectionArn state',
  ResiliencyGroupSummary:
    'resiliencyGroupId resiliencyGroupArn resiliencyGroupName resiliencyGroupType ownerAccount state',
  ResourceTag: 'resourceArn tags:Tag[]',
  Route:
    'cidr routeDirection addressFamily asPath:AsPathSegment[] communities:string[] awsLogicalDeviceId routeInstalledAt:time',
  RouteFilterPrefix: 'cidr',
  RouteFilters: 'routeDirection addressFamily cidrs:string[] asPath:long[] communities:string[]',
  RouterType: 'vendor platform software xsltTemplateName xsltTemplateNameForMacSec routerTypeIdentifier',
  StartBgpFailoverTestResponse: 'virtualInterfaceTest:VirtualInterfaceTestHistory',
  StopBgpFailoverTestResponse: 'virtualInterfaceTest:VirtualInterfaceTestHistory',
  Tag: 'key* value',
  TagResourceResponse: '',
  UntagResourceResponse: '',
  UpdateConnectionsBillingModeResponse: 'billingMode connections:Connection[]',
  UpdateDirectConnectGatewayAssociationResult:
    'directConnectGatewayAssociation:DirectConnectGatewayAssociation',
  UpdateDirectConnectGatewayResponse: 'directConnectGateway:DirectConnectGateway',
  UpdateResiliencyGroupResult: 'resiliencyGroup:ResiliencyGroup',
  VirtualGateway: 'virtualGatewayId virtualGatewayState',
  VirtualGateways: 'virtualGateways:VirtualGateway[]',
  VirtualInterface:
    'ownerAccount virtualInterfaceId location connectionId virtualInterfaceType virtualInterfaceName vlan:int asn:int asnLong:long amazonSideAsn:long authKey amazonAddress customerAddress addressFamily virtualInterfaceState customerRouterConfig mtu:int jumboFrameCapable:bool virtualGatewayId directConnectGatewayId routeFilterPrefixes:RouteFilterPrefix[] bgpPeers:BGPPeer[] region awsDeviceV2 awsLogicalDeviceId tags:Tag[] siteLinkEnabled:bool prefixPoolAllocatedCountIpv4:int prefixPoolAllocatedCountIpv6:int rateLimit',
  VirtualInterfaceTestHistory:
    'testId virtualInterfaceId bgpPeers:string[] status ownerAccount testDurationInMinutes:int startTime:time endTime:time',
  VirtualInterfaces: 'virtualInterfaces:VirtualInterface[] nextToken',
} as const satisfies Readonly<Record<string, string>>;
