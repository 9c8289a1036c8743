import { describe, expect, test } from 'vitest';
import { kernelInvariants } from '../../sim/kernel/invariants.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import { NO_CAUSE } from '../../sim/kernel/trace.ts';

const make = () => new Kernel({ seed: 1, timing: {}, startMicros: 0 });
const broken = (kernel: Kernel) =>
  kernelInvariants(kernel)
    .filter(({ check }) => check().length > 0)
    .map(({ name }) => name);

describe('invariants of time', () => {
  test('hold of a kernel that plays its events', () => {
    const kernel = make();
    const event = kernel.event(() => kernel.record('start', 0));
    event.at(5, 0);
    kernel.record('start', 0);
    kernel.step();
    expect(broken(kernel)).toEqual([]);
  });

  test.each([
    ['a cause that comes later', (kernel: Kernel) => kernel.trace.add(0, 0, 0, 0, 0, 1)],
    ['itself as a cause', (kernel: Kernel) => kernel.trace.add(0, 0, 0, 0, 0, 0)],
    ['a time ahead', (kernel: Kernel) => kernel.trace.add(9, 0, 0, 0, 0, NO_CAUSE)],
  ])('find a record with %s', (_, breakIt) => {
    const kernel = make();
    breakIt(kernel);
    expect(broken(kernel)).toEqual(['no event before its cause']);
  });

  test('find an event that was passed over', () => {
    const kernel = make();
    kernel.event(() => {}).at(5, 0);
    kernel.rest(6);
    expect(broken(kernel)).toEqual(['nothing is left to do in the past']);
  });
});
