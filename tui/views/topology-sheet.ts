/** The drawing of the network of the moment, kept as long as its structure stays as it is. */
import type { BearerNode, GatewayNode, MapView } from '../../sim/map-types.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { type Folding, fold, foldingStamp, type Groups, groupsOf } from '../drawing/folding.ts';
import { bearerOf, carrierKey, foldKey, networkOf, portKey } from '../drawing/network.ts';
import { type Sheet, sheetOf } from '../drawing/sheet.ts';
import { matcher } from '../filter.ts';
import type { Model } from '../model.ts';
import { type Rows, rowsOf } from '../rows.ts';
import type { ListState } from '../state.ts';

export interface Ground {
  readonly map: MapView;
  readonly groups: Groups;
  /** All that can be selected, from left to right and top to bottom. */
  readonly keys: readonly string[];
  readonly indices: ReadonlyMap<string, number>;
  /** Bearers of each router and of each AWS device. */
  readonly bearersAt: ReadonlyMap<string, readonly BearerNode[]>;
  /** Gateways that lead to each gateway or VPC. */
  readonly leadingTo: ReadonlyMap<string, readonly GatewayNode[]>;
}

/** Under each of its names. */
function byName<T>(things: readonly T[], namesOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const thing of things) {
    for (const name of namesOf(thing)) {
      const list = lists.get(name);
      if (list === undefined) lists.set(name, [thing]);
      else list.push(thing);
    }
  }
  return lists;
}

interface Kept extends Ground {
  readonly revision: number;
  sheet?: { readonly stamp: string; readonly value: Sheet };
}

const kept = new WeakMap<Simulation, Kept>();

function keysOf(map: MapView, { groups }: Groups): string[] {
  return [
    ...map.routers.map(({ name }) => name),
    ...map.bearers.flatMap(({ name, carriers }) => (carriers.length === 0 ? [] : [carrierKey(name)])),
    ...map.bearers.flatMap(({ name, members }) => [name, ...members]),
    ...map.bearers.flatMap(({ name, device }) => (device === undefined ? [] : [portKey(device, name)])),
    ...map.bearers.flatMap(({ hosted }) => hosted),
    ...groups.flatMap(({ on, vifs }) => [foldKey(on), ...vifs.map(({ name }) => name)]),
    ...map.gateways.map(({ name }) => name),
    ...map.vpcs.map(({ name }) => name),
  ];
}

/** Read once per change of the topology. */
export function groundOf({ simulation }: Model): Ground {
  return keptOf(simulation);
}

function keptOf(simulation: Simulation): Kept {
  const revision = simulation.topologyRevision;
  const known = kept.get(simulation);
  if (known?.revision === revision) return known;
  const map = simulation.map();
  const groups = groupsOf(map);
  const keys = keysOf(map, groups);
  const indices = new Map(keys.map((key, index) => [key, index]));
  const bearersAt = byName(map.bearers, ({ routers, device }) =>
    device === undefined ? routers : [...routers, device],
  );
  const leadingTo = byName(map.gateways, ({ associated }) => associated);
  const made: Kept = { revision, map, groups, keys, indices, bearersAt, leadingTo };
  kept.set(simulation, made);
  return made;
}

export function topologyRows(model: Model, { filter }: ListState): Rows {
  const { keys, indices } = groundOf(model);
  if (filter === '') {
    return {
      length: keys.length,
      at: (index) => keys[index] ?? '',
      indexOf: (key) => indices.get(key) ?? -1,
    };
  }
  const stamp = `${model.simulation.topologyRevision} ${filter} ${keys.length}`;
  // A group's own row would only repeat what it rides.
  const isWanted = matcher(filter);
  return model.cached('topology.rows', stamp, () =>
    rowsOf(keys.filter((key) => !key.startsWith('+') && isWanted(key))),
  );
}

/** The drawing for a window of so many cells and rows, with the selected thing in it. */
export function sheetFor({ simulation }: Model, width: number, rows: number, selected: string): Sheet {
  const ground = keptOf(simulation);
  const folding: Folding = fold(ground.groups, rows, selected);
  const stamp = `${width} ${rows} ${foldingStamp(folding)}`;
  if (ground.sheet?.stamp === stamp) return ground.sheet.value;
  const value = sheetOf((tiers) => networkOf(ground.map, ground.groups, folding, tiers), width, rows);
  ground.sheet = { stamp, value };
  return value;
}

/** What stands for a key in a drawing: a thing may be left out of it or be in a group. */
export function spotKey({ spots }: Sheet, { groups }: Ground, key: string): string {
  if (spots.has(key)) return key;
  const bearer = bearerOf(key);
  if (spots.has(bearer)) return bearer;
  const group = key.startsWith('+') ? key.slice(1) : groups.places.get(key)?.group.on;
  if (group !== undefined && spots.has(foldKey(group))) return foldKey(group);
  // A group that is small enough is not folded: its first.
  const first = groups.groups.find(({ on }) => on === group)?.vifs[0]?.name ?? '';
  return spots.has(first) ? first : (spots.keys().next().value ?? '');
}
