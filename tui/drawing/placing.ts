/** Rows of a layered drawing: barycentre sweeps order each tier, then lines are kept as straight as they can be. */
import type { DrawnEdge, Network } from './network.ts';

/** A step of an edge from one tier to the next one; an edge over several tiers is a chain of them. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly edge: DrawnEdge;
  /** Tier on its left. */
  readonly tier: number;
}

export interface Slot {
  readonly key: string;
  readonly height: number;
  /** A line passes through the tier here; nothing stands in it. */
  readonly isPassage: boolean;
}

export interface Placed {
  readonly tiers: readonly (readonly Slot[])[];
  readonly links: readonly Link[];
  readonly rowOf: ReadonlyMap<string, number>;
  readonly rows: number;
}

const SWEEPS = 6;

/** Edges that skip tiers go through passages, so that they cross no node. */
function layered({ tiers, edges }: Network): { readonly tiers: Slot[][]; readonly links: Link[] } {
  const slots: Slot[][] = tiers.map((tier) =>
    tier.map(({ key, children }) => ({ key, height: 1 + children.length, isPassage: false })),
  );
  const tierOf = new Map(slots.flatMap((tier, index) => tier.map(({ key }) => [key, index] as const)));
  const links: Link[] = [];
  for (const edge of edges) {
    const start = tierOf.get(edge.from) ?? 0;
    const end = tierOf.get(edge.to) ?? 0;
    let from = edge.from;
    for (let tier = start; tier < end; tier++) {
      // Lines to one target share their way.
      const to = tier + 1 === end ? edge.to : `${tier + 1} to ${edge.to} from ${edge.from}`;
      if (to !== edge.to) slots[tier + 1]?.push({ key: to, height: 1, isPassage: true });
      links.push({ from, to, edge, tier });
      from = to;
    }
  }
  return { tiers: slots, links };
}

function neighbours(links: readonly Link[]): { left: Map<string, string[]>; right: Map<string, string[]> } {
  const left = new Map<string, string[]>();
  const right = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, other: string): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [other]);
    else list.push(other);
  };
  for (const { from, to } of links) {
    add(left, to, from);
    add(right, from, to);
  }
  return { left, right };
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Sorts each tier by where its neighbours stand, from left to right and back. */
function order(tiers: Slot[][], { left, right }: ReturnType<typeof neighbours>): void {
  const at = new Map<string, number>();
  const first = new Map<string, number>();
  const number = (tier: readonly Slot[]): void => {
    let row = 0;
    for (const { key, height } of tier) {
      at.set(key, row);
      row += height;
    }
  };
  for (const tier of tiers) number(tier);
  for (const [key, row] of at) first.set(key, row);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 0;
    const near = isForward ? left : right;
    for (const tier of isForward ? tiers : [...tiers].reverse()) {
      const wanted = new Map(
        tier.map(({ key }) => {
          const rows = (near.get(key) ?? []).map((other) => at.get(other) ?? 0);
          return [key, rows.length === 0 ? (at.get(key) ?? 0) : mean(rows)];
        }),
      );
      const by = (key: string): number => wanted.get(key) ?? 0;
      tier.sort((a, b) => by(a.key) - by(b.key) || (first.get(a.key) ?? 0) - (first.get(b.key) ?? 0));
      number(tier);
    }
  }
  // Once more from the left: what rides one thing stands together, whatever it leads to.
  for (const tier of tiers) {
    const by = ({ key }: Slot): number => {
      const rows = (left.get(key) ?? []).map((other) => at.get(other) ?? 0);
      return rows.length === 0 ? (at.get(key) ?? 0) : mean(rows);
    };
    const wanted = new Map(tier.map((slot) => [slot.key, by(slot)]));
    tier.sort((a, b) => (wanted.get(a.key) ?? 0) - (wanted.get(b.key) ?? 0));
    number(tier);
  }
}

const heightOf = (tier: readonly Slot[]): number => tier.reduce((sum, { height }) => sum + height, 0);

/** Gives each slot the row of a neighbour where that is free, the next free one where it is not. */
function settle(
  tier: readonly Slot[],
  near: ReadonlyMap<string, readonly string[]>,
  rowOf: Map<string, number>,
  rows: number,
): number {
  let left = heightOf(tier);
  let next = 0;
  for (const { key, height } of tier) {
    const placed = (near.get(key) ?? []).flatMap((other) => rowOf.get(other) ?? []).sort((a, b) => a - b);
    const wanted = placed[(placed.length - 1) >> 1] ?? next;
    // Those below it must have room as well.
    const row = Math.max(next, Math.min(wanted, rows - left));
    rowOf.set(key, row);
    next = row + height;
    left -= height;
  }
  return next;
}

export function place(network: Network): Placed {
  const { tiers, links } = layered(network);
  const near = neighbours(links);
  order(tiers, near);
  const heights = tiers.map(heightOf);
  const anchor = heights.indexOf(Math.max(...heights));
  const rowOf = new Map<string, number>();
  let rows = heights[anchor] ?? 0;
  settle(tiers[anchor] ?? [], new Map(), rowOf, rows);
  for (let tier = anchor - 1; tier >= 0; tier--) {
    rows = Math.max(rows, settle(tiers[tier] ?? [], near.right, rowOf, rows));
  }
  for (let tier = anchor + 1; tier < tiers.length; tier++) {
    rows = Math.max(rows, settle(tiers[tier] ?? [], near.left, rowOf, rows));
  }
  return { tiers, links, rowOf, rows };
}
