import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { apiModel } from '../../sim/directconnect/model.ts';
import { faults } from '../../sim/faults/catalogue.ts';
import { scenarioJsonSchema, schemaText } from '../../sim/scenario/json-schema.ts';
import { exampleFile, fixture, networkFile } from './fixtures.ts';

const models = { api: apiModel, faults: { faults } };
const validate = new Ajv({ strict: false }).compile(scenarioJsonSchema(models));
const example = fixture(exampleFile);

describe('the JSON Schema for editors', () => {
  it('is committed as it is made (npx dxdrill schema > schema.json)', () => {
    expect(fixture('schema.json') === schemaText(models)).toBe(true);
  });

  it.each([exampleFile, networkFile])('takes %s', (file) => {
    expect(validate(parse(fixture(file))) || validate.errors).toBe(true);
  });

  it('takes a variable of the matrix in place of any scalar', () => {
    const text = example.replace('duration: 30m', `duration: '\${{ d }}'\nmatrix: {d: [10m, 20m]}`);
    expect(validate(parse(text)) || validate.errors).toBe(true);
  });

  it('takes changes over a file that is used, in part and to nothing', () => {
    const text = example.replace('  use:', '  vifs: {v101: {mtu: 8500}, v199: null}\n  use:');
    expect(validate(parse(text)) || validate.errors).toBe(true);
  });

  it.each([
    ['dxdrill: 1', 'dxdrill: 2'],
    ['duration: 30m', 'duration: 30'],
    ['duration: 30m', 'duration: 30 m'],
    ['timeline:', 'timelines:'],
    ['api: AssociateVirtualInterface', 'api: MoveVirtualInterface'],
    ['fault: fibre-cut', 'fault: fiber-cut'],
    ['target: dxcon-b1', 'targets: dxcon-b1'],
    ['shutdown: false', 'shutdown: maybe'],
    ['state: available', 'state: fine'],
    ['atLeast: 1', 'least: 1'],
    ['always: [start, end]', 'always: [start]'],
    ['rate: 1.2Gbps', 'rate: 1.2'],
    ['virtualInterfaceMigration: 20s', 'virtualInterfaceMigrations: 20s'],
  ])('refuses the example with %s made %s', (right, wrong) => {
    expect(example).toContain(right);
    expect(validate(parse(example.replace(right, wrong)))).toBe(false);
  });

  it.each([
    ['vlan: 101', 'vlan: 5000'],
    ['vlan: 101', 'vlam: 101'],
    ['bandwidth: 10Gbps', 'bandwidth: 10G'],
    ['region: eu-west-2', 'region: London'],
    ['"111122223333"', '111122223333'],
    ['lacp: active', 'lacp: yes'],
  ])('refuses the network with %s made %s', (right, wrong) => {
    const network = fixture(networkFile);
    expect(network).toContain(right);
    expect(validate(parse(network.replace(right, wrong)))).toBe(false);
  });
});
