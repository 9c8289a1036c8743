/** Paths seen from where a file is going to be. */
import { resolvePath } from './topology.ts';

const isAbsolute = (path: string): boolean => /^(\/|[A-Za-z]:[\\/])/.test(path);
const folderOf = (file: string): string[] =>
  file
    .split(/[\\/]/)
    .slice(0, -1)
    .filter((part) => part !== '.');

/**
 * `path`, written in the file `from`, as it has to be written in the file `to` to mean the same. Both files are named
 * from one place, or both absolutely. Throws a RangeError where the way back is not known.
 */
export function movedPath(path: string, from: string, to: string): string {
  if (isAbsolute(path) || folderOf(from).join('/') === folderOf(to).join('/')) return path;
  if (isAbsolute(from) !== isAbsolute(to))
    throw new RangeError(`${to} and ${from} must be named from the same place`);
  const target = resolvePath(from, path).split(/[\\/]/);
  const folder = folderOf(to);
  let common = 0;
  while (common < folder.length && common < target.length - 1 && folder[common] === target[common]) common++;
  const up = folder.slice(common);
  if (up.includes('..')) throw new RangeError(`the way from ${to} to ${target.join('/')} is not known`);
  return [...up.map(() => '..'), ...target.slice(common)].join('/');
}
