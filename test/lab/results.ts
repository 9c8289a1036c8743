/** What was measured, as committed: ordinary tests and the simulator's comparison read it without root. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import type { Answer } from './cases/ask.ts';
import { daemons } from './daemons/all.ts';
import { type DaemonName, daemonNames } from './network.ts';
import type { Measured, Said } from './timing/summary.ts';

export interface Machine {
  readonly kernel: string;
  readonly processor: string;
  readonly cores: number;
  readonly versions: Readonly<Record<DaemonName, string>>;
}

export interface TimingResults {
  readonly machine: Machine;
  readonly measured: readonly Measured[];
  readonly said: readonly Said[];
}

export interface PolicyResult {
  readonly name: string;
  readonly daemon: DaemonName;
  readonly with: Answer;
  readonly without: Answer;
}

export interface PolicyResults {
  readonly machine: Machine;
  readonly answers: readonly PolicyResult[];
}

const path = (name: string) => new URL(`measured/${name}.json`, import.meta.url);

export const readTiming = (): TimingResults => JSON.parse(readFileSync(path('timing'), 'utf8'));
export const readPolicy = (): PolicyResults => JSON.parse(readFileSync(path('policy'), 'utf8'));

/** One result a line, so that a new measurement shows what it changed. */
function text(machine: Machine, lists: Readonly<Record<string, readonly unknown[]>>): string {
  const members = Object.entries(lists).map(
    ([name, items]) =>
      `  "${name}": [\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`,
  );
  return `{\n${[`  "machine": ${JSON.stringify(machine)}`, ...members].join(',\n')}\n}\n`;
}

export function writeTiming({ machine, measured, said }: TimingResults): void {
  writeFileSync(path('timing'), text(machine, { measured, said }));
}

export function writePolicy({ machine, answers }: PolicyResults): void {
  writeFileSync(path('policy'), text(machine, { answers }));
}

export async function thisMachine(): Promise<Machine> {
  const versions = await Promise.all(
    daemonNames.map(async (name) => [name, await daemons[name].version()] as const),
  );
  const versionOf = (wanted: DaemonName) => versions.find(([name]) => name === wanted)?.[1] ?? '?';
  return {
    kernel: release(),
    processor: cpus()[0]?.model ?? '?',
    cores: cpus().length,
    versions: {
      frr: versionOf('frr'),
      bird: versionOf('bird'),
      gobgp: versionOf('gobgp'),
      openbgpd: versionOf('openbgpd'),
      exabgp: versionOf('exabgp'),
    },
  };
}
