import { describe, expect, test } from 'vitest';
import { Column, List, WideColumn } from '../../sim/kernel/columns.ts';

describe('a column', () => {
  test('grows with its initial value and keeps what is in it', () => {
    const column = new Column('i32', -1);
    column.reach(100);
    expect(column.length).toBe(101);
    expect(column.get(100)).toBe(-1);
    column.set(100, 5);
    expect(column.add(100, 2)).toBe(7);
    column.reach(1000);
    expect(column.get(100)).toBe(7);
  });

  test('refuses rows that it does not have and values that do not fit', () => {
    const column = new Column('u8');
    column.push(255);
    for (const row of [-1, 1, 0.5, Number.NaN]) {
      expect(() => column.get(row)).toThrow(RangeError);
    }
    for (const value of [256, -1, 1.5]) expect(() => column.set(0, value)).toThrow(RangeError);
    for (const row of [-1, 1]) {
      expect(() => new List<number>().get(row)).toThrow(RangeError);
      expect(() => new WideColumn().set(row, 1n)).toThrow(RangeError);
    }
  });

  test('after a load is as long as what was saved, whatever it held', () => {
    const column = new Column('f64');
    column.push(1.5);
    const saved = column.save();
    column.reach(50);
    column.load(saved);
    expect(column.length).toBe(1);
    expect(() => column.get(1)).toThrow(RangeError);
  });
});
