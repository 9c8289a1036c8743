/** What changed in a gateway's table. */
import { type EntityId, entityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';
import { describeDeltas } from '../delta-words.ts';
import type { Path } from '../rib/path.ts';
import type { Delta } from '../rib/rib.ts';

const sameWay = (a: Path, b: Path | undefined): boolean =>
  a.source === b?.source && a.attributes === b.attributes;

/** More than the age of the paths in use changed. */
export const isNews = ({ before, after }: Delta): boolean =>
  before.length !== after.length || before.some((path, index) => !sameWay(path, after[index]));

/** `172.16.0.0/16: v101 → v101 and v102`, for the first few. */
export function describeTableDeltas(topology: Topology, deltas: readonly Delta[]): string {
  const holder = (peer: EntityId): string => topology.name(topology.target(peer, 'partOf') ?? peer);
  return describeDeltas(deltas, ({ source }) => holder(entityId(source)));
}
