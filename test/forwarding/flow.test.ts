import { describe, expect, it } from 'vitest';
import { route, running } from './lab.ts';
import { SECOND, SITE_NETWORK } from './network.ts';

describe('a flow', () => {
  it('goes out and back over the one session there is', () => {
    const lab = running();
    const { path, state, pathMtu, lossPpm } = lab.forwarding.flow('prod');
    expect(state).toBe('up');
    expect(lab.names(path.toAws)).toEqual(['r1', 'r1 eth0.101', 'v1', 'dxgw', 'vpc']);
    expect(lab.names(path.toCustomer)).toEqual(['vpc', 'dxgw', 'v1', 'r1 eth0.101', 'r1']);
    expect(pathMtu).toEqual({ toAws: 1500, toCustomer: 1500 });
    expect(lossPpm).toEqual({ toAws: 0, toCustomer: 0 });
  });

  it('comes up when gateway and VPC tables use the route, after routeInstall', () => {
    const lab = running();
    lab.at(20 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.at(30 * SECOND, 'session back', () => lab.connect('v1'));
    lab.advance(40 * SECOND);
    expect(lab.story('prod')).toEqual([
      '20s BGP Idle <- reset',
      '30s gateway and VPC tables install the route <- session back',
      '33s v1 (c1) both ways <- session back',
    ]);
    expect(lab.forwarding.flow('prod').downtimeMicros).toBe(13 * SECOND);
  });

  it('is delivered through a route that leaves the tables only after routeWithdrawal', () => {
    const lab = running();
    lab.at(20 * SECOND, 'withdrawn', () => lab.learn('v1 peer', []));
    expect(lab.forwarding.flow('prod').state).toBe('up');
    lab.advance(21 * SECOND);
    expect(lab.forwarding.flow('prod').state).toBe('down');
    expect(lab.forwarding.flow('prod').reason).toBe('nobody advertises a route to 172.16.0.1 to v1');
  });

  it('never notices a route that comes back before it left the tables', () => {
    const lab = running();
    const routes = lab.bgp.routes(lab.id('v1 peer'));
    lab.at(20 * SECOND, 'withdrawn', () => lab.learn('v1 peer', []));
    lab.at(20.5 * SECOND, 'back', () => lab.learn('v1 peer', routes));
    lab.advance(60 * SECOND);
    expect(lab.story('prod')).toEqual([]);
  });

  it('waits for what the end that is not ready waits for', () => {
    const lab = running();
    const waiting = (end: string, what: string) => () => {
      lab.bgp.waiting.set(lab.id(`v1 ${end}`), what);
      lab.bgp.changedRoutes.add(lab.id(`v1 ${end}`), lab.kernel.cause);
    };
    lab.at(20 * SECOND, 'move', () => {
      waiting('peer', 'the peer is being provisioned')();
      lab.disconnect('v1');
    });
    lab.at(50 * SECOND, 'provisioned', waiting('peer', 'no ARP reply from 169.254.1.2'));
    lab.at(55 * SECOND, 'flip', () => {
      lab.learn('v1 peer', []);
      waiting('neighbor', 'BGP OpenConfirm')();
    });
    expect(lab.forwarding.outages('prod')[0]?.phases).toEqual([
      { waitingFor: 'the peer is being provisioned', fromMicros: 20 * SECOND, toMicros: 50 * SECOND },
      { waitingFor: 'no ARP reply from 169.254.1.2', fromMicros: 50 * SECOND, toMicros: 55 * SECOND },
    ]);
    expect(lab.forwarding.flow('prod').reason).toBe('BGP OpenConfirm');
  });

  it('waits for the virtual interface that carried it last, and there for the peer made last', () => {
    const lab = running();
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2'));
    lab.at(30 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.advance(40 * SECOND);
    lab.at(50 * SECOND, 'move', () => {
      const old = lab.id('v2 peer');
      const peer = lab.topology.add({
        ...lab.topology.as('bgpPeer', old),
        name: 'v2 new peer',
        id: 'dxpeer-3',
      });
      lab.topology.relate(peer, 'partOf', lab.id('v2'));
      lab.bgp.waiting.set(old, 'the peer is being deleted');
      lab.bgp.waiting.set(peer, 'the peer is being provisioned');
      lab.disconnect('v2');
    });
    lab.advance(60 * SECOND);
    expect(lab.forwarding.flow('prod').reason).toBe('the peer is being provisioned');
  });

  it('waits no longer for its route when another one is learned meanwhile', () => {
    const lab = running();
    lab.at(20 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.at(30 * SECOND, 'session back', () => lab.connect('v1'));
    lab.at(32 * SECOND, 'another prefix', () => {
      const routes = lab.bgp.routes(lab.id('v1 peer'));
      const other = route('172.17.0.0/16', [65001], lab.kernel.now);
      lab.learn('v1 peer', [...routes, other]);
    });
    const used = () => lab.forwarding.routeVia(lab.id('dxgw'), '172.17.0.0/16').length;
    lab.advance(34 * SECOND);
    expect(lab.forwarding.flow('prod').downtimeMicros).toBe(13 * SECOND);
    expect(used()).toBe(0);
    lab.advance(35 * SECOND);
    expect(used()).toBe(1);
  });

  it('waits for the attachment when sessions are up and the gateway takes no routes', () => {
    const lab = running();
    lab.at(20 * SECOND, 'detached', () => {
      lab.bgp.detached.add(lab.id('v1 peer'));
      lab.bgp.follow(lab.id('v1 peer'));
      lab.learn('v1 neighbor', []);
    });
    expect(lab.forwarding.flow('prod').reason).toBe('gateway attachment of v1');
  });

  it('is down from the start of measurements when it was down before', () => {
    const lab = running();
    lab.at(20 * SECOND, 'reset', () => lab.disconnect('v1'));
    lab.advance(30 * SECOND);
    lab.kernel.forgetHistory();
    lab.forwarding.begin();
    lab.advance(40 * SECOND);
    expect(lab.forwarding.flow('prod')).toMatchObject({ downtimeMicros: 10 * SECOND });
    expect(lab.forwarding.outages('prod')).toMatchObject([{ fromMicros: 30 * SECOND, toMicros: undefined }]);
  });

  it('is looked at again when a record changed that no floor marks', () => {
    const lab = running();
    lab.at(20 * SECOND, 'modify', () => {
      lab.topology.update('virtualInterface', lab.id('v1'), { mtu: 900 });
      lab.forwarding.touch(lab.id('v1'));
    });
    expect(lab.story('prod')).toEqual([
      "20s black hole: AWS's end of v1 drops packets over 900 bytes; r1 still has the route (the small packets of its session pass) <- modify",
    ]);
  });

  it('blames what happened on its own path, whatever else happens in that instant', () => {
    const lab = running();
    lab.connect('v2', { pathLength: 2 });
    lab.settle();
    lab.at(20 * SECOND, 'first', () => {
      const blame = (what: string, action: () => void) =>
        lab.kernel.because(-1, () => {
          lab.kernel.record('fault.begins', lab.id('r1'), 0, 0, what);
          action();
        });
      blame('reset of another path', () => lab.disconnect('v2'));
      blame('cut of its path', () => lab.block('v1', 'no light on c1'));
    });
    expect(lab.story('prod')[0]).toContain('<- cut of its path');
  });

  it('is routed by tables that can be asked who holds a prefix', () => {
    const lab = running();
    const holders = (prefix: string) =>
      ['vpc', 'dxgw'].map((at) => lab.names(lab.forwarding.routeVia(lab.id(at), prefix)));
    expect(holders(SITE_NETWORK)).toEqual([['v1'], ['v1']]);
    expect(holders('172.16.0.0/17')).toEqual([[], []]);
  });

  it('says that there is no flow of a name', () => {
    expect(() => running().forwarding.flow('prud')).toThrow('there is no flow prud');
  });

  it('has no way when router or VPC has no prefix of its family', () => {
    const lab = running();
    lab.at(20 * SECOND, 'new flow', () => lab.addFlow('six', { addressFamily: 'ipv6' }));
    expect(lab.forwarding.flow('six')).toMatchObject({ state: 'down', reason: 'vpc has no ipv6 CIDR' });
  });
});
