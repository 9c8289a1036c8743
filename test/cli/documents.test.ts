import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { escapeData, escapeProperty, github } from '../../cli/reporters/github.ts';
import { json } from '../../cli/reporters/json.ts';
import { escapeXml, junit } from '../../cli/reporters/junit.ts';
import { tap } from '../../cli/reporters/tap.ts';
import { at, expectation, failure, report, result, step } from './fixtures.ts';

const problem = { message: 'unknown key "timelines"', position: at(4, 1, 9), frame: '> 4 | timelines: []' };
const nasty = 'a <b> & "c" \u001b[31m\u0000 ]]> # \\ | 100%: one, two\nnext';
const nastyResult = failure({
  name: nasty,
  expectations: [expectation({ name: nasty, passed: false, happened: nasty, cause: [nasty] })],
});

describe('json', () => {
  test('has the members that tools are promised, in a fixed order', () => {
    const { scenarios } = JSON.parse(report(json, [result()]));
    const promised = [
      'name',
      'file',
      'seed',
      'passed',
      'durationMicros',
      'traceHash',
      'flows',
      'expectations',
      'assumptions',
    ];
    expect(Object.keys(scenarios[0])).toEqual(expect.arrayContaining(promised));
    expect(Object.keys(scenarios[0].flows[0])).toEqual(
      expect.arrayContaining(['name', 'downtimeMicros', 'lost', 'delivered']),
    );
  });

  test('is the same text for the same run, however the records were built', () => {
    const one = result();
    const reversed = Object.fromEntries(Object.entries(one).reverse());
    expect(report(json, [{ ...one, ...reversed }])).toBe(report(json, [one]));
    expect(report(json, [Object.assign({ extra: Date.now() }, one)])).toBe(report(json, [one]));
  });

  test('names problems instead of scenarios when nothing was run', () => {
    expect(JSON.parse(report(json, [], { problems: [problem] }))).toEqual({
      scenarios: [],
      problems: [{ message: problem.message, position: problem.position }],
    });
  });
});

describe.each([json, junit, tap, github])('$name', (reporter) => {
  test('says who says so of an expectation that fails, where the file does', () => {
    const failing = (source: object) =>
      report(reporter, [
        failure({ assumptions: [], expectations: [expectation({ passed: false, ...source })] }),
      ]);
    expect(failing({ source: 'RFC 4271 §6.5' })).toContain('RFC 4271 §6.5');
    expect(failing({})).not.toContain('source');
  });
});

describe('junit', () => {
  test('escapes markup and leaves out what XML cannot hold', () => {
    expect(escapeXml('a<b>&"\'\u0000\u001b\ufffe\ud800z')).toBe('a&lt;b&gt;&amp;&quot;&apos;z');
    expect(escapeXml('tab\t, newline\n, 😀 stay')).toBe('tab\t, newline\n, 😀 stay');
  });

  test('stays well formed whatever the names hold', () => {
    const text = report(junit, [nastyResult]);
    // Outside of tags there is no raw markup, and quotes in tags are balanced.
    const withoutTags = text.replace(/<\/?[a-z?][^<>]*>/gi, '');
    expect(withoutTags).not.toMatch(/[<>]/);
    for (const tag of text.match(/<[^>]+>/g) ?? []) expect((tag.match(/"/g) ?? []).length % 2).toBe(0);
  });

  test('counts expectations, failed steps and bugs of ours', () => {
    const broken = failure({ steps: [step(), step({ id: 'flip', ok: false })], defects: ['invariant'] });
    const text = report(junit, [broken, result()]);
    expect(text).toContain('<testsuites name="dxdrill" tests="4" failures="2" errors="1">');
    expect(text).toContain('<testcase name="step flip"');
    expect(text).not.toContain('<testcase name="step move"');
  });

  test('keeps the seconds of virtual time in properties and wall time out', () => {
    const text = report(junit, [result()]);
    expect(text).toContain('<property name="simulatedSeconds" value="1800"/>');
    expect(text).not.toMatch(/ time(stamp)?="/);
  });

  test('does not fail on a warning', () => {
    const text = report(junit, [result({ expectations: [expectation({ passed: false, warn: true })] })]);
    expect(text).toContain('failures="0"');
    expect(text).toContain('<system-out>warning:');
  });

  test('reports wrong input as errors of loading', () => {
    const text = report(junit, [], { problems: [problem] });
    expect(text).toContain('errors="1"');
    expect(text).toContain(
      '<testcase name="loads" classname="scenarios/move.yaml" file="scenarios/move.yaml" line="4">',
    );
  });
});

describe('github', () => {
  test('escapes what would end a command or a property', () => {
    expect(escapeData('100%\r\n')).toBe('100%25%0D%0A');
    expect(escapeProperty('a:b,c')).toBe('a%3Ab%2Cc');
  });

  test('annotates the line of each failure, one command a line', () => {
    const lines = report(github, [nastyResult]).trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^::error file=scenarios\/move\.yaml,line=7,col=5,endColumn=49,title=[^,]*::expected /,
    );
  });

  test('puts errors before warnings, since only ten are shown', () => {
    const warned = result({ expectations: [expectation({ passed: false, warn: true })] });
    const levels = report(github, [warned, failure()]).match(/^::\w+/gm);
    expect(levels).toEqual(['::error', '::warning']);
  });

  test('names files from the root of the repository', () => {
    const text = report(github, [failure()], { cwd: '/repo/net', env: { GITHUB_WORKSPACE: '/repo' } });
    expect(text).toContain('file=net/scenarios/move.yaml,');
  });

  test('adds a table to the summary of the step', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'dxdrill-')), 'summary.md');
    report(github, [nastyResult, result()], { env: { GITHUB_STEP_SUMMARY: path } });
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('1 passed, 1 failed');
    const rows = text.split('\n').filter((line) => line.startsWith('| ❌') || line.startsWith('| ✅'));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
    expect(rows).toHaveLength(2);
  });
});

describe('tap', () => {
  test('is version 14 with a plan, a subtest a scenario and its verdict', () => {
    expect(report(tap, [result(), failure()]).split('\n').slice(0, 8)).toEqual([
      'TAP version 14',
      '1..2',
      '    # Subtest: Move a VIF to a LAG',
      '    ok 1 - production is down for two seconds at most',
      '    1..1',
      'ok 1 - Move a VIF to a LAG',
      '    # Subtest: Move a VIF to a LAG',
      '    not ok 1 - production is down for two seconds at most',
    ]);
  });

  test('escapes directives and keeps a description on its line', () => {
    const text = report(tap, [nastyResult]);
    expect(text).toContain('\\# \\\\ | 100%: one, two next');
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^ *(TAP version 14|\d+\.\.\d+|# Subtest: |(not )?ok \d+ - |---|\.\.\.|\w+: )/);
    }
  });

  test('a warning is a point that passed', () => {
    const text = report(tap, [result({ expectations: [expectation({ passed: false, warn: true })] })]);
    expect(text).toMatch(/^ {4}ok 1 - .*\(warning\)$/m);
    expect(text).toMatch(/^ok 1/m);
  });
});
