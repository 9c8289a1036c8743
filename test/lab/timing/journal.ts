/** Runs as they end, in a file: a campaign of an hour can be stopped and taken up again. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Run } from './summary.ts';

export interface Journal {
  readonly runs: readonly Run[];
  add(run: Run): void;
}

export function journal(file: string | undefined): Journal {
  if (file === undefined) return { runs: [], add: () => {} };
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return {
    runs: lines.filter((line) => line !== '').map((line): Run => JSON.parse(line)),
    add: (run) => appendFileSync(file, `${JSON.stringify(run)}\n`),
  };
}
