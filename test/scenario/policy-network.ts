/** A network with a policy of every kind, for tests of what can be wrong with it. */
import type { Problem } from '../../sim/scenario/types.ts';

export const network = `dxdrill-network: 1
region: eu-west-2
devices:
  ld5: { location: EqLD5 }
prefixLists:
  ours: [10.0.0.0/8 ge 17 le 24, deny 10.9.0.0/16]
  six: 2001:db8::/32 le 48
asPathLists:
  aws: ^64512_
communityLists:
  remote: [7224:7100, 64512:*]
routeMaps:
  from-aws:
    - { match: { asPathList: aws, communityList: remote }, set: { weight: 10, localPreference: 50 } }
    - { match: { neighbor: [169.254.1.1, lon-r2] }, set: { prepend: [65001] }, action: continue }
    - {}
  to-aws:
    - { match: { prefixList: ours }, set: { med: 5, addCommunities: [7224:7300], deleteCommunities: 64512:* } }
  to-lon:
    - { set: { localPreference: 300 } }
routers:
  lon-r1:
    asn: 65001
    vendor: frr
    routeReflector: { clients: [lon-r2, lon-r3], clusterId: 10.0.0.1 }
    networks: [10.10.0.0/16]
    aggregates: [10.10.0.0/15, { prefix: 10.12.0.0/16, summaryOnly: true }]
    decision: { maximumPaths: 4 }
    neighbors:
      lon-r2: { export: to-lon, gracefulRestart: helper }
      par-r1: { import: from-aws, maximumPrefixes: { limit: 100, restart: 5m } }
      par-2: { router: par-r1, over: e, bfd: on }
    interfaces:
      eth1: {}
      eth1.101: { for: v101, neighbor: { import: from-aws, export: to-aws, advertise: [10.10.0.0/16] } }
  lon-r2: { asn: 65001 }
  lon-r3: { asn: 65001 }
  lon-r4: { asn: 65001, ibgp: none }
  par-r1: { asn: 65002, neighbors: { lon-r1: {}, lon-2: { router: lon-r1, over: e } } }
  far-r1: { asn: 65001 }
links:
  a: { between: [lon-r1, lon-r2] }
  b: { between: [lon-r2, lon-r3] }
  c: { between: [lon-r3, lon-r4] }
  d: { between: [lon-r1, par-r1] }
  e: { between: [lon-r1, par-r1], addresses: [10.254.0.1/30, 10.254.0.2/30], igp: passive }
connections:
  dxcon-a: { device: ld5, bandwidth: 10Gbps, port: lon-r1 eth1 }
vifs:
  v101: { on: dxcon-a, vlan: 101, gateway: dxgw }
gateways:
  dxgw: { type: directConnect }
`;

/** `the text that the carets mark: message` */
export function shown(text: string, { message, position: { line, column, length } }: Problem): string {
  const marked = (text.split('\n')[line - 1] ?? '').slice(column - 1, column - 1 + length);
  return `${marked}: ${message}`;
}
