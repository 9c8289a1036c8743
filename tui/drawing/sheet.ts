/** The geometry of a drawing, in cells: where each node stands and where lines may run. Made once per structure. */
import { widthOf } from '../cells.ts';
import type { DrawnNode, Network, NodeKind, Tiers } from './network.ts';
import { type Link, type Placed, place } from './placing.ts';
import { type Rail, railsOf, widthOfRails } from './rails.ts';
import { type Gutter, gutterOf } from './tracks.ts';

/** What a label says at a level of detail. */
export interface Detail {
  /** Kinds that have their fact beside their name. */
  readonly facts: readonly NodeKind[];
  /** Cells of a name at most. */
  readonly most: number;
  readonly hasDevices: boolean;
  readonly hasCarriers: boolean;
  /** Only the first word of a fact. */
  readonly isShort?: boolean;
}

const all: readonly NodeKind[] = [
  'router',
  'lag',
  'connection',
  'awsDevice',
  'virtualInterface',
  'gateway',
  'vpc',
];

const everything: Tiers = { hasDevices: true, hasCarriers: true };
const devicesOnly: Tiers = { hasDevices: true, hasCarriers: false };
const neither: Tiers = { hasDevices: false, hasCarriers: false };

/** From talkative to terse; the first that fits is taken. */
export const details: readonly [Detail, ...Detail[]] = [
  { facts: all, most: 28, ...everything },
  { facts: ['lag', 'connection', 'virtualInterface'], most: 24, ...everything },
  { facts: ['lag', 'connection'], most: 20, ...everything },
  { facts: ['lag', 'connection'], most: 20, ...everything, isShort: true },
  { facts: ['lag', 'connection', 'virtualInterface'], most: 24, ...devicesOnly },
  { facts: ['lag', 'connection'], most: 20, ...devicesOnly },
  { facts: ['lag', 'connection'], most: 20, ...devicesOnly, isShort: true },
  { facts: ['lag', 'connection'], most: 16, ...neither, isShort: true },
  { facts: ['lag'], most: 12, ...neither, isShort: true },
  { facts: [], most: 10, ...neither },
  { facts: [], most: 8, ...neither },
];

export interface Spot {
  readonly node: DrawnNode;
  readonly tier: number;
  readonly x: number;
  readonly y: number;
  /** Cells of its tier. */
  readonly room: number;
  readonly parent?: DrawnNode;
}

export interface Column {
  readonly x: number;
  readonly width: number;
  /** Cells that lines run straight before they turn. */
  readonly lead: number;
  readonly gutter: Gutter;
}

export interface Sheet {
  readonly network: Network;
  readonly placed: Placed;
  readonly detail: Detail;
  readonly columns: readonly Column[];
  /** Links between routers, left of the first tier. */
  readonly rails: readonly Rail[];
  readonly spots: ReadonlyMap<string, Spot>;
  /** Keys of each tier from the top, members with them. */
  readonly byTier: readonly (readonly string[])[];
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly after: ReadonlyMap<string, readonly string[]>;
  readonly width: number;
  readonly height: number;
  /** Rows from one to the next. */
  readonly pitch: number;
}

/** Symbol and a space. */
export const MARK_CELLS = 2;
/** `100%` and a piece of line. */
const LOAD_LEAD = 5;

/** A fact as a level of detail has it; empty: not at all. */
export function factAt(fact: string, kind: NodeKind, { facts, isShort = false }: Detail): string {
  if (!facts.includes(kind)) return '';
  return isShort ? (fact.split(' ')[0] ?? '') : fact;
}

function cellsOf(node: DrawnNode, detail: Detail): number {
  const count = String(node.vifs.length).length;
  if (node.kind === 'fold') return MARK_CELLS + 2 * count + ' VIFs,  down'.length;
  if (node.kind === 'more') return MARK_CELLS + count + ' before'.length;
  const { name } = node;
  const fact = factAt(node.fact, node.kind, detail);
  const own = MARK_CELLS + Math.min(detail.most, widthOf(name)) + (fact === '' ? 0 : widthOf(fact) + 1);
  return Math.max(own, ...node.children.map((child) => 1 + cellsOf(child, detail)));
}

