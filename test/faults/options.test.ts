/** A script gets the checks that a file gets. */
import { describe, expect, it } from 'vitest';
import { type Injection, Simulation } from '../../sim/simulation.ts';
import { network } from '../bgp/one-vif.ts';

const loss = (options: Readonly<Record<string, unknown>>): Injection => ({
  fault: 'silent-loss',
  target: 'c1',
  options,
});

describe('options in a script', () => {
  it('are taken in the words of a file, or in parts per million and µs, and are then the same', () => {
    const hashes = (injection: Injection) => {
      const sim = Simulation.build(network('generic'));
      sim.inject(injection);
      sim.advance({ to: '3m' });
      return [sim.traceHash(), sim.stateHash(), sim.vif('v1').peers[0]?.bgp];
    };
    const total = hashes(loss({ loss: '100%' }));
    expect(total).toEqual(hashes(loss({ loss: 1_000_000, direction: undefined })));
    expect(total[2]).not.toBe('Established');
    const decay = (over: string | number): Injection => ({
      fault: 'light-decay',
      target: 'c1',
      options: { power: -20, over },
    });
    expect(hashes(decay('30s'))).toEqual(hashes(decay(30_000_000)));
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a percentage without its sign',
      loss({ loss: '50' }),
      /^silent-loss: loss: a percentage is written like/,
    ],
    ['what is no percentage', loss({ loss: 'abc' }), /^silent-loss: loss: a percentage is written like/],
    ['more than all', loss({ loss: '101%' }), /loss: at most 100%$/],
    ['more than a million parts', loss({ loss: 1_000_001 }), /loss: at most 100%, 1000000$/],
    ['less than nothing', loss({ loss: -1 }), /-1 is too small: at least 0/],
    ['no whole number', loss({ loss: 0.5 }), /expected a whole number, found 0.5/],
    ['an option that is none', loss({ los: 100 }), /unknown option "los": did you mean "loss"\?/],
    ['no option at all', loss({}), /^silent-loss: the option "loss" is missing/],
    ['options left out', { fault: 'silent-loss', target: 'c1' }, /the option "loss" is missing/],
    ['another word', loss({ loss: 100, direction: 'up' }), /one of both, to-aws, to-customer; found "up"/],
    ['nearly a word', loss({ loss: 100, direction: 'to-asw' }), /did you mean "to-aws"\?/],
    ['an option beside the options', { ...loss({}), loss: '100%' }, /options go into "options".* "loss"/],
    [
      'a member that is none',
      { ...loss({ loss: 1 }), fro: '5m' },
      /unknown member "fro": did you mean "for"\?/,
    ],
    ['options that are none', { ...loss({}), options: '100%' }, /expected options by their names/],
    ['a duration without a unit', { ...loss({ loss: 1 }), for: '5' }, /has no unit/],
    ['a duration before it begins', { ...loss({ loss: 1 }), for: -5 }, /too small/],
    [
      'nearly a fault',
      { fault: 'fiber-cut', target: 'c1' },
      /there is no fault fiber-cut: did you mean "fibre-cut"\?/,
    ],
    [
      'a number out of bounds',
      { fault: 'wrong-vlan', target: 'v1', options: { end: 'aws', value: 4095 } },
      /^wrong-vlan: value: 4095 is too large: at most 4094/,
    ],
    [
      'a number for a text',
      { fault: 'wrong-key', target: 'v1', options: { end: 'aws', value: 12 } },
      /^wrong-key: value: expected text, found 12/,
    ],
    [
      'any option of a fault that has none',
      { fault: 'device-down', target: 'd1', options: { end: 'aws' } },
      /^device-down: unknown option "end"$/,
    ],
  ])('are refused: %s', (_what, injection, message) => {
    const sim = Simulation.build(network('generic'));
    const before = [sim.stateHash(), sim.traceHash(), sim.journal.length];
    const attempt = () => sim.inject(injection as Injection);
    expect(attempt).toThrow(RangeError);
    expect(attempt).toThrow(message);
    expect([sim.stateHash(), sim.traceHash(), sim.journal.length]).toEqual(before);
  });
});
