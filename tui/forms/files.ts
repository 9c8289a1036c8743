/** The files of this machine, as far as a session needs them: tests pass their own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';

export interface Files {
  /** The same file from the root on, with forward slashes. */
  absolute(path: string): string;
  exists(path: string): boolean;
  /** Throws when it cannot be read. */
  read(path: string): string;
  /** Throws when it cannot be written. */
  write(path: string, text: string): void;
}

/** Paths are relative to the working folder. */
export const machineFiles: Files = {
  absolute: (path) => resolve(path).replaceAll(sep, '/'),
  exists: (path) => existsSync(resolve(path)),
  read: (path) => readFileSync(resolve(path), 'utf8'),
  write: (path, text) => writeFileSync(resolve(path), text),
};
