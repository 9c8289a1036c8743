/** The files of this machine, as far as a session needs them: tests pass their own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Files {
  exists(path: string): boolean;
  /** Throws when it cannot be read. */
  read(path: string): string;
  /** Throws when it cannot be written. */
  write(path: string, text: string): void;
}

/** Paths are relative to the working folder. */
export const machineFiles: Files = {
  exists: (path) => existsSync(resolve(path)),
  read: (path) => readFileSync(resolve(path), 'utf8'),
  write: (path, text) => writeFileSync(resolve(path), text),
};
