import { describe, expect, it } from 'vitest';
import { loadNetwork, loadScenario } from '../../sim/scenario/load.ts';
import { fixture, networkFile, options } from './fixtures.ts';

const network = fixture(networkFile);
const body = 'name: A test\nduration: 10m\ntopology: {use: london.yaml}\ntimeline: []\n';

const said = (loaded: ReturnType<typeof loadScenario> | ReturnType<typeof loadNetwork>): string[] =>
  'problems' in loaded ? loaded.problems.map((one) => `${one.position.line}: ${one.message}`) : [];
const asScenario = (text: string) => said(loadScenario(text, options('scenarios/networks/test.yaml')));
const asNetwork = (text: string) => said(loadNetwork(text, { file: 'scenarios/networks/test.yaml' }));

const isNetwork = 'this is a network, not a scenario: a scenario uses it, with "topology: {use: FILE}"';
const isMixed =
  'a network has no "duration": a scenario begins with "dxdrill: 1" instead, and uses a network with "topology: {use: FILE}"';

describe('a file that begins as the other format', () => {
  it('is a network that is run: one problem, whether it says to be a scenario too', () => {
    expect(asScenario(network)).toEqual([`2: ${isNetwork}`]);
    expect(asScenario(`dxdrill: 1\n${network}`)).toEqual([`3: ${isNetwork}`]);
  });

  it('is a scenario with the first line of a network: one problem, run or checked', () => {
    for (const head of ['dxdrill-network: 1\n', 'dxdrill-network: 1\ndxdrill: 1\n']) {
      expect(asScenario(head + body)).toEqual([`1: ${isMixed}`]);
      expect(asNetwork(head + body)).toEqual([`1: ${isMixed}`]);
    }
  });

  it('is a scenario that is used as a network: one problem', () => {
    expect(asNetwork(`dxdrill: 1\n${body}`)).toEqual([
      '1: this is a scenario, not a network: a network file begins with "dxdrill-network: 1"',
    ]);
  });
});
