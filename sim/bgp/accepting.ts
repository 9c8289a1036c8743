/** Adj-RIB-In of an end without what is a loop (RFC 4271 §9.1.2). */
import type { Received } from './adj-ribs.ts';
import type { Route } from './contract.ts';
import { onceEach } from './once.ts';
import { isAsLoop } from './policy/as-path.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Nlri } from './rib/nlri.ts';
import { lookUp, type Table } from './rib/table.ts';

/** The route to a prefix, if there is one. */
export function acceptor(table: Table<Received>, localAsn: number): (prefix: Nlri) => Received | undefined {
  const isLoop = onceEach(({ asPath }: PathAttributes) => isAsLoop(asPath, localAsn, 0));
  return (prefix) => {
    const received = lookUp(table, prefix);
    return received === undefined || isLoop(received.attributes) ? undefined : received;
  };
}

/** All of them, in the order of prefixes. */
export function acceptedRoutes(table: Table<Received>, localAsn: number): readonly Route[] {
  const accepted = acceptor(table, localAsn);
  return table.prefixes.flatMap((nlri) => {
    const received = accepted(nlri);
    if (received === undefined) return [];
    return [{ nlri, attributes: received.attributes, learnedMicros: received.learnedMicros }];
  });
}
