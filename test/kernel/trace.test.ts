import { describe, expect, test } from 'vitest';
import { NO_CAUSE, Trace } from '../../sim/kernel/trace.ts';

const kindName = (kind: number) => `kind ${kind}`;
const entityName = (entity: number) => `entity ${entity}`;

describe('the trace', () => {
  test('leads from any record back to the root', () => {
    const trace = new Trace();
    const fault = trace.add(5, 1, 10, 0, 0, NO_CAUSE, 'cut');
    trace.add(6, 2, 11, 0, 0, NO_CAUSE);
    const down = trace.add(7, 3, 12, 1, 2, fault, 'down');
    const lost = trace.add(7, 4, 13, 0, 0, down);
    expect(trace.chain(lost).map(({ id }) => id)).toEqual([lost, down, fault]);
    expect(trace.get(down)).toMatchObject({ timeMicros: 7, kind: 3, entity: 12, a: 1, b: 2, detail: 'down' });
  });

  test('keeps records through growth and a snapshot, and refuses those it does not have', () => {
    const trace = new Trace();
    for (let n = 0; n < 1000; n++) trace.add(n, 0, n, 0, 0, n - 1, `${n}`);
    const copy = new Trace();
    copy.load(trace.save());
    expect(copy.fingerprint(kindName, entityName)).toBe(trace.fingerprint(kindName, entityName));
    trace.add(1000, 0, 0, 0, 0, NO_CAUSE);
    expect(copy.length).toBe(1000);
    expect(() => copy.get(1000)).toThrow(RangeError);
    expect(copy.chain(999)).toHaveLength(1000);
  });

  test('has a fingerprint of names, not of numbers', () => {
    const of = (kind: number, name: (kind: number) => string) => {
      const trace = new Trace();
      trace.add(1, kind, 0, 0, 0, NO_CAUSE, 'x');
      return trace.fingerprint(name, entityName);
    };
    expect(of(1, () => 'bgp.state')).toBe(of(2, () => 'bgp.state'));
    expect(of(1, () => 'bgp.state')).not.toBe(of(1, () => 'bfd.state'));
  });
});
