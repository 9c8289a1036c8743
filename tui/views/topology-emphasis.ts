/** What the selected thing means for the rest: flows through it, what it leads to, what has no other way. */
import { bearerOf, type DrawnNode } from '../drawing/network.ts';
import type { Sheet } from '../drawing/sheet.ts';
import type { Model } from '../model.ts';
import { groundOf } from './topology-sheet.ts';
import { toneOfNode } from './topology-tones.ts';

export interface Meaning {
  /** Keys on the path of the flows that are highlighted. */
  readonly flowing: ReadonlySet<string>;
  /** Keys that would be cut off without it, or are because of it. */
  readonly dependent: ReadonlySet<string>;
  /** Keys before and after it. */
  readonly related: ReadonlySet<string>;
  /** Flows through it. */
  readonly flows: readonly string[];
}

interface FlowNames {
  readonly name: string;
  readonly names: ReadonlySet<string>;
}

/** Names of all that each flow meets, connections and their LAGs with them. */
function flowNames(model: Model): readonly FlowNames[] {
  const { simulation, player } = model;
  return model.cached('topology.flows', `${player.revision} ${simulation.topologyRevision}`, () => {
    const { bearers } = groundOf(model).map;
    const lagOf = new Map(
      bearers.flatMap(({ name, members }) => members.map((member) => [member, name] as const)),
    );
    return simulation.names('flow').map((name) => {
      const { path, connections } = simulation.flow(name);
      const met = [...path.toAws, ...path.toCustomer, ...connections.toAws, ...connections.toCustomer];
      const names = new Set(met.map((entity) => simulation.nameOf(entity)));
      for (const one of [...names]) names.add(lagOf.get(one) ?? one);
      return { name, names };
    });
  });
}

/** Devices and carriers stand in the drawing once for each bearer that they serve. */
const isRepeated = ({ kind }: DrawnNode): boolean => kind === 'awsDevice' || kind === 'carrier';

/** Whether a drawn thing is, or has in it, one of these. A device is met where its bearer is. */
function holds(names: ReadonlySet<string>, node: DrawnNode): boolean {
  const { kind, name, key, vifs } = node;
  if (isRepeated(node)) return names.has(bearerOf(key));
  if (kind === 'fold' || kind === 'more') return vifs.some((vif) => names.has(vif));
  return names.has(name);
}

/** Keys that can be reached over these lists of neighbours. */
function reach(
  from: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
  isOpen: (key: string) => boolean,
): Set<string> {
  const found = new Set<string>();
  const todo = from.filter(isOpen);
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    todo.push(...(next.get(key) ?? []).filter(isOpen));
  }
  return found;
}

/** The selected thing in the drawing: a device is all its ends, a member its LAG when no other member works. */
function seedsOf(sheet: Sheet, node: DrawnNode): readonly string[] {
  if (isRepeated(node)) {
    return [...sheet.spots.values()].flatMap(({ node: one }) =>
      one.kind === node.kind && one.name === node.name ? [one.key] : [],
    );
  }
  if (node.kind !== 'member') return [node.key];
  const lag = sheet.spots.get(node.key)?.parent;
  return lag === undefined ? [] : [lag.key];
}

function dependents(model: Model, sheet: Sheet, node: DrawnNode, seeds: readonly string[]): Set<string> {
  const lag = node.kind === 'member' ? sheet.spots.get(node.key)?.parent : undefined;
  const others = lag?.children.filter(({ key }) => key !== node.key) ?? [];
  if (others.some((member) => toneOfNode(model, member) !== 'bad')) return new Set();
  const seed = new Set(seeds);
  const starts = (sheet.byTier[0] ?? []).filter((key) => sheet.spots.get(key)?.parent === undefined);
  const works = (key: string): boolean => {
    const spot = sheet.spots.get(key);
    return spot !== undefined && (seed.has(key) || toneOfNode(model, spot.node) !== 'bad');
  };
  // What is down only because of a thing that failed still hangs on it.
  const hasFailed = toneOfNode(model, node) === 'bad';
  const beyond = hasFailed ? reach(seeds, sheet.after, () => true) : new Set<string>();
  const withIt = reach(starts, sheet.after, (key) => works(key) || beyond.has(key));
  const without = reach(starts, sheet.after, (key) => !seed.has(key) && works(key));
  return new Set([...withIt].filter((key) => !without.has(key) && !seed.has(key)));
}

/** `flow`: highlight this one instead of those through the selected thing. */
export function meaningOf(model: Model, sheet: Sheet, selected: string, flow: string | undefined): Meaning {
  const node = sheet.spots.get(selected)?.node;
  if (node === undefined) return { flowing: new Set(), dependent: new Set(), related: new Set(), flows: [] };
  const seeds = seedsOf(sheet, node);
  const all = flowNames(model);
  const own = seeds.flatMap((key) => sheet.spots.get(key)?.node ?? []);
  const through = all.filter(({ names }) =>
    node.kind === 'member' ? names.has(node.name) : own.some((one) => holds(names, one)),
  );
  const shown = flow === undefined ? through : all.filter(({ name }) => name === flow);
  const names = new Set(shown.flatMap((one) => [...one.names]));
  const flowing = new Set(
    [...sheet.spots.values()].flatMap((spot) => (holds(names, spot.node) ? [spot.node.key] : [])),
  );
  const related = new Set([
    ...reach(seeds, sheet.before, () => true),
    ...reach(seeds, sheet.after, () => true),
  ]);
  for (const key of [...related]) {
    for (const child of sheet.spots.get(key)?.node.children ?? []) related.add(child.key);
  }
  return {
    flowing,
    dependent: dependents(model, sheet, node, seeds),
    related,
    flows: through.map(({ name }) => name),
  };
}
