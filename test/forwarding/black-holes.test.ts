import { describe, expect, it } from 'vitest';
import { running } from './lab.ts';
import { SECOND } from './network.ts';

describe('black holes', () => {
  it('takes packets into a hole while a router keeps its session, and not without a route', () => {
    const lab = running();
    lab.at(20 * SECOND, 'silent teardown', () => {
      lab.block('v1', 'no light on c1');
      lab.disconnect('v1', ['peer']);
    });
    lab.at(50 * SECOND, 'hold timer', () => lab.disconnect('v1', ['neighbor']));
    lab.advance(60 * SECOND);
    const hole = 'black hole: no light on c1; r1 still has the route (hold timer or BFD will notice)';
    expect(lab.story('prod')).toEqual([`20s ${hole} <- silent teardown`, '50s BGP Idle <- hold timer']);
    expect(lab.forwarding.flow('prod')).toMatchObject({
      downtimeMicros: 40 * SECOND,
      blackholedMicros: 30 * SECOND,
    });
  });

  it('sends nothing over an interface that is down, whatever the session thinks', () => {
    const lab = running();
    lab.at(20 * SECOND, 'shutdown', () => {
      lab.link.interfacesDown.add(lab.id('r1 eth0.101'));
      lab.link.changedInterfaces.add(lab.id('r1 eth0.101'), lab.kernel.cause);
    });
    // AWS still has the route; the router has none.
    const { path, reason } = lab.forwarding.flow('prod');
    expect(lab.names(path.toAws)).toEqual(['r1']);
    expect(reason).toBe(
      'black hole: r1 eth0.101 is down; dxgw still has the route (hold timer or BFD will notice)',
    );
  });

  it('has AWS send into the hole until its withdrawal is through', () => {
    const lab = running();
    lab.at(20 * SECOND, 'moved', () => {
      lab.block('v1', 'port-channel r1 po1 is down');
      lab.disconnect('v1');
    });
    lab.advance(30 * SECOND);
    expect(lab.forwarding.flow('prod')).toMatchObject({
      downtimeMicros: 10 * SECOND,
      blackholedMicros: 1 * SECOND,
      reason: 'BGP Idle',
    });
  });

  it('is a hole where everything is lost, and mere loss where a part is', () => {
    const lab = running();
    lab.at(20 * SECOND, 'grey', () => lab.lose('v1', 250_000));
    expect(lab.forwarding.flow('prod')).toMatchObject({
      state: 'up',
      lossPpm: { toAws: 250_000, toCustomer: 250_000 },
    });
    lab.at(30 * SECOND, 'black', () => lab.lose('v1', 1_000_000));
    expect(lab.forwarding.flow('prod').reason).toBe(
      'black hole: every packet is lost on the way to v1; r1 still has the route (hold timer or BFD will notice)',
    );
    lab.advance(40 * SECOND);
    expect(lab.forwarding.flow('prod')).toMatchObject({ downtimeMicros: 10 * SECOND });
  });

  it('ends at a virtual interface that has no gateway any more', () => {
    const lab = running();
    lab.at(20 * SECOND, 'detached', () => {
      lab.bgp.detached.add(lab.id('v1 peer'));
      lab.bgp.changedRoutes.add(lab.id('v1 peer'), lab.kernel.cause);
    });
    expect(lab.forwarding.flow('prod').reason).toBe(
      'black hole: v1 is not attached to a gateway of vpc; r1 still has the route (AWS has yet to withdraw it)',
    );
  });
});
