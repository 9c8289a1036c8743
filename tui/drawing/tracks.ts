/** Columns for the vertical parts of lines between two tiers: one a net, side by side where they would touch. */
import type { Link } from './placing.ts';

export interface Gutter {
  readonly links: readonly Link[];
  /** Number of columns. */
  readonly width: number;
  /** Column of the vertical part of a link; undefined when it goes straight. */
  track(link: Link): number | undefined;
}

interface Net {
  readonly key: string;
  least: number;
  most: number;
  /** Rows on which it comes in from the left, and goes out to the right. */
  readonly ins: Set<number>;
  readonly outs: Set<number>;
}

/** Lines of one source share a vertical, or those of one target: whichever makes fewer. */
function netKey(bent: readonly Link[]): (link: Link) => string {
  const sources = new Set(bent.map(({ from }) => from)).size;
  const targets = new Set(bent.map(({ to }) => to)).size;
  return targets < sources ? ({ to }) => to : ({ from }) => from;
}

function netsOf(
  bent: readonly Link[],
  keyOf: (link: Link) => string,
  rowOf: ReadonlyMap<string, number>,
): Net[] {
  const nets = new Map<string, Net>();
  for (const link of bent) {
    const [from, to] = [rowOf.get(link.from) ?? 0, rowOf.get(link.to) ?? 0];
    const key = keyOf(link);
    const net = nets.get(key) ?? { key, least: from, most: from, ins: new Set(), outs: new Set() };
    net.least = Math.min(net.least, from, to);
    net.most = Math.max(net.most, from, to);
    net.ins.add(from);
    net.outs.add(to);
    nets.set(key, net);
  }
  return [...nets.values()].sort((a, b) => a.least - b.least);
}

const touches = (a: Net, b: Net): boolean => a.least <= b.most && b.least <= a.most;

/** What comes in on a row must turn before another net goes out on that row; a circle of these is broken anywhere. */
function assign(nets: readonly Net[]): Map<string, number> {
  const byIn = new Map<number, Net[]>();
  for (const net of nets) for (const row of net.ins) byIn.set(row, [...(byIn.get(row) ?? []), net]);
  const columns = new Map<string, number>();
  const taken: Net[][] = [];
  const open = new Set<Net>();
  const visit = (net: Net): number => {
    const known = columns.get(net.key);
    if (known !== undefined) return known;
    if (open.has(net)) return -1;
    open.add(net);
    const before = [...net.outs].flatMap((row) => byIn.get(row) ?? []).filter((other) => other !== net);
    let column = Math.max(-1, ...before.map(visit)) + 1;
    while (taken[column]?.some((other) => touches(net, other)) === true) column++;
    columns.set(net.key, column);
    taken[column] = [...(taken[column] ?? []), net];
    return column;
  };
  for (const net of nets) visit(net);
  return columns;
}

export function gutterOf(links: readonly Link[], rowOf: ReadonlyMap<string, number>): Gutter {
  const isBent = ({ from, to }: Link): boolean => rowOf.get(from) !== rowOf.get(to);
  const bent = links.filter(isBent);
  const keyOf = netKey(bent);
  const columns = assign(netsOf(bent, keyOf, rowOf));
  const width = Math.max(-1, ...columns.values()) + 1;
  return { links, width, track: (link) => (isBent(link) ? columns.get(keyOf(link)) : undefined) };
}
