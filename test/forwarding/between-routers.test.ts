import { describe, expect, it } from 'vitest';
import { explainPaths } from '../../sim/scenario/explain-route.ts';
import { playScenario } from '../../sim/scenario/runner.ts';
import { scenariosOf } from '../scenario/fixtures.ts';

/** Three routers in a row, or in a ring; the link between the first two is cut for a while. */
function played(links: string) {
  const [scenario] = scenariosOf(`
dxdrill: 1
name: Inside
duration: 10m
topology:
  region: eu-west-2
  routers:
    r1: { asn: 65001, networks: [10.1.0.0/16] }
    r2: { asn: 65001 }
    r3: { asn: 65001, networks: [10.3.0.0/16] }
  links: { ${links} }
traffic: { inter: { from: r1, to: r3, rate: 1Mbps } }
timeline: [{ id: cut, at: 2m, fault: router-link-down, target: near, for: 1m }]
`);
  if (scenario === undefined) throw new Error('no scenario');
  const { simulation } = playScenario(scenario);
  const words = [...simulation.trace].map(({ id }) => simulation.describe(id));
  return { simulation, news: words.filter((line) => line.startsWith('flow inter')) };
}

describe('a flow between two routers that stays inside the customer’s network', () => {
  it('is up again over the routers that it passes', () => {
    const { simulation, news } = played('near: { between: [r1, r2] }, far: { between: [r2, r3] }');
    expect(news.at(-1)).toBe('flow inter up: r1 – r2 – r3 both ways');
    expect(explainPaths(simulation, 'inter').at(-1)).toBe('symmetric: your own network both ways');
  });

  it('takes another way round', () => {
    const ring = 'near: { between: [r1, r3] }, a: { between: [r1, r2] }, b: { between: [r2, r3] }';
    const { news } = played(ring);
    expect(news.some((line) => line.includes('r1 – r2 – r3 both ways'))).toBe(true);
    expect(news.at(-1)).toContain('r1 – r3 both ways');
  });
});
