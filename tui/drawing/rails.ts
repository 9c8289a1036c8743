/** Links between routers: brackets left of the first tier, the long ones outside of the short ones. */
import type { RouterLinkNode } from '../../sim/map-types.ts';

export interface Rail {
  readonly link: RouterLinkNode;
  /** The upper and the lower router. */
  readonly ends: readonly [string, string];
  /** From the left. */
  readonly column: number;
}

/** More side by side than this say nothing any more: the panel under the drawing names what a router is linked to. */
const MOST_COLUMNS = 6;

interface Span {
  readonly link: RouterLinkNode;
  readonly ends: readonly [string, string];
  readonly top: number;
  readonly bottom: number;
}

/** In one column rails may meet at a router, which then joins them, and lie over one another nowhere. */
const clash = (a: Span, b: Span): boolean => a.top < b.bottom && b.top < a.bottom;

/** Of parallel links one is drawn. */
function spansOf(links: readonly RouterLinkNode[], rowOf: ReadonlyMap<string, number>): readonly Span[] {
  const spans = new Map<string, Span>();
  for (const link of links) {
    const row = (router: string): number => rowOf.get(router) ?? 0;
    const [a, b] = link.between;
    const [upper, lower] = row(a) <= row(b) ? [a, b] : [b, a];
    const key = JSON.stringify([upper, lower]);
    if (upper !== lower && !spans.has(key))
      spans.set(key, { link, ends: [upper, lower], top: row(upper), bottom: row(lower) });
  }
  return [...spans.values()].sort((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top);
}

export function railsOf(
  links: readonly RouterLinkNode[],
  rowOf: ReadonlyMap<string, number>,
): readonly Rail[] {
  /** Innermost first. */
  const taken: Span[][] = [];
  const placed = spansOf(links, rowOf).flatMap((span) => {
    let depth = 0;
    while (taken[depth]?.some((other) => clash(span, other)) === true) depth++;
    if (depth >= MOST_COLUMNS) return [];
    taken[depth] = [...(taken[depth] ?? []), span];
    return [{ span, depth }];
  });
  return placed.map(({ span: { link, ends }, depth }) => ({ link, ends, column: taken.length - 1 - depth }));
}

export const widthOfRails = (rails: readonly Rail[]): number =>
  Math.max(-1, ...rails.map(({ column }) => column)) + 1;
