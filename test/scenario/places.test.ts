// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a matrix look like that
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import { broken } from './broken.ts';
import { exampleFile, fixture, options } from './fixtures.ts';

const example = fixture(exampleFile);

describe('where a problem is shown', () => {
  it('is the scenario for what it changes in a network, the network file for the rest', () => {
    const use = '  use: ../networks/london.yaml';
    expect(broken({ scenario: [use, `${use}\n  vifs: {v102: {vlan: 101}}`] })).toEqual([
      'connection-to-lag.yaml: 101: VLAN 101 of dxcon-a is already that of v101',
    ]);
    expect(broken({ network: ['vlan: 101', 'vlan: 0'] })).toEqual([
      'london.yaml: 0: 0 is too small: at least 1',
    ]);
  });

  it('is all places at once, in order, each once', () => {
    const loaded = loadScenario(
      example
        .replace('rate: 1.2Gbps', 'rate: x')
        .replace('at: 2m', 'at: x m')
        .replace('flow: prod', 'flow: x')
        .replace('seed: 7', "seed: '${{ s }}'\nmatrix: {s: [1, 2, 3]}"),
      options(exampleFile),
    );
    expect('problems' in loaded && loaded.problems.map(({ position }) => position.line)).toEqual([
      15, 21, 55,
    ]);
  });

  it('shows the line with its neighbours and carets', () => {
    const loaded = loadScenario('dxdrill: 1\nname: x\nduration: 5\ntopology: {use: a}\n', options('x.yaml'));
    expect('problems' in loaded && loaded.problems[0]?.frame).toBe(
      ['  2 | name: x', '> 3 | duration: 5', '    |           ^', '  4 | topology: {use: a}'].join('\n'),
    );
  });
});

describe('a text that is meant to hurt', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefghi'].map((key, i) =>
    i === 0 ? key : `${key}: &${key} [${`*${'abcdefgh'[i - 1]}, `.repeat(10)}]`,
  );
  it.each([
    ['nothing', ''],
    ['a comment', '# only this'],
    ['a scalar', '42'],
    ['a list', '- 1'],
    ['two documents', 'dxdrill: 1\n---\ndxdrill: 1'],
    ['a billion laughs', bomb.join('\n')],
    ['an anchor that holds itself', 'dxdrill: 1\nname: &a [*a]'],
    ['an alias of nothing', 'dxdrill: 1\nname: *a'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a prototype', 'dxdrill: 1\n__proto__: {polluted: true}'],
    ['a key that is a map', 'dxdrill: 1\n? {a: 1}\n: 2'],
    ['a tag', 'dxdrill: 1\nname: !!js/function "function () {}"'],
    ['a merge key', 'dxdrill: 1\n<<: {name: x}'],
    ['control characters', 'dxdrill: 1\nname: "\u001b[2J"\nseed: x'],
    ['a null byte', 'dxdrill: 1\u0000'],
    ['a lone surrogate', 'dxdrill: 1\nname: \ud800'],
  ])('%s gives problems with a place', (_, text) => {
    const loaded = loadScenario(text, options('x.yaml'));
    const problems = 'problems' in loaded ? loaded.problems : [];
    expect(problems.length).toBeGreaterThan(0);
    for (const { position, frame } of problems) {
      expect(position.line).toBeLessThanOrEqual(text.split('\n').length);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not see them
      expect(frame).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    }
  });
});
