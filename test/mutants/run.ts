/** Applies one mutant after the other and demands that the tests notice. Those that survive are what fails here. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants } from './associate-virtual-interface.ts';

interface Verdict {
  readonly passed: number;
  readonly failed: number;
}

/** Runs the tests in a process of their own and reads what they reported; a crash is no verdict. */
function testsWith(mutant: string): Promise<Verdict> {
  const report = join(tmpdir(), `dxdrill-mutant-${process.pid}-${Math.abs(hash(mutant))}.json`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutants/one.config.ts'];
  const child = spawn(process.execPath, [...args, '--reporter=json', `--outputFile=${report}`], {
    env: { ...process.env, DXDRILL_MUTANT: mutant },
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      try {
        const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
        resolve({ passed: Number(numPassedTests), failed: Number(numFailedTests) });
      } catch (error) {
        reject(new Error(`${mutant}: the tests did not run`, { cause: error }));
      } finally {
        rmSync(report, { force: true });
      }
    });
  });
}

const hash = (text: string): number => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, 7);

describe('mutants of AssociateVirtualInterface', () => {
  it('without one, all tests pass', async () => {
    expect(await testsWith('none')).toEqual({ passed: expect.any(Number), failed: 0 });
  });

  it.concurrent.each(mutants.map(({ name }) => name))('%s', async (name) => {
    const { failed } = await testsWith(name);
    expect(failed, 'survives').toBeGreaterThan(0);
  });
});
