import { describe, expect, it } from 'vitest';
import { running } from './lab.ts';
import { SECOND, SITE_NETWORK } from './network.ts';

describe('two routers of one AS', () => {
  it('fall back on the session of the other at once where both had a path of one length', () => {
    const lab = running();
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2'));
    lab.at(40 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.advance(60 * SECOND);
    const { path, downtimeMicros } = lab.forwarding.flow('prod');
    expect(lab.names(path.toAws)).toEqual(['r1', 'r2', 'r2 eth0.102', 'v2', 'dxgw', 'vpc']);
    expect(lab.names(path.toCustomer)).toEqual(['vpc', 'dxgw', 'v2', 'r2 eth0.102', 'r2', 'r1']);
    expect(lab.story('prod')).toEqual([
      '40s v2 (c2) to AWS, v1 (c1) back <- reset',
      '41s v2 (c2) both ways <- reset',
    ]);
    expect(downtimeMicros).toBe(0);
  });

  it('tell nobody when nobody else is in the AS', () => {
    const lab = running();
    lab.topology.update('router', lab.id('r2'), { asn: 65002 });
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2'));
    lab.at(30 * SECOND, 'reset', () => lab.disconnect('v1'));
    expect(lab.forwarding.flow('prod').state).toBe('down');
    expect(lab.names(lab.forwarding.flow('prod').path.toAws)).toEqual(['r1']);
  });

  it('lose each other with the link between them', () => {
    const lab = running();
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2'));
    lab.at(30 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.at(40 * SECOND, 'link cut', () => lab.igp.fail(lab.id('r1-r2'), 1));
    expect(lab.forwarding.flow('prod').state).toBe('down');
    lab.at(50 * SECOND, 'link back', () => lab.igp.fail(lab.id('r1-r2'), -1));
    expect(lab.forwarding.flow('prod')).toMatchObject({ state: 'up', downtimeMicros: 10 * SECOND });
    expect(
      lab
        .story('prod')
        .slice(-2)
        .map((line) => line.split(' <- ')[1]),
    ).toEqual(['link cut', 'link back']);
  });

  it('deliver at either when both have the network behind them', () => {
    const lab = running({ networksOfR2: ['172.16.0.0/12'] });
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2'));
    lab.at(30 * SECOND, 'link cut', () => lab.igp.fail(lab.id('r1-r2'), 1));
    lab.at(40 * SECOND, 'prefix moves', () => lab.learn('v1 peer', []));
    lab.advance(50 * SECOND);
    const { state, path } = lab.forwarding.flow('prod');
    expect(state).toBe('up');
    expect(lab.names(path.toCustomer)).toEqual(['vpc', 'dxgw', 'v2', 'r2 eth0.102', 'r2']);
  });

  it('say so when one of them cannot hear what the other has', () => {
    const lab = running({ networksOfR2: [SITE_NETWORK] });
    lab.at(20 * SECOND, 'flow from r2', () => lab.addFlow('other', { from: 'r2' }));
    expect(lab.forwarding.flow('other').state).toBe('up');
    lab.at(30 * SECOND, 'link cut', () => lab.igp.fail(lab.id('r1-r2'), 1));
    expect(lab.forwarding.flow('other').reason).toBe('r1 has the session, and nothing joins r2 to it');
    lab.at(40 * SECOND, 'link back, AS changed', () => {
      lab.igp.fail(lab.id('r1-r2'), -1);
      lab.topology.update('router', lab.id('r2'), { asn: 65002 });
    });
    expect(lab.forwarding.flow('other').reason).toBe('r1 has the session, and is in another AS than r2');
  });

  it('is down with its own router', () => {
    const lab = running();
    lab.at(20 * SECOND, 'power cut', () => {
      lab.stop('r1', true);
      lab.link.interfacesDown.add(lab.id('r1 eth0.101'));
      lab.link.changedInterfaces.add(lab.id('r1 eth0.101'), lab.kernel.cause);
      lab.block('v1', 'r1 is down');
      lab.disconnect('v1');
    });
    lab.advance(30 * SECOND);
    expect(lab.forwarding.flow('prod').reason).toBe('r1 is down');
    expect(lab.story('prod').every((line) => line.endsWith('<- power cut'))).toBe(true);
  });
});
