/** `vif … bfd`: AWS's end waits for ever where the customer has none, and that is no session that is down. */
import { describe, expect, it } from 'vitest';
import { readers } from '../../sim/scenario/evaluate.ts';
import { awsNetwork } from '../forwarding/aws-network.ts';
import { simulate } from '../forwarding/drill.ts';

const bfdOf = (sim: ReturnType<typeof simulate>) => readers.vif?.bfd?.(sim, 'v-lon', {}, new Map());

const lon = (lonNeighbor: string, interfaceIs: 'up' | 'shut') => {
  const sim = simulate({ network: awsNetwork({ vgw: ['vpc'], lonNeighbor }) });
  if (interfaceIs === 'shut') sim.configure('lon', [{ interface: 'eth1.101', shutdown: true }]);
  sim.advance({ to: '1m' });
  return bfdOf(sim);
};

describe('the BFD session of a virtual interface', () => {
  it.each(['up', 'shut'] as const)(
    'is off while the router has none configured (interface %s)',
    (interfaceIs) => {
      expect(lon('{}', interfaceIs)).toEqual(['off']);
    },
  );

  it('is down while the router has it configured, and its sub-interface is shut', () => {
    expect(lon('{ bfd: on }', 'up')).toEqual(['up']);
    expect(lon('{ bfd: on }', 'shut')).toEqual(['down']);
  });

  it('is off where no router has a statement for it', () => {
    const network = awsNetwork({ vgw: ['vpc'] }).replace(/(on: c-lon, vlan: 101)/, '$1, customerEnd: none');
    expect(network).toContain('customerEnd');
    const alone = network.replace(
      /\n {2}lon:[\s\S]*?(?=\n {2}par:)/,
      '\n  lon: { asn: 65001, interfaces: { eth1: {} } }',
    );
    expect(bfdOf(simulate({ network: alone }))).toEqual(['off']);
  });
});
