/** What is done with AS paths whatever the route maps say. */
import { isPrivateAsn } from '../rib/attributes.ts';

/** RFC 4271 §9.1.2: the own AS in the path is a loop; `allowas-in` takes so many of them. */
export const isAsLoop = (asPath: readonly number[], localAsn: number, allowasIn: number): boolean =>
  asPath.filter((asn) => asn === localAsn).length > allowasIn;

/** Which paths private ASNs are removed from: those of nothing else, as FRR and Cisco have it, or all. */
export type PrivateAsRemoval = 'none' | 'allPrivate' | 'every';

/** `remove-private-as`. The neighbour's own ASN stays, or its loop check would find nothing. */
export function withoutPrivateAs(
  asPath: readonly number[],
  neighborAsn: number,
  removal: PrivateAsRemoval,
): readonly number[] {
  if (removal === 'none' || (removal === 'allPrivate' && !asPath.every(isPrivateAsn))) return asPath;
  return asPath.filter((asn) => asn === neighborAsn || !isPrivateAsn(asn));
}

/** The own AS before the path, once as the protocol wants it (RFC 4271 §5.1.2) and some more times for policy. */
export const prepended = (asPath: readonly number[], localAsn: number, extra: number): readonly number[] => [
  ...Array.from({ length: 1 + extra }, () => localAsn),
  ...asPath,
];
