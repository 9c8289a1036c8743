/** From what stands on the command line to files: folders are searched, patterns matched, the rest taken as it is. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { WrongInput } from './context.ts';

const isScenarioName = (name: string) => /\.ya?ml$/i.test(name);
/** Networks are used by scenarios; `_` marks a folder of parts. */
const isSearched = (folder: string) =>
  folder !== 'networks' && folder !== 'node_modules' && !folder.startsWith('_') && !folder.startsWith('.');
const isPattern = (argument: string) => /[*?{[]/.test(argument);

/**
 * The scenario files that the arguments name, relative to `cwd` with forward slashes, in order of their names,
 * each once. Throws WrongInput for a path that is not there.
 */
export function findFiles(paths: readonly string[], cwd: string): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) for (const file of filesOf(path, cwd)) found.add(file);
  return [...found].sort(byName);
}

export const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function filesOf(path: string, cwd: string): readonly string[] {
  const stat = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (stat?.isDirectory()) return walk(resolve(cwd, path)).map((file) => shown(file, cwd));
  if (stat) return [shown(resolve(cwd, path), cwd)];
  if (isPattern(path)) return matching(path, cwd);
  throw new WrongInput(`no such file or folder: ${path}`);
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const isFolder =
      entry.isDirectory() ||
      (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory());
    if (isFolder) return isSearched(entry.name) ? walk(path) : [];
    return isScenarioName(entry.name) ? [path] : [];
  });
}

function matching(pattern: string, cwd: string): readonly string[] {
  const forward = pattern.replaceAll(sep, '/').replace(/^\.\//, '');
  const fixed = forward.split('/').slice(0, -1);
  const firstPattern = fixed.findIndex(isPattern);
  const base = (firstPattern < 0 ? fixed : fixed.slice(0, firstPattern)).join('/');
  const root = resolve(cwd, base === '' && isAbsolute(forward) ? '/' : base);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  const expression = globExpression(forward);
  return walk(root)
    .map((file) => shown(file, cwd))
    .filter((file) => expression.test(isAbsolute(forward) ? resolve(cwd, file).replaceAll(sep, '/') : file));
}

/** `**` crosses folders, `*` and `?` do not, `{a,b}` is either, `[ab]` a set. */
export function globExpression(glob: string): RegExp {
  const tokens = glob.match(/\*\*\/?|\*|\?|\{[^}]*\}|\[[^\]]*\]|[^*?{[]+|[{[]/g) ?? [];
  const parts = tokens.map((token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1 && token.startsWith('{')) {
      return `(?:${token.slice(1, -1).split(',').map(literal).join('|')})`;
    }
    if (token.length > 1 && token.startsWith('[')) return token.replace(/^\[!/, '[^');
    return literal(token);
  });
  return new RegExp(`^${parts.join('')}$`);
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A path as the reader typed it: relative where it lies below the working folder, always with forward slashes. */
function shown(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return (near.startsWith('..') && isAbsolute(near) ? path : near).replaceAll(sep, '/');
}

/** The text of a file for a code frame; absent when it cannot be read (any more). */
export function sourceReader(cwd: string): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readable(resolve(cwd, file)));
    return known.get(file);
  };
}

function readable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
