import { describe, expect, it } from 'vitest';
import { demandOf } from '../../sim/forwarding/way.ts';
import { running } from './lab.ts';
import { type LabOptions, SECOND } from './network.ts';

const JUMBO = { vifMtu: [9001, 9001], interfaceMtu: [9001, 9001] } as const;
const big = { packetSize: 8400 };

const flow = (options: LabOptions, spec: Parameters<typeof running>[1]) =>
  running(options, spec).forwarding.flow('prod');

describe('packets of 8,400 bytes', () => {
  it('pass whole where both ends are jumbo', () => {
    expect(flow(JUMBO, big)).toMatchObject({
      state: 'up',
      reason: '',
      pathMtu: { toAws: 9001, toCustomer: 9001 },
    });
  });

  it('are made smaller by ICMP where both senders have 1500', () => {
    expect(flow({}, big)).toMatchObject({
      state: 'up',
      reason: 'packets reduced to 1500 bytes to AWS, packets reduced to 1500 bytes to the customer',
      pathMtu: { toAws: 1500, toCustomer: 1500 },
      lossPpm: { toAws: 0, toCustomer: 0 },
    });
  });

  it('are fragmented when they may be, which IPv6 never allows', () => {
    expect(flow({}, { ...big, dontFragment: false }).reason).toContain('fragmented to 1500 bytes');
    const lab = running();
    const mayFragment = (addressFamily: 'ipv4' | 'ipv6') =>
      demandOf(lab.topology, lab.addFlow(addressFamily, { dontFragment: false, addressFamily })).mayFragment;
    expect(mayFragment('ipv4')).toBe(true);
    expect(mayFragment('ipv6')).toBe(false);
  });

  it.each([true, false])('vanish at AWS where only the router is jumbo (DF %s)', (dontFragment) => {
    const { state, reason, pathMtu } = flow({ interfaceMtu: [9001, 9001] }, { ...big, dontFragment });
    expect(state).toBe('down');
    expect(reason).toBe(
      "black hole: AWS's end of v1 drops packets over 1500 bytes; r1 still has the route (the small packets of its session pass)",
    );
    expect(pathMtu.toAws).toBe(1500);
  });

  it('vanish at the router where only AWS is jumbo, since AWS sends them whole', () => {
    const { state, reason } = flow({ vifMtu: [9001, 9001] }, big);
    expect(state).toBe('down');
    expect(reason).toBe(
      'black hole: r1 eth0.101 drops packets over 1500 bytes; dxgw still has the route (the small packets of its session pass)',
    );
  });

  it('do not pass a jumbo virtual interface whose port was not upgraded', () => {
    expect(flow({ ...JUMBO, jumboUpgraded: false }, big).reason).toContain(
      "AWS's end of v1 drops packets over 1500 bytes",
    );
  });

  it('leave small ones alone whatever the ends have', () => {
    expect(flow({ interfaceMtu: [9001, 9001] }, { packetSize: 1400 })).toMatchObject({
      state: 'up',
      reason: '',
      pathMtu: { toAws: 1500, toCustomer: 1500 },
    });
  });
});

describe('two virtual interfaces of different MTU that advertise one prefix', () => {
  it('make AWS use 1500 towards it', () => {
    const lab = running({ vifMtu: [9001, 1500], interfaceMtu: [9001, 1500] }, big);
    expect(lab.forwarding.flow('prod').pathMtu.toCustomer).toBe(9001);
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2'));
    lab.advance(30 * SECOND);
    expect(lab.forwarding.flow('prod')).toMatchObject({
      state: 'up',
      reason: 'packets reduced to 1500 bytes to the customer',
      pathMtu: { toAws: 9001, toCustomer: 1500 },
    });
    expect(lab.story('prod')).toEqual([
      '23s v1 (c1) both ways, packets reduced to 1500 bytes to the customer <- second session',
    ]);
  });

  it('leave a longer prefix of one of them alone', () => {
    const lab = running({ vifMtu: [9001, 1500], interfaceMtu: [9001, 1500] }, big);
    lab.at(20 * SECOND, 'second session', () => lab.connect('v2', { prefixes: ['172.16.0.0/12'] }));
    lab.advance(30 * SECOND);
    expect(lab.forwarding.flow('prod').pathMtu.toCustomer).toBe(9001);
  });
});

describe('a transit gateway', () => {
  const transit = { vifType: 'transit', vifMtu: [8500, 8500], interfaceMtu: [8500, 8500] } as const;

  it('answers packets over 8500 bytes, by assumption', () => {
    const lab = running(transit, { packetSize: 9000 });
    expect(lab.forwarding.flow('prod')).toMatchObject({ state: 'up', pathMtu: { toCustomer: 8500 } });
  });

  it('says that it leaned on the assumption only when a packet is too big', () => {
    const asked = (packetSize: number) => {
      const lab = running(transit, { packetSize });
      lab.at(20 * SECOND, 'grey', () => lab.lose('v1', 1));
      return lab.kernel.timingUsed.includes('transitGatewayOversize');
    };
    expect(asked(9000)).toBe(true);
    expect(asked(8500)).toBe(false);
  });

  it('drops them without a word when told so', () => {
    const lab = running(
      { ...transit, timing: { transitGatewayOversize: 'silent' } },
      { packetSize: 9000, dontFragment: false },
    );
    expect(lab.forwarding.flow('prod').reason).toBe(
      'black hole: the transit gateway drops packets over 8500 bytes; dxgw still has the route (the small packets of its session pass)',
    );
  });
});
