/** Prefixes, and what changed of a router's ways, as the trace says it. */
import type { Nlri } from './rib/nlri.ts';
import type { Path } from './rib/path.ts';
import type { Delta } from './rib/rib.ts';

const MOST_NAMED = 3;

export function describePrefixes(prefixes: readonly Nlri[]): string {
  const names = prefixes.slice(0, MOST_NAMED).map(({ text }) => text);
  const rest = prefixes.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** `10.0.0.0/16: 169.254.101.1 → 169.254.102.1`, for the first few. */
export function describeDeltas(deltas: readonly Delta[], hopName: (path: Path) => string): string {
  const hops = (paths: readonly Path[]) => paths.map(hopName).join(' and ') || 'none';
  const said = deltas.slice(0, MOST_NAMED).map(({ nlri: { text }, before, after }) => {
    const [from, to] = [hops(before), hops(after)];
    return from === to ? `${text}: ${to}, with other attributes` : `${text}: ${from} → ${to}`;
  });
  const rest = deltas.length - said.length;
  return `${said.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
