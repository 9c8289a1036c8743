/** The files of this machine, as far as a session needs them: tests pass their own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

export interface Files {
  /** The same file, absolute or relative to the working folder just as `like` is; with forward slashes. */
  named(path: string, like: string): string;
  exists(path: string): boolean;
  /** Throws when it cannot be read. */
  read(path: string): string;
  /** Throws when it cannot be written. */
  write(path: string, text: string): void;
}

/** Paths are relative to the working folder. */
export const machineFiles: Files = {
  named: (path, like) =>
    (isAbsolute(like) ? resolve(path) : relative(resolve('.'), resolve(path))).replaceAll(sep, '/'),
  exists: (path) => existsSync(resolve(path)),
  read: (path) => readFileSync(resolve(path), 'utf8'),
  write: (path, text) => writeFileSync(resolve(path), text),
};
