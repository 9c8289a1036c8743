import { describe, expect, it } from 'vitest';
import { recordKind } from '../../sim/records.ts';
import { World } from '../../sim/world.ts';
import { awsNetwork } from '../forwarding/aws-network.ts';
import { networkOf } from '../forwarding/drill.ts';

const MINUTE = 60_000_000;

/** A world a minute after its cold start, with a transit gateway that lets 10.0.0.0/16 be announced. */
function world(): World {
  const made = new World({ seed: 1, timing: {}, startMicros: 0 });
  made.build(networkOf({ network: awsNetwork({ tgw: {} }) }), {});
  made.advance(MINUTE);
  return made;
}

const id = ({ topology }: World, name: string) => {
  const found = topology.find(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const heard = (of: World, router: string) =>
  of.bgp.routes(id(of, `${router} 169.254.255.1`)).map(({ nlri }) => nlri.text);

/** User guide, allowed prefixes: updates do not reset BGP. */
describe('an association that is changed', () => {
  it('has the difference announced, and every session goes on', () => {
    const of = world();
    expect(heard(of, 'lon')).toEqual(['10.0.0.0/16']);
    const before = of.kernel.trace.length;
    const allowedPrefixes = ['10.0.0.0/16', '10.8.0.0/13'];
    of.topology.update('association', id(of, 'dxgw tgw association'), { allowedPrefixes });
    of.resources.attachments.refresh(id(of, 'dxgw'));
    of.settle();
    of.advance(2 * MINUTE);
    expect(heard(of, 'lon')).toEqual(allowedPrefixes);
    const later = [...of.kernel.trace].slice(before).map(({ kind }) => recordKind(kind));
    expect(later).toContain('route.learned');
    expect(later).not.toContain('bgp.state');
    expect(later).not.toContain('route.lost');
  });

  it('that ends has its prefixes withdrawn', () => {
    const of = world();
    of.topology.unrelate(id(of, 'dxgw'), 'associatedWith', id(of, 'tgw'));
    of.resources.attachments.refresh(id(of, 'dxgw'));
    of.settle();
    of.advance(2 * MINUTE);
    expect(heard(of, 'lon')).toEqual([]);
    expect(of.bgp.established(id(of, 'v-lon ipv4'))).toBe(true);
  });
});
