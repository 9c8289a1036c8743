import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { loadNetwork } from '../../sim/scenario/load.ts';
import { fixture, scenariosOf } from './fixtures.ts';
import { tables, unaligned, withTables } from './manual.ts';

const path = 'docs/scenario.md';
if (process.env.UPDATE_DOCS)
  writeFileSync(new URL(`../../${path}`, import.meta.url), withTables(fixture(path)));

const manual = fixture(path);
const examples = [...manual.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

describe('the manual', () => {
  it('has every table, as the code has it (UPDATE_DOCS=1 writes them)', () => {
    for (const name of Object.keys(tables)) expect(manual).toContain(`<!-- table: ${name} -->`);
    expect(unaligned(manual)).toBe(unaligned(withTables(manual)));
  });

  it('shows only YAML that is YAML', () => {
    expect(examples.length).toBeGreaterThan(5);
    for (const text of examples) expect(parseDocument(text).errors).toEqual([]);
  });

  it('begins with a scenario that loads', () => {
    const text = (examples[0] ?? '').replace('../networks/', 'networks/');
    expect(scenariosOf(text).map((one) => one.timeline.map((step) => step.id))).toEqual([['move', 'flip']]);
  });

  it('shows a network that loads, once the things it leaves to the imagination are there', () => {
    const sample = examples.find((text) => text.startsWith('dxdrill-network'));
    const text = (sample ?? '')
      .replace('      po1: { members: [eth1, eth2]', '      eth3: {}\n      po1: { members: [eth2, eth3]')
      .replace('links:', '  lon-r2: { asn: 65001, interfaces: { eth1: {}, eth2: {} }}\nlinks:')
      .replace(
        'lags:',
        '  dxcon-b1: { device: ld5-1a, bandwidth: 10Gbps, port: lon-r2 eth1 }\n  dxcon-b2: { device: ld5-1a, bandwidth: 10Gbps, port: lon-r2 eth2 }\nlags:',
      )
      .replace('gateways:', '  v102: { on: dxlag-b, vlan: 102 }\ngateways:');
    expect(loadNetwork(text, { file: 'sample.yaml' })).toHaveProperty('value');
  });

  it('shows routing policy that loads, with the network around it', () => {
    const sample = examples.find((text) => text.startsWith('prefixLists'));
    const around = [
      'dxdrill-network: 1\nregion: eu-west-2\ndevices: { d1: { location: EqLD5 } }',
      'links: { core: { between: [lon-r1, lon-r2] } }',
      'connections: { c1: { device: d1, bandwidth: 1Gbps, port: lon-r1 eth1 } }',
      'vifs: { v101: { on: c1, vlan: 101, gateway: g1 } }\ngateways: { g1: { type: directConnect } }',
    ].join('\n');
    const text = `${around}\n${sample}  lon-r2: { asn: 65001 }\n`;
    expect(loadNetwork(text, { file: 'sample.yaml' })).toMatchObject({ value: { region: 'eu-west-2' } });
  });
});
