import { describe, expect, it } from 'vitest';
import { withMargins } from '../../sim/scenario/margins.ts';
import { runScenario } from '../../sim/scenario/runner.ts';
import { exampleFile, fixture, scenariosOf } from './fixtures.ts';

const SECOND = 1_000_000;

/** The migration alone, judged 60 s after the call: 20 s of provisioning leave 40 s to move in. */
const text = `
dxdrill: 1
name: margins
duration: 5m
topology: {use: ./networks/london.yaml}
timing: {virtualInterfaceMigration: 20s}
timeline:
  - {id: move, at: 1m, api: AssociateVirtualInterface, request: {virtualInterfaceId: v102, connectionId: dxlag-b}}
  - {id: flip, at: 65s, router: lon-r2, set: {interface: po1.102, shutdown: false}}
expect:
  - {that: {vif: v102, bgp: Established}, at: move + 60s}
`;

describe('the margin of an assumption', () => {
  it('ends where the verdict flips: a migration of 60 s is too late for an expectation at 60 s', () => {
    expect(fixture(exampleFile)).toContain('london.yaml');
    const [scenario] = scenariosOf(text);
    if (scenario === undefined) throw new Error('the drill loads');
    const { assumptions } = withMargins(scenario, runScenario(scenario));
    const migration = assumptions.find(({ name }) => name === 'virtualInterfaceMigration');
    const margin = migration?.margin;
    if (margin === undefined || !('fromMicros' in margin)) throw new Error('a duration has a margin in µs');
    expect(margin.fromMicros).toBe(0);
    const resolution = (20 * SECOND) / 64;
    expect(margin.toMicros).toBeLessThanOrEqual(60 * SECOND);
    expect(margin.toMicros).toBeGreaterThan(60 * SECOND - 2 * resolution);
  });

  it('has no edge where the value decides nothing, and names the words of a choice that flip a verdict', () => {
    const [scenario] = scenariosOf(text);
    if (scenario === undefined) throw new Error('the drill loads');
    const { assumptions } = withMargins(scenario, runScenario(scenario));
    const margins = Object.fromEntries(assumptions.map(({ name, margin }) => [name, margin]));
    expect(margins.routeInstall).toEqual({ fromMicros: 0 });
    expect(margins.oldPeerTeardown).toEqual({ flipsWith: [] });
  });
});
