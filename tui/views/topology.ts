/** The network from the customer's routers to VPCs: what rides on what, how it stands, what hangs on what. */
import type { DrawnNode, NodeKind } from '../drawing/network.ts';
import type { Model } from '../model.ts';
import { lastEvents } from './last-events.ts';
import { links as linksView } from './links.ts';
import { detailLines } from './topology-detail.ts';
import { meaningOf } from './topology-emphasis.ts';
import { bindings, commands } from './topology-keys.ts';
import { TopologyScreen } from './topology-screen.tsx';
import { groundOf, sheetFor, spotKey, topologyRows } from './topology-sheet.ts';
import type { Line, View } from './view.ts';

/** Room enough for every fact; only what is said about the thing is taken from it. */
const WIDE = 400;
const HIGH = 200;

const links: readonly NodeKind[] = ['connection', 'member', 'hosted', 'lag'];

/** What a page has room for: of a link both ends, what it passes and what it carries; of all what happened last. */
function more(model: Model, { kind, name }: DrawnNode): readonly Line[] {
  if (links.includes(kind)) return linksView.page?.(model, name) ?? [];
  return lastEvents(model, model.simulation.aspects(name), () => true);
}

function page(model: Model, key: string): readonly Line[] | undefined {
  const sheet = sheetFor(model, WIDE, HIGH, key);
  const spot = sheet.spots.get(spotKey(sheet, groundOf(model), key));
  if (spot === undefined) return undefined;
  const { node } = spot;
  const detail = detailLines(model, sheet, node, meaningOf(model, sheet, node.key, undefined));
  return [...detail, { text: '' }, ...more(model, node)];
}

export const topology: View = {
  id: 'topology',
  key: '1',
  title: 'Topology',
  Component: TopologyScreen,
  rows: topologyRows,
  page,
  commands,
  bindings,
};
