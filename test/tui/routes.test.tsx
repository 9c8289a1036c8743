/** The view of routes, and the decision behind it. */
import { describe, expect, it } from 'vitest';
import { playerOf, scenario } from './fixture.ts';
import { rowOf, shown } from './shown.tsx';

const moving = { file: 'scenarios/moving/connection-to-lag.yaml', view: 'routes' };

describe('routes', () => {
  it('name the winner, the losers and the step on which they lost', async () => {
    const lines = await shown({ ...moving, atSeconds: 240, columns: 200, rows: 60 });
    expect(rowOf(lines, 'vpc-core')).toMatch(/10\.10\.0\.0\/16 +v101 +v101 ipv4.*v203: age/);
    // A router prefers its own session to what it hears from the other one, each the other way round.
    const own = lines.filter((line) => line.includes('10.1.0.0/16'));
    expect(own.find((line) => line.includes('lon-r1 '))).toMatch(/v101 +lon-r1.*lon-r2: internal/);
    expect(own.find((line) => line.includes('lon-r2 '))).toMatch(/v203 +lon-r2.*lon-r1: internal/);
  });

  it('say why in words, and open with the order of the decision', async () => {
    const text = (await shown({ ...moving, atSeconds: 240 }, 'enter')).join('\n');
    expect(text).toMatch(/vpc-core sends to 10\.10\.0\.0\/16 via v101/);
    expect(text).toMatch(/not v203 \(v203 ipv4\), lost on age: learned [\d.]+s later/);
    expect(text).toContain('decided in this order: longest prefix, AS_PATH');
  });

  it('go where the traffic goes: the winner of a VPC is the virtual interface of its flows', () => {
    const { simulation } = playerOf(scenario(moving.file)).run;
    simulation.advance({ to: '4m' });
    const { virtualInterface } = simulation.flow('prod');
    const used = virtualInterface.toCustomer;
    expect(simulation.routeCandidates('vpc-prod', '10.10.0.0/16')[0]?.virtualInterface).toBe(
      used === undefined ? undefined : simulation.nameOf(used),
    );
  });

  it('give every loser the step on which it lost, and the winner none', () => {
    const { simulation } = playerOf(scenario(moving.file)).run;
    for (const { name, prefixes } of simulation.routeTables()) {
      for (const prefix of prefixes) {
        const [winner, ...losers] = simulation.routeCandidates(name, prefix);
        expect(winner?.lostOn).toBeUndefined();
        for (const loser of losers) expect(loser.lostOn).toBeDefined();
      }
    }
  });
});
