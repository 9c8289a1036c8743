/** The network from the customer's routers to VPCs: what rides on what, how it stands, what hangs on what. */
import type { Model } from '../model.ts';
import { detailLines } from './topology-detail.ts';
import { meaningOf } from './topology-emphasis.ts';
import { bindings, commands } from './topology-keys.ts';
import { TopologyScreen } from './topology-screen.tsx';
import { groundOf, sheetFor, spotKey, topologyRows } from './topology-sheet.ts';
import type { Line, View } from './view.ts';

/** Room enough for every fact; only what is said about the thing is taken from it. */
const WIDE = 400;
const HIGH = 200;

function page(model: Model, key: string): readonly Line[] | undefined {
  const sheet = sheetFor(model, WIDE, HIGH, key);
  const spot = sheet.spots.get(spotKey(sheet, groundOf(model), key));
  if (spot === undefined) return undefined;
  return detailLines(model, sheet, spot.node, meaningOf(model, sheet, spot.node.key, undefined));
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