function guttersOf(network: Network, placed: Placed): readonly Gutter[] {
  const byTier: Link[][] = network.tiers.map(() => []);
  for (const link of placed.links) byTier[link.tier]?.push(link);
  return byTier.map((links) => gutterOf(links, placed.rowOf));
}

function columnsOf(network: Network, gutters: readonly Gutter[], detail: Detail, from: number): Column[] {
  let x = from;
  return gutters.map((gutter, index) => {
    const tier = network.tiers[index] ?? [];
    const width = tier.reduce((most, node) => Math.max(most, cellsOf(node, detail)), 0);
    const carries = tier.some(({ kind }) => kind === 'connection' || kind === 'lag');
    const column = { x, width, lead: carries ? LOAD_LEAD : 1, gutter };
    x += width + column.lead + gutter.width + 1;
    return column;
  });
}

const widthOfColumns = (columns: readonly Column[]): number => {
  const last = columns.at(-1);
  return last === undefined ? 0 : last.x + last.width;
};

function spotsOf(
  network: Network,
  { rowOf }: Placed,
  columns: readonly Column[],
  pitch: number,
): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const [tier, nodes] of network.tiers.entries()) {
    const { x = 0, width: room = 0 } = columns[tier] ?? {};
    for (const node of nodes) {
      const row = rowOf.get(node.key) ?? 0;
      spots.set(node.key, { node, tier, x, y: row * pitch, room });
      for (const [index, child] of node.children.entries()) {
        spots.set(child.key, { node: child, tier, x, y: row * pitch + 1 + index, room, parent: node });
      }
    }
  }
  return spots;
}

function listed(edges: Network['edges'], from: 'from' | 'to'): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const edge of edges) {
    const other = from === 'from' ? edge.to : edge.from;
    const list = lists.get(edge[from]);
    if (list === undefined) lists.set(edge[from], [other]);
    else list.push(other);
  }
  return lists;
}

interface Base {
  readonly network: Network;
  readonly placed: Placed;
  readonly gutters: readonly Gutter[];
  readonly rails: readonly Rail[];
}

/** As much as fits into the width; the tersest when nothing does. `networkAt` makes the network with those tiers. */
export function sheetOf(networkAt: (tiers: Tiers) => Network, width: number, rows: number): Sheet {
  const made = new Map<string, Base>();
  const at = ({ hasDevices, hasCarriers }: Tiers): Base => {
    const name = `${hasDevices} ${hasCarriers}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const network = networkAt({ hasDevices, hasCarriers });
    const placed = place(network);
    const value = {
      network,
      placed,
      gutters: guttersOf(network, placed),
      rails: railsOf(network.links, placed.rowOf),
    };
    made.set(name, value);
    return value;
  };
  const attempt = (detail: Detail) => {
    const { network, placed, gutters, rails } = at(detail);
    return {
      detail,
      network,
      placed,
      rails,
      columns: columnsOf(network, gutters, detail, widthOfRails(rails)),
    };
  };
  let chosen = attempt(details[0]);
  for (const detail of details.slice(1)) {
    if (widthOfColumns(chosen.columns) <= width) break;
    chosen = attempt(detail);
  }
  const { network, placed, columns } = chosen;
  const pitch = placed.rows * 2 - 1 <= rows ? 2 : 1;
  const spots = spotsOf(network, placed, columns, pitch);
  const byTier: string[][] = network.tiers.map(() => []);
  for (const [key, { tier }] of [...spots].sort(([, a], [, b]) => a.y - b.y)) byTier[tier]?.push(key);
  return {
    ...chosen,
    spots,
    byTier,
    before: listed(network.edges, 'to'),
    after: listed(network.edges, 'from'),
    width: widthOfColumns(columns),
    height: (placed.rows - 1) * pitch + 1,
    pitch,
  };
}
