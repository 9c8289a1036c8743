/** The view of routes, and the decision behind it. */
import { describe, expect, it } from 'vitest';
import { tableNames } from '../../sim/scenario/explain-route.ts';
import { playerOf, scenario } from './fixture.ts';
import { rowOf, shown } from './shown.tsx';

const moving = { file: 'scenarios/moving/connection-to-lag.yaml', view: 'routes' };

describe('routes', () => {
  it('name those in use, the losers and the step on which they lost', async () => {
    const lines = await shown({ ...moving, atSeconds: 240, columns: 200, rows: 60 });
    expect(rowOf(lines, 'vpc-core')).toMatch(/10\.10\.0\.0\/16 +v101, v203 +v101 ipv4/);
    // A router prefers its own session to what it hears from the other one, each the other way round.
    const own = lines.filter((line) => line.includes('10.1.0.0/16'));
    expect(own.find((line) => line.includes('lon-r1 '))).toMatch(/v101 +lon-r1.*lon-r2: internal/);
    expect(own.find((line) => line.includes('lon-r2 '))).toMatch(/v203 +lon-r2.*lon-r1: internal/);
  });

  it('are those of every table that explain knows, gateways too', async () => {
    const lines = await shown({ ...moving, atSeconds: 240, columns: 200, rows: 60 });
    const { simulation } = playerOf(scenario(moving.file)).run;
    expect(lines.join('\n')).toContain(`${tableNames(simulation).length} tables`);
    for (const table of tableNames(simulation)) expect(rowOf(lines, `${table} `), table).not.toBe('');
  });

  it('say why in words, and open with the order of the decision', async () => {
    const text = (await shown({ ...moving, atSeconds: 240 }, 'enter')).join('\n');
    expect(text).toMatch(/vpc-core sends to 10\.10\.0\.0\/16 via v101/);
    // Equal in all that AWS compares: both are used.
    expect(text).toMatch(/and via v203 \(v203 ipv4\)/);
    expect(text).toContain('decided in this order: local preference, AS_PATH, MED');
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

  it('give every loser the step on which it lost, those in use none and come first', () => {
    const { simulation } = playerOf(scenario(moving.file)).run;
    for (const { name, prefixes } of simulation.routeTables()) {
      for (const prefix of prefixes) {
        const candidates = simulation.routeCandidates(name, prefix);
        const used = candidates.filter(({ lostOn }) => lostOn === undefined);
        expect(used.length).toBeGreaterThan(0);
        expect(candidates.slice(0, used.length)).toEqual(used);
      }
    }
  });
});
