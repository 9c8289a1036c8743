/** The path of what a router originates itself: its networks and aggregates. */
import { parseAddress } from '../topology/address.ts';
import type { Router } from '../topology/entities.ts';
import { OWN_WEIGHT } from './policy/origination.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Path } from './rib/path.ts';

export const ownPath = ({ routerId }: Router, source: number, attributes: PathAttributes): Path => ({
  source,
  attributes,
  weight: OWN_WEIGHT,
  external: true,
  metric: 0,
  routerId: Number(parseAddress(routerId).bits),
  peerAddress: 0n,
  learnedMicros: 0,
  stale: false,
});
