import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { keptCodeOf, markOf, openScript } from '../../cli/kept-code.ts';
import { build, root, spawn } from './built.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'dxdrill-'));

/** A script with the answer, its mark, and what V8 compiled of it. */
function kept(file: string, content: string, answer: number): void {
  const source = `${markOf(content)}exports.answer = () => ${answer};\n`;
  writeFileSync(file, source);
  const { script } = openScript(file);
  writeFileSync(keptCodeOf(file, source) ?? '', script.createCachedData());
}

const answerOf = (file: string): unknown => (openScript(file).exports as { answer(): unknown }).answer();

describe('kept code', () => {
  test('is taken when it was made of this content by this Node', () => {
    const file = join(folder(), 'a.cjs');
    kept(file, '0123456789abcdef', 41);
    expect(openScript(file).script.cachedDataRejected).toBe(false);
    expect(answerOf(file)).toBe(41);
  });

  test('of other content is not looked at, though V8 would take it for its length', () => {
    const file = join(folder(), 'a.cjs');
    kept(file, '0123456789abcdef', 41);
    writeFileSync(file, `${markOf('fedcba9876543210')}exports.answer = () => 42;\n`);
    expect(openScript(file).script.cachedDataRejected).toBeUndefined();
    expect(answerOf(file)).toBe(42);
  });

  test('is for the Node that made it, and for files with a mark', () => {
    const name = keptCodeOf('a.cjs', `${markOf('0123456789abcdef')}0;`);
    expect(name).toContain(`0123456789abcdef-${process.version}-${process.platform}-${process.arch}`);
    expect(keptCodeOf('a.cjs', '0;')).toBeUndefined();
  });
});

describe('what is built', () => {
  beforeAll(build);
  const scriptOf = (name: string) => join(root, 'dist/cli', `${name}.cjs`);
  const codeOf = (file: string) => keptCodeOf(file, readFileSync(file, 'utf8')) ?? '';

  test.each(['program', 'engine', 'terminal'])('comes with code that Node takes: %s', (name) => {
    const program = `
      const [file, code] = process.argv.slice(1);
      const source = require('node:module').wrap(fs.readFileSync(file, 'utf8'));
      new vm.Script(source, { cachedData: fs.readFileSync(code) }).cachedDataRejected`;
    const { NODE_OPTIONS: _, ...env } = process.env;
    const told = spawnSync(process.execPath, ['-p', program, scriptOf(name), codeOf(scriptOf(name))], {
      encoding: 'utf8',
      env,
    });
    expect(told).toMatchObject({ status: 0, stdout: 'false\n' });
  });

  test('has the letters beyond ASCII that the sources have', () => {
    expect(spawn(['schema']).stdout).toBe(readFileSync(join(root, 'schema.json'), 'utf8'));
  });

  test.each([
    ['without it', (code: string) => unlinkSync(code)],
    ['with that of another V8', (code: string) => writeFileSync(code, readFileSync(code).fill(7, 0, 64))],
  ])('says the same %s', (_, spoil) => {
    const copy = folder();
    for (const part of ['dist/cli', 'package.json']) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const name of ['program', 'engine']) spoil(codeOf(join(copy, `dist/cli/${name}.cjs`)));
    const drill = ['run', 'scenarios/moving/connection-to-lag.yaml', '--reporter', 'json'];
    const { NODE_OPTIONS: __, ...env } = process.env;
    const told = spawnSync(process.execPath, [join(copy, 'dist/cli/main.js'), ...drill], {
      cwd: root,
      encoding: 'utf8',
      env: { ...env, NO_COLOR: '1' },
    });
    expect(told).toMatchObject({ status: 0, stdout: spawn(drill).stdout, stderr: '' });
  });
});
