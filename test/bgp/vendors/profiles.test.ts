/** Profiles as data: complete, sourced, consistent. */
import { describe, expect, test } from 'vitest';
import { decisionSteps } from '../../../sim/bgp/rib/decision.ts';
import { malformedKindNames } from '../../../sim/bgp/vendors/malformed.ts';
import { coalescingMicros } from '../../../sim/bgp/vendors/updates.ts';
import { profileNames, profiles, rulesOf } from '../../../sim/bgp/vendors/vendors.ts';
import { type DurationName, durations } from '../../../sim/timing.ts';
import { sessionDefaults } from '../../../sim/topology/session-defaults.ts';
import { vendors } from '../../../sim/topology/spec.ts';
import { leavesOf } from './leaves.ts';

const SECOND = 1_000_000;

describe('profiles', () => {
  test('are those of every vendor that a network file can name, and of AWS', () => {
    expect(profileNames).toEqual(['aws', ...vendors]);
    for (const name of profileNames) expect(profiles[name].name).toBe(name);
  });

  test.each(profileNames)('%s says of each value where it is from', (name) => {
    const leaves = leavesOf(profiles[name]);
    expect(leaves.length).toBeGreaterThan(60);
    for (const { path, confidence, source } of leaves) {
      expect(['measured', 'documented', 'assumed'], path).toContain(confidence);
      expect(source.length, path).toBeGreaterThan(1);
    }
  });

  test.each(['cisco-ios-xe', 'juniper-junos', 'arista-eos', 'aws'] as const)(
    '%s claims to have measured nothing: none was at hand',
    (name) => {
      expect(leavesOf(profiles[name]).filter(({ confidence }) => confidence === 'measured')).toEqual([]);
    },
  );

  test.each(profileNames)('%s decides by steps that there are, each once, up to the last tie', (name) => {
    const { steps } = rulesOf(name).decision;
    expect(new Set(steps).size).toBe(steps.length);
    expect(decisionSteps).toEqual(expect.arrayContaining([...steps]));
    expect(steps.at(-1)).toBe('peerAddress');
  });

  test('answer every kind of malformed message', () => {
    for (const name of profileNames)
      expect(Object.keys(rulesOf(name).malformed)).toEqual([...malformedKindNames]);
  });

  test('have the hold times that neighbours are built with, and AWS those of its table', () => {
    for (const vendor of vendors) {
      expect(profiles[vendor].timers).toMatchObject(sessionDefaults[vendor]);
      const { holdMicros, keepaliveMicros } = rulesOf(vendor).timers;
      // At most a third (RFC 4271 §4.4).
      expect(3 * keepaliveMicros).toBeLessThanOrEqual(holdMicros);
    }
    expect(rulesOf('aws').timers.holdMicros).toBe(durations.awsHoldTime.micros);
  });
});

describe('an UPDATE', () => {
  const change = { first: false, peers: 4, internal: false };
  const kernel = { duration: (name: DurationName) => durations[name].micros };

  test('of FRR waits 1 s and 50 ms a peer at first, at most 10 s', () => {
    const { updates } = rulesOf('frr');
    expect(coalescingMicros(kernel, updates, { ...change, first: true })).toBe(1.2 * SECOND);
    expect(coalescingMicros(kernel, updates, { ...change, first: true, peers: 1000 })).toBe(10 * SECOND);
    expect(coalescingMicros(kernel, updates, change)).toBe(50_000);
  });

  test('of BIRD leaves within milliseconds, and a generic one at once', () => {
    expect(coalescingMicros(kernel, rulesOf('bird').updates, { ...change, first: true })).toBe(20_000);
    expect(coalescingMicros(kernel, rulesOf('generic').updates, { ...change, first: true })).toBe(0);
  });
});
