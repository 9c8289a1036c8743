/** How a file begins: which of the two formats it is in, where the other is wanted. */
import type { Issue } from './issues.ts';

/** First member of a network file, with the version of its format. */
export const NETWORK_HEAD = 'dxdrill-network';

/** What no network has. */
const OF_SCENARIOS = ['duration', 'topology', 'traffic', 'timeline', 'expect'];

const USE = '"topology: {use: FILE}"';

function mixed(value: Readonly<Record<string, unknown>>): Issue | undefined {
  const member = OF_SCENARIOS.find((one) => Object.hasOwn(value, one));
  if (member === undefined) return undefined;
  const message = `a network has no "${member}": a scenario begins with "dxdrill: 1" instead, and uses a network with ${USE}`;
  return { path: [NETWORK_HEAD], part: 'key', message };
}

/** A file that begins as a network, where a scenario is wanted: this is all that is said of it. */
export function notAScenario(value: Readonly<Record<string, unknown>>): Issue | undefined {
  if (!Object.hasOwn(value, NETWORK_HEAD)) return undefined;
  const message = `this is a network, not a scenario: a scenario uses it, with ${USE}`;
  return mixed(value) ?? { path: [NETWORK_HEAD], part: 'key', message };
}

/** A file that begins as a scenario or has a scenario's members, where a network is wanted. */
export function notANetwork(value: Readonly<Record<string, unknown>>): Issue | undefined {
  if (Object.hasOwn(value, NETWORK_HEAD)) return mixed(value);
  if (!Object.hasOwn(value, 'dxdrill')) return undefined;
  const message = `this is a scenario, not a network: a network file begins with "${NETWORK_HEAD}: 1"`;
  return { path: [], part: 'key', message };
}
