/** What a network file says of policy, as the topology has it, and as router changes leave it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { configureRouter } from '../../sim/router/configure.ts';
import { loadNetwork } from '../../sim/scenario/load.ts';
import { Stage } from '../../sim/stage.ts';
import { routeMapTerms } from '../../sim/topology/neighbor-statement.ts';
import type { NeighborChange } from '../../sim/topology/router-change.ts';

const network = `
dxdrill-network: 1
region: eu-west-2
devices: {d1: {location: EqLD5}}
prefixLists: {ours: [10.0.0.0/8 ge 17 le 24, deny 10.9.0.0/16]}
asPathLists: {aws: ^64512_}
communityLists: {remote: [7224:7100, deny no-export]}
routeMaps:
  from-aws:
    - { match: { prefixList: ours, asPathList: aws, communityList: remote }, set: { localPreference: 50 } }
    - {}
  drop: [{ action: reject }]
routers:
  r1:
    asn: 65001
    networks: [10.1.0.0/16]
    interfaces:
      eth1: {}
      eth1.100: {for: v1, neighbor: {import: from-aws, weight: 7, holdTime: 30s}}
connections: {c1: {device: d1, bandwidth: 1Gbps, port: r1 eth1}}
vifs: {v1: {on: c1, vlan: 100, gateway: g1, amazonAddress: 169.254.1.1/30, customerAddress: 169.254.1.2/30}}
gateways: {g1: {type: virtual, associated: [vpc1]}}
vpcs: {vpc1: {cidrs: [10.200.0.0/16]}}
`;

let stage: Stage;
beforeEach(() => {
  const loaded = loadNetwork(network, { file: 'network.yaml' });
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const { accounts, region } = loaded.value;
  stage = new Stage({ seed: 1, timing: {}, profile: 'compat', accounts, region, startMicros: 0 });
  stage.build(loaded.value, {});
});

function neighbor() {
  const { topology } = stage;
  const id = topology.find('r1 169.254.1.1');
  if (id === undefined) throw new Error('no neighbour');
  return topology.as('neighbor', id);
}
const change = (some: Omit<NeighborChange, 'neighbor'>) =>
  configureRouter(stage, 'r1', [{ neighbor: '169.254.1.1', ...some }]);

describe('a neighbour statement', () => {
  it('is a session, and beside it what is done with routes', () => {
    expect(neighbor()).toMatchObject({ import: 'from-aws', weight: 7, prepend: 0 });
    expect(neighbor().session).toMatchObject({ holdMicros: 30_000_000, localAsn: 65_001 });
    expect(Object.keys(neighbor().session)).not.toContain('import');
  });

  it('names a route map, which has its lists within it', () => {
    expect(routeMapTerms(stage.topology, neighbor().import)).toEqual([
      {
        match: {
          prefixList: [
            { action: 'permit', prefix: '10.0.0.0/8', ge: 17, le: 24 },
            { action: 'deny', prefix: '10.9.0.0/16' },
          ],
          asPathList: [{ action: 'permit', pattern: '^64512_' }],
          communityList: [
            { action: 'permit', pattern: '7224:7100' },
            { action: 'deny', pattern: 'no-export' },
          ],
        },
        set: { localPreference: 50 },
        action: 'accept',
      },
      { match: {}, set: {}, action: 'accept' },
    ]);
  });
});

describe('a router change', () => {
  it('of policy leaves the session as it is, and the other way round', () => {
    const { session } = neighbor();
    expect(change({ import: 'drop', maximumPrefixes: { limit: 5 } })).toBeUndefined();
    expect(neighbor()).toMatchObject({ import: 'drop', weight: 7, maximumPrefixes: { limit: 5 }, session });
    expect(change({ holdMicros: 9_000_000 })).toBeUndefined();
    expect(neighbor()).toMatchObject({ import: 'drop', session: { ...session, holdMicros: 9_000_000 } });
  });

  it('takes a route map away with none', () => {
    expect(change({ import: 'none' })).toBeUndefined();
    expect(routeMapTerms(stage.topology, neighbor().import)).toBeUndefined();
  });

  it('is refused as a whole when there is no such route map', () => {
    expect(change({ weight: 9, export: 'to-aws' })).toBe('there is no route map to-aws');
    expect(neighbor()).toMatchObject({ weight: 7 });
  });

  it('is refused for what is no neighbour', () => {
    const refusal = configureRouter(stage, 'r1', [{ neighbor: 'eth1', weight: 1 }]);
    expect(refusal).toBe('no neighbour eth1');
  });
});
