/** Routes that a router makes itself: its networks, defaults for neighbours, aggregates. */
import type { AddressFamily } from '../../topology/spec.ts';
import { intern, type Origin, type PathAttributes } from '../rib/attributes.ts';
import { covers, type Nlri, nlri } from '../rib/nlri.ts';

/** Cisco's, and everybody's since: what a router originates itself beats what it hears, on this router. */
export const OWN_WEIGHT = 32_768;

export const ownAttributes: PathAttributes = intern({
  origin: 'IGP',
  asPath: [],
  nextHop: '',
  communities: [],
});

/** `default-originate` sends this one whatever is in the table, and no other default; export policy does not see it. */
export const defaultRoute = (family: AddressFamily): Nlri => nlri(family === 'ipv4' ? '0.0.0.0/0' : '::/0');

export interface Contributor {
  readonly nlri: Nlri;
  readonly attributes: PathAttributes;
}

const isMoreSpecific = (inner: Nlri, outer: Nlri): boolean =>
  inner.length > outer.length && covers(outer, inner);

const worst: readonly Origin[] = ['INCOMPLETE', 'EGP', 'IGP'];

/**
 * The aggregate's attributes (RFC 4271 §9.2.2.2, without AS_SET as RFC 9774 wants it); undefined while no more specific
 * route is there. Paths and communities of those are lost, which ATOMIC_AGGREGATE says.
 */
export function aggregateOf(
  prefix: Nlri,
  routes: readonly Contributor[],
  router: { readonly asn: number; readonly routerId: string },
): PathAttributes | undefined {
  const origins = new Set(
    routes.filter((route) => isMoreSpecific(route.nlri, prefix)).map(({ attributes }) => attributes.origin),
  );
  const origin = worst.find((one) => origins.has(one));
  if (origin === undefined) return undefined;
  const aggregator = `${router.asn} ${router.routerId}`;
  return intern({ ...ownAttributes, origin, atomicAggregate: true, aggregator });
}

/** Whether a route stays unadvertised because an aggregate with `summaryOnly` stands for it. */
export const isSuppressed = (
  route: Nlri,
  aggregates: readonly { readonly nlri: Nlri; readonly summaryOnly: boolean }[],
): boolean => aggregates.some(({ nlri, summaryOnly }) => summaryOnly && isMoreSpecific(route, nlri));
