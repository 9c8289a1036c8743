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

  test('shares what is full with its snapshots, and nothing that is still written', () => {
    const trace = new Trace();
    const fill = (of: Trace, from: number, to: number, detail: string) => {
      for (let n = from; n < to; n++) of.add(n, 1, n, 0, 0, n - 1, detail);
    };
    fill(trace, 0, 1200, 'before');
    const saved = trace.save();
    const copies = [new Trace(), new Trace()];
    for (const copy of copies) copy.load(saved);
    for (const [index, copy] of copies.entries()) fill(copy, 1200, 2400, `copy ${index}`);
    fill(trace, 1200, 1300, 'after');
    for (const [index, copy] of copies.entries()) {
      expect(copy.get(1199).detail).toBe('before');
      expect(copy.get(1200)).toMatchObject({ entity: 1200, cause: 1199, detail: `copy ${index}` });
      expect(copy.length).toBe(2400);
    }
    expect(trace.get(1200).detail).toBe('after');
    trace.load(saved);
    expect(trace.length).toBe(1200);
    trace.clear();
    fill(trace, 0, 1, 'new');
    expect(copies[0]?.get(0).detail).toBe('before');
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
