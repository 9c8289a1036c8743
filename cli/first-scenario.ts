/** What `dxdrill init` writes: a network with two ways to AWS, and a drill that cuts one of them. */

export const firstNetwork = `# A network: what is cabled where, and what rides on it. Scenarios use it by \`topology: {use: …}\`.
dxdrill-network: 1
region: eu-west-2

accounts:
  network-account: '111122223333'       # the first one owns everything that names no owner

devices:                                # AWS Direct Connect endpoints
  ld5-1: {location: EqLD5}
  ld5-2: {location: EqLD5}

routers:                                # yours; \`networks\` is what lives behind them
  lon-r1:
    asn: 65001
    networks: [10.10.0.0/16]
    interfaces: {eth1: {}}
  lon-r2:
    asn: 65001
    networks: [10.10.0.0/16]
    interfaces: {eth1: {}}

links:                                  # cables between your own routers
  core: {between: [lon-r1, lon-r2]}

connections:
  dxcon-a: {device: ld5-1, bandwidth: 10Gbps, port: lon-r1 eth1}
  dxcon-b: {device: ld5-2, bandwidth: 10Gbps, port: lon-r2 eth1}

vifs:                                   # your routers are configured to match, unless you say otherwise
  v101: {on: dxcon-a, vlan: 101, gateway: vgw-prod}
  v201: {on: dxcon-b, vlan: 201, gateway: vgw-prod}

gateways:
  vgw-prod: {type: virtual, associated: [vpc-prod]}

vpcs:
  vpc-prod: {cidrs: [10.0.0.0/16]}
`;

export const firstScenario = (network: string) => `# yaml-language-server: $schema=../schema.json
# (completion in editors; \`npx dxdrill schema > schema.json\` writes that file)
#
# Play it:      npx dxdrill run THIS-FILE
# Ask it why:   npx dxdrill explain THIS-FILE --flow prod
dxdrill: 1
name: One fibre is cut, production survives on the other
seed: 7                                 # same file, same seed: same trace, byte for byte
duration: 20m                           # of virtual time; a run starts with every session up

topology:
  use: ./${network}

traffic:                                # what you care about; its downtime is measured, in both directions
  prod: {from: lon-r1, to: vpc-prod, rate: 1Gbps, packetSize: 1400}

timeline:                               # what happens: api, fault, router or clear
  - id: cut
    at: 5m
    fault: fibre-cut
    target: dxcon-a
    for: 2m

  # A call to AWS looks like this; names stand for ids:
  # - id: rename
  #   after: cut + 1m
  #   api: UpdateVirtualInterfaceAttributes
  #   request: {virtualInterfaceId: v201, virtualInterfaceName: survivor}

expect:                                 # what must be so, and when; without a when: at the end
  - name: production notices five seconds at most
    that: {flow: prod, downtime: {atMost: 5s}}

  - name: the other path never blinks
    that: {vif: v201, bgp: Established}
    always: [start, end]

  - name: the cut path is back within three minutes of the repair
    that: {vif: v101, bgp: Established}
    within: 5m
    of: cut
`;
