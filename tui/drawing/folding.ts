/** Which virtual interfaces are drawn one by one, and which as a group in one row, so that a map stays legible. */
import type { MapView, VirtualInterfaceNode } from '../../sim/map-types.ts';

/** Virtual interfaces that ride one thing, those of one gateway beside one another. */
export interface Group {
  /** Bearer or hosted connection; empty: they ride nothing. */
  readonly on: string;
  readonly vifs: readonly VirtualInterfaceNode[];
}

export interface Groups {
  readonly groups: readonly Group[];
  /** Of each virtual interface: its group and its place in it. */
  readonly places: ReadonlyMap<string, { readonly group: Group; readonly index: number }>;
}

/** How a group is drawn: a part of it, from `first` on; `count` 0: one row for all. */
export interface Part {
  readonly first: number;
  readonly count: number;
}

export type Folding = ReadonlyMap<string, Part>;

const LEAST_WINDOW = 4;

export function groupsOf({ virtualInterfaces, gateways }: MapView): Groups {
  const order = new Map(gateways.map(({ name }, index) => [name, index]));
  const lists = new Map<string, VirtualInterfaceNode[]>();
  for (const vif of virtualInterfaces) {
    const list = lists.get(vif.rides ?? '');
    if (list === undefined) lists.set(vif.rides ?? '', [vif]);
    else list.push(vif);
  }
  const rank = ({ gateway = '' }: VirtualInterfaceNode): number => order.get(gateway) ?? -1;
  const groups = [...lists].map(([on, vifs]) => ({ on, vifs: vifs.sort((a, b) => rank(a) - rank(b)) }));
  const places = new Map(
    groups.flatMap((group) => group.vifs.map(({ name }, index) => [name, { group, index }] as const)),
  );
  return { groups, places };
}

/**
 * Folds the largest groups until the rest fits into so many rows. The group of the selected virtual interface is
 * open; of a long one the page with it is drawn, so that the picture stays while the selection moves in it.
 */
export function fold({ groups, places }: Groups, rows: number, selected: string): Folding {
  const open = places.get(selected);
  const folded = new Set<Group>();
  let used = groups.reduce((sum, { vifs }) => sum + vifs.length, 0);
  const bySize = [...groups].sort((a, b) => b.vifs.length - a.vifs.length);
  for (const group of bySize) {
    if (used <= rows || group.vifs.length === 1) break;
    if (group === open?.group) continue;
    folded.add(group);
    used -= group.vifs.length - 1;
  }
  const parts = groups.map(
    (group) => [group.on, { first: 0, count: folded.has(group) ? 0 : group.vifs.length }] as const,
  );
  const folding = new Map<string, Part>(parts);
  if (open !== undefined && used > rows) {
    // Two rows say how many there are before and after.
    const page = Math.max(LEAST_WINDOW, rows - (used - open.group.vifs.length) - 2);
    const first = Math.floor(open.index / page) * page;
    folding.set(open.group.on, { first, count: Math.min(page, open.group.vifs.length - first) });
  }
  return folding;
}

/** Equal for equal foldings. */
export const foldingStamp = (folding: Folding): string =>
  [...folding].map(([on, { first, count }]) => `${on}:${first}+${count}`).join(' ');
