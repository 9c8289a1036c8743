import { beforeEach, describe, expect, test } from 'vitest';
import { defineChart } from '../../machines/chart.ts';
import { bindChart } from '../../sim/kernel/chart-binding.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';

const door = defineChart({
  id: 'door',
  initial: 'shut',
  states: {
    shut: {
      entry: 'click',
      on: {
        push: { guard: 'unlocked', target: 'open', actions: ['creak', 'slam', 'settle'] },
        knock: { actions: 'knocked' },
      },
    },
    open: { entry: 'draught', exit: 'still', on: { slam: 'shut' }, after: { wind: 'shut' } },
  },
});
const table = compileChart(door);

const log: string[] = [];
const column = new Uint8Array(4);
const writes: number[] = [];
const states = {
  get: (row: number) => column[row] ?? 0,
  set: (row: number, leaf: number) => {
    writes.push(row);
    column[row] = leaf;
  },
};
let unlocked = true;
let slams = false;
const note = (word: string) => (row: number) =>
  void log.push(`${word} ${row} ${table.leaves[states.get(row)]}`);
const bound = bindChart(table, {
  guards: { unlocked: () => unlocked },
  actions: {
    click: note('click'),
    creak: note('creak'),
    slam: (row) => {
      note('slam')(row);
      if (slams) bound.fire(states, row, table.event.slam);
    },
    settle: note('settle'),
    knocked: note('knocked'),
    draught: note('draught'),
    still: note('still'),
  },
  delays: {
    start: (row, delay, event) => void log.push(`start ${row} ${delay} ${table.events[event]}`),
    cancel: (row, event) => void log.push(`cancel ${row} ${table.events[event]}`),
  },
});

describe('a bound chart', () => {
  beforeEach(() => {
    unlocked = true;
    slams = false;
    column.fill(table.leaf.shut);
    log.length = 0;
    writes.length = 0;
  });

  test('starts a row in the initial leaf', () => {
    column[2] = table.leaf.open;
    bound.start(states, 2);
    expect(log).toEqual(['click 2 shut']);
  });

  test('stores the state before the effects run, in order, delays included', () => {
    expect(bound.fire(states, 1, table.event.push)).toBe(true);
    expect(log).toEqual([
      'creak 1 open',
      'slam 1 open',
      'settle 1 open',
      'draught 1 open',
      'start 1 wind xstate.after.wind.door.open',
    ]);
    expect([...column]).toEqual([0, table.leaf.open, 0, 0]);
  });

  test('takes the expiry of a delay as an event', () => {
    bound.fire(states, 1, table.event.push);
    log.length = 0;
    expect(bound.fire(states, 1, table.events.indexOf('xstate.after.wind.door.open'))).toBe(true);
    expect(log).toEqual(['still 1 shut', 'cancel 1 xstate.after.wind.door.open', 'click 1 shut']);
  });

  test('says when an event is ignored, and changes nothing', () => {
    unlocked = false;
    expect(bound.fire(states, 0, table.event.push)).toBe(false);
    expect(bound.fire(states, 0, table.event.slam)).toBe(false);
    expect([log, writes]).toEqual([[], []]);
  });

  test('does not store a state that stays', () => {
    expect(bound.fire(states, 0, table.event.knock)).toBe(true);
    expect([log, writes]).toEqual([['knocked 0 shut'], []]);
  });

  test('runs an event that an action fires to completion, then goes on with the rest', () => {
    slams = true;
    bound.fire(states, 3, table.event.push);
    expect(log).toEqual([
      'creak 3 open',
      'slam 3 open',
      'still 3 shut',
      'cancel 3 xstate.after.wind.door.open',
      'click 3 shut',
      'settle 3 shut',
      'draught 3 shut',
      'start 3 wind xstate.after.wind.door.open',
    ]);
    expect(column[3]).toBe(table.leaf.shut);
  });

  test('refuses an event outside the table', () => {
    expect(() => bound.fire(states, 0, 99)).toThrow(RangeError);
  });
});
