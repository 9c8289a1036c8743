import { describe, expect, it } from 'vitest';
import { announcedBy } from '../../../sim/bgp/aws/announcements.ts';
import { Kernel } from '../../../sim/kernel/kernel.ts';
import { awsSession } from '../../../sim/resources/peers.ts';
import { buildNetwork } from '../../../sim/topology/build.ts';
import type { GatewaySpec, VpcSpec } from '../../../sim/topology/gateway-spec.ts';
import type { Named } from '../../../sim/topology/spec.ts';
import { Topology } from '../../../sim/topology/topology.ts';

const none = { devices: {}, carriers: {}, routers: {}, links: {}, connections: {}, lags: {}, vifs: {} };

/** `prefix`, and what stands in its path or MED. */
function announced(gateways: Named<GatewaySpec>, vpcs: Named<VpcSpec>): readonly string[] {
  const kernel = new Kernel({ seed: 1, timing: {}, startMicros: 0 });
  const topology = new Topology(kernel.store);
  const network = { ...none, region: 'eu-west-2', accounts: { a: '111122223333' }, gateways, vpcs };
  buildNetwork(network, topology, kernel, (peer) => awsSession({ kernel }, peer));
  const dxgw = topology.find('dxgw');
  if (dxgw === undefined) throw new Error('no dxgw');
  return announcedBy(topology, dxgw).map(({ nlri, attributes }) =>
    [
      nlri.text,
      ...attributes.asPath,
      ...(attributes.med === undefined ? [] : [`MED ${attributes.med}`]),
    ].join(' '),
  );
}

const direct = (associated: readonly string[], allowedPrefixes?: Named<readonly string[]>): GatewaySpec => ({
  kind: 'directConnectGateway',
  amazonSideAsn: 64512,
  associated,
  ...(allowedPrefixes && { allowedPrefixes }),
});
const vpcs = { vpc: { cidrs: ['10.0.0.0/16', '10.1.0.0/16'] } };
const vgw: GatewaySpec = { kind: 'virtualGateway', amazonSideAsn: 64513, associated: ['vpc'] };
const tgw: GatewaySpec = { kind: 'transitGateway', amazonSideAsn: 64514, associated: ['vpc'] };

describe('a Direct Connect gateway announces', () => {
  it('all CIDRs behind a virtual gateway without allowed prefixes', () => {
    expect(announced({ dxgw: direct(['vgw']), vgw }, vpcs)).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
  });

  /** The user guide's own examples, allowed prefixes interactions. */
  it.each([
    ['22.0.0.0/24', []],
    ['10.0.0.0/24', []],
    ['10.0.0.0/16', ['10.0.0.0/16']],
    ['10.0.0.0/15', ['10.0.0.0/16', '10.1.0.0/16']],
  ])('of a virtual gateway, with %s allowed, the CIDRs that are in it: %j', (allowed, expected) => {
    expect(announced({ dxgw: direct(['vgw'], { vgw: [allowed] }), vgw }, vpcs)).toEqual(expected);
  });

  it('of a transit gateway the allowed prefixes as they stand, whatever is behind it', () => {
    const gateways = { dxgw: direct(['tgw'], { tgw: ['10.0.0.0/8', '192.168.0.0/16'] }), tgw };
    expect(announced(gateways, vpcs)).toEqual(['10.0.0.0/8 MED 0', '192.168.0.0/16 MED 0']);
  });

  it('of a core network the CIDRs, with the ASN of the edge in their Region', () => {
    const core: GatewaySpec = {
      kind: 'coreNetwork',
      amazonSideAsn: 64512,
      edges: { 'us-east-1': 64601, 'eu-west-2': 64602 },
      associated: ['here', 'there'],
    };
    const both = {
      here: { cidrs: ['10.0.0.0/16'] },
      there: { cidrs: ['10.2.0.0/16'], region: 'us-east-1' },
    };
    expect(announced({ dxgw: direct(['core']), core }, both)).toEqual([
      '10.0.0.0/16 64602',
      '10.2.0.0/16 64601',
    ]);
  });
});
