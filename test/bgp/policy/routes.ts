/** Routes and policies of the tests, with what does not matter left out. */
import type { ExportPolicy, ExportSource } from '../../../sim/bgp/policy/exporting.ts';
import { exportRoute } from '../../../sim/bgp/policy/exporting.ts';
import type { ImportPolicy } from '../../../sim/bgp/policy/importing.ts';
import { importRoute } from '../../../sim/bgp/policy/importing.ts';
import { compileRouteMap, type PolicyRoute } from '../../../sim/bgp/policy/route-map.ts';
import { intern, type PathAttributes } from '../../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../../sim/bgp/rib/nlri.ts';
import type { RouteMapTerm } from '../../../sim/topology/policy.ts';

export const attributes = (some: Partial<PathAttributes> = {}): PathAttributes =>
  intern({ origin: 'IGP', asPath: [64_512], nextHop: '169.254.1.1', communities: [], ...some });

export const route = (prefix: string, some: Partial<PathAttributes> = {}): PolicyRoute => ({
  nlri: nlri(prefix),
  attributes: attributes(some),
  weight: 0,
});

export const term = (some: Partial<RouteMapTerm>): RouteMapTerm => ({
  match: {},
  set: {},
  action: 'accept',
  ...some,
});

export const mapOf = (...terms: readonly Partial<RouteMapTerm>[]) => compileRouteMap(terms.map(term));

const importing: ImportPolicy = {
  internal: false,
  localAsn: 65_001,
  routerId: '10.0.0.1',
  clusterId: undefined,
  allowasIn: 0,
  weight: 0,
  map: undefined,
  context: { neighborNames: ['169.254.1.1'] },
  gracefulShutdown: false,
};

/** What AS 65001 makes of a route of 10.0.0.0/16. */
export const imported = (some: Partial<PathAttributes>, policy: Partial<ImportPolicy> = {}) =>
  importRoute(route('10.0.0.0/16', some), { ...importing, ...policy });

const exporting: ExportPolicy = {
  role: 'external',
  localAsn: 65_001,
  remoteAsn: 64_513,
  remoteId: '10.0.0.9',
  localAddress: '192.0.2.1',
  clusterId: '10.0.0.1',
  nextHopSelf: true,
  removePrivateAs: 'none',
  obeysNoExport: true,
  prepend: 0,
  map: undefined,
  gracefulShutdown: false,
};

/** What AS 65001 sends of a route that it has from `from`. */
export const exported = (
  from: ExportSource['role'],
  some: Partial<PathAttributes>,
  policy: Partial<ExportPolicy> = {},
) => {
  const source = { role: from, routerId: '10.0.0.5', context: { neighborNames: ['lon-r5'] } };
  return exportRoute(route('10.0.0.0/16', some), source, { ...exporting, ...policy });
};
