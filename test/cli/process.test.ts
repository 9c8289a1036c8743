import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, root, spawn } from './built.ts';

beforeAll(build);

describe('the process', () => {
  test('prints its version, that of package.json', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(spawn(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('answers wrong flags with 2, on stderr alone', () => {
    expect(spawn(['run', '--nope'])).toMatchObject({ status: 2, stdout: '' });
    expect(spawn(['frobnicate'])).toMatchObject({ status: 2, stdout: '' });
    expect(spawn([])).toMatchObject({ status: 2, stdout: '' });
  });

  test('is quiet when its reader goes away', () => {
    const { stdout, stderr } = spawn(['machine', 'bgp-peer', '--format', 'json'], {
      shell: 'set -o pipefail; DXDRILL | head -n 1; echo "exit $?"',
    });
    expect(stdout).toBe('{\nexit 0\n');
    expect(stderr).toBe('');
  });

  test('writes a first scenario into an empty folder', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'dxdrill-'));
    expect(spawn(['init'], { cwd })).toMatchObject({ status: 0, stderr: '' });
    expect(spawn(['init'], { cwd })).toMatchObject({ status: 2, stdout: '' });
    const files = ['scenarios', 'scenarios/networks/first.yaml'];
    expect(spawn(['check', ...files], { cwd })).toMatchObject({
      status: 0,
      stdout: '1 scenario in 2 files, nothing wrong\n',
    });
  });

  test('shows every mistake of a file with its line, and runs nothing', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'dxdrill-'));
    spawn(['init'], { cwd });
    const file = join(cwd, 'scenarios/first.yaml');
    const text = readFileSync(file, 'utf8')
      .replace('fibre-cut', 'fiber-cut')
      .replace('{vif: v201', '{vif: v210');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawn(['run'], { cwd });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^scenarios\/first\.yaml:\d+:\d+: .*fiber-cut.*\n.*\n> +\d+ \| +fault: fiber-cut\n +\| +\^{9}\n/m,
    );
    expect(stderr).toContain('no virtual interface "v210"');
    expect(stderr).toContain('2 problems in 1 file, nothing was run');
  });
});

describe('the way to a run', () => {
  /** What the sources import, types aside, and what those import. */
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8').replaceAll(/^(?:import|export) type [^;]*;/gm, '');
    for (const [, target = ''] of text.matchAll(/^(?:(?:import|export|\}).* from |import )'([^']+)';/gm)) {
      if (target.startsWith('.')) visit(join(file, '..', target));
      else if (!target.startsWith('node:')) packages.add(target);
    }
  };
  visit(join(root, 'cli/main.ts'));
  visit(join(root, 'cli/commands/run.ts'));
  visit(join(root, 'cli/engine.ts'));

  test('loads the simulator and what it needs, no terminal and no XState', () => {
    expect(seen).toContain(join(root, 'sim/world.ts'));
    expect([...packages].sort()).toEqual(['commander', 'graphology', 'yaml', 'zod']);
  });

  test('is bundled into few files, with the licences of what is in them', () => {
    const files = readdirSync(join(root, 'dist/cli'));
    expect(files.length).toBeLessThan(40);
    const notices = readFileSync(join(root, 'dist/cli/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of packages) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});
