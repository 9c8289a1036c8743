/** Networks of AWS's side: London, Paris with a location in another Region, one odd router; each with a port. */
export interface AwsNetwork {
  /** VPCs behind a virtual gateway `vgw` on the Direct Connect gateway `dxgw`. */
  readonly vgw?: readonly string[];
  /** Or a transit gateway `tgw`. */
  /** The virtual interfaces lead to `vgw` itself. */
  readonly withoutDirectConnectGateway?: boolean;
  readonly tgw?: { readonly allowed?: string; readonly routes?: string };
  readonly vpns?: string;
  readonly vpcRoutes?: string;
  readonly propagation?: boolean;
  readonly oddNetwork?: string;
  readonly lonNetworks?: readonly string[];
  readonly parNetworks?: readonly string[];
  readonly oddNetworks?: readonly string[];
  /** What is said of lon's and par's neighbours of their virtual interfaces. */
  readonly lonNeighbor?: string;
  readonly parNeighbor?: string;
  readonly parAsn?: number;
  readonly siteLink?: boolean;
  readonly vpcRegion?: string;
}

const list = (items: readonly string[]): string => `[${items.join(', ')}]`;

const gatewaysOf = ({ vgw, tgw }: AwsNetwork): string => {
  if (vgw !== undefined)
    return `
  dxgw: { type: directConnect, asn: 64512, associated: [vgw] }
  vgw: { type: virtual, asn: 64513, associated: ${list(vgw)} }`;
  const { allowed = '[10.0.0.0/16]', routes } = tgw ?? {};
  return `
  dxgw: { type: directConnect, asn: 64512, associated: [{ gateway: tgw, allowedPrefixes: ${allowed} }] }
  tgw: { type: transit, asn: 64514, associated: [vpc]${routes === undefined ? '' : `, routes: ${routes}`} }`;
};

export function awsNetwork(options: AwsNetwork): string {
  const { lonNetworks = ['172.16.0.0/16'], parNetworks = ['172.17.0.0/16'], oddNetwork } = options;
  const { oddNetworks = oddNetwork === undefined ? [] : [oddNetwork], parAsn = 65002 } = options;
  const type = options.vgw === undefined ? 'transit' : 'private';
  const link = options.siteLink === true ? ', siteLink: true' : '';
  const entrance = options.withoutDirectConnectGateway === true ? 'vgw' : 'dxgw';
  const vif = (name: string) => `{ type: ${type}, on: c-${name}, vlan: 101, gateway: ${entrance}${link} }`;
  const router = (name: string, asn: number, networks: readonly string[], neighbor = '{}') => `
  ${name}:
    asn: ${asn}
    networks: ${list(networks)}
    interfaces: { eth1: {}, eth1.101: { for: v-${name}, neighbor: ${neighbor} } }`;
  const vpc = [
    'cidrs: [10.0.0.0/16]',
    ...(options.vpcRoutes === undefined ? [] : [`routes: ${options.vpcRoutes}`]),
    ...(options.propagation === undefined ? [] : [`propagation: ${options.propagation}`]),
    ...(options.vpcRegion === undefined ? [] : [`region: ${options.vpcRegion}`]),
  ];
  const vpns = options.vpns?.trim() ?? '';
  return `devices:
  here: { location: EqLD5 }
  there: { location: EqPA3, region: eu-west-3 }
routers:${router('lon', 65001, lonNetworks, options.lonNeighbor)}${router('par', parAsn, parNetworks, options.parNeighbor)}${router('odd', 65003, oddNetworks)}
connections:
  c-lon: { device: here, bandwidth: 10Gbps, port: lon eth1 }
  c-par: { device: there, bandwidth: 10Gbps, port: par eth1 }
  c-odd: { device: here, bandwidth: 10Gbps, port: odd eth1 }
vifs:
  v-lon: ${vif('lon')}
  v-par: ${vif('par')}
  v-odd: ${vif('odd')}
gateways:${gatewaysOf(options)}
vpcs:
  vpc: { ${vpc.join(', ')} }
${vpns === '' ? '' : `vpns:\n  ${vpns}\n`}`;
}
