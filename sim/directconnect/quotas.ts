/** Quotas of the user guide, 2026. Those that one can ask AWS to raise are marked. */
export const quotas = {
  /** Virtual interfaces of any type on a dedicated connection or LAG. */
  virtualInterfaces: 51,
  privateOrPublicVirtualInterfaces: 50,
  /** Raisable. */
  transitVirtualInterfaces: 4,
  /** Active dedicated connections of an account at a location. Raisable. */
  connectionsPerLocation: 10,
  /** Of an account in a Region. Raisable. */
  lagsPerRegion: 10,
  /** Of an account. Raisable. */
  directConnectGateways: 200,
  virtualInterfacesPerDirectConnectGateway: 30,
  tags: 50,
  failoverTestMinutes: 4320,
} as const;

const FEW_MEMBERS = ['100Gbps', '400Gbps'];

/** Members of a LAG of connections of this bandwidth. */
export const lagMembers = (bandwidth: string): number => (FEW_MEMBERS.includes(bandwidth) ? 2 : 4);

/** Bandwidths of dedicated connections and interconnects. */
export const dedicatedBandwidths: readonly string[] = ['1Gbps', '10Gbps', '100Gbps', '400Gbps'];

export const hostedBandwidths: readonly string[] = [
  '50Mbps',
  '100Mbps',
  '200Mbps',
  '300Mbps',
  '400Mbps',
  '500Mbps',
  '1Gbps',
  '2Gbps',
  '5Gbps',
  '10Gbps',
  '25Gbps',
];
