import { expect, test } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { MINUTE, network } from './two-ways.ts';

/** Both virtual interfaces on one connection: a VLAN can clash there. */
function build(): Simulation {
  const { vifs, routers, ...others } = network({});
  const { v2 } = vifs;
  const { r1, r2 } = routers;
  if (v2 === undefined || r1 === undefined || r2 === undefined) throw new Error('another network');
  const { 'eth1.102': moved, ...left } = r2.interfaces;
  return Simulation.build(
    {
      ...others,
      vifs: { ...vifs, v2: { ...v2, on: 'a' } },
      routers: {
        ...routers,
        r1: { ...r1, interfaces: { ...r1.interfaces, ...(moved && { 'eth1.102': moved }) } },
        r2: { ...r2, interfaces: left },
      },
    },
    { seed: 7 },
  );
}

const refusals = [
  { fault: 'wrong-vlan', target: 'v1', options: { end: 'aws', value: 102 } },
  { fault: 'wrong-address', target: 'v1', options: { end: 'aws', value: '169.254.255.6/30' } },
] as const;

test.each(refusals)('a fault that is refused leaves nothing behind: $fault', (refusal) => {
  const sim = build();
  sim.advance({ to: MINUTE });
  const clean = sim.fork();
  expect(() => sim.inject(refusal)).toThrow();
  for (const each of [sim, clean]) {
    const request = { virtualInterfaceId: 'v1', mtu: 8500 };
    expect(each.call('UpdateVirtualInterfaceAttributes', request).ok).toBe(true);
    each.inject({ fault: 'status-unavailable', target: 'd2' });
    each.advance({ to: 5 * MINUTE });
  }
  expect(sim.traceHash()).toBe(clean.traceHash());
  expect(sim.stateHash()).toBe(clean.stateHash());
});
