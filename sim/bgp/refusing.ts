/** Routes that a router has heard and does not even consider, and why. */

import type { Received } from './adj-ribs.ts';
import type { Refusal, RefusedRoute } from './contract.ts';
import { isAsLoop } from './policy/as-path.ts';
import type { ImportPolicy } from './policy/importing.ts';
import { isReflectionLoop } from './policy/reflection.ts';
import type { PathAttributes } from './rib/attributes.ts';

function refusal(attributes: PathAttributes, policy: ImportPolicy): Refusal {
  const { internal, localAsn, allowasIn, routerId, clusterId } = policy;
  if (isAsLoop(attributes.asPath, localAsn, allowasIn)) return 'AS loop';
  return internal && isReflectionLoop(attributes, routerId, clusterId) ? 'reflection loop' : 'import policy';
}

/** Of a route that came in and has no path in the Loc-RIB. */
export const refusedRoute = (
  { attributes, learnedMicros }: Received,
  policy: ImportPolicy,
): Omit<RefusedRoute, 'endpoint'> => ({ attributes, learnedMicros, why: refusal(attributes, policy) });
