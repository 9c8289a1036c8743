/** What is done with AS paths whatever the route maps say. */
import { isPrivateAsn } from '../rib/attributes.ts';

/** RFC 4271 §9.1.2: the own AS in the path is a loop; `allowas-in` takes so many of them. */
export const isAsLoop = (asPath: readonly number[], localAsn: number, allowasIn: number): boolean =>
  asPath.filter((asn) => asn === localAsn).length > allowasIn;

/**
 * `remove-private-as` as FRR and Cisco have it: a path that is private from end to end is emptied, any other stays as
 * it is. The neighbour's own ASN stays, or its loop check would find nothing.
 */
export function removePrivateAs(asPath: readonly number[], neighborAsn: number): readonly number[] {
  if (!asPath.every(isPrivateAsn)) return asPath;
  return asPath.filter((asn) => asn === neighborAsn);
}

/** The own AS before the path, once as the protocol wants it (RFC 4271 §5.1.2) and some more times for policy. */
export const prepended = (asPath: readonly number[], localAsn: number, extra: number): readonly number[] => [
  ...Array.from({ length: 1 + extra }, () => localAsn),
  ...asPath,
];
