/** What a gateway has AWS's end of a session announce. */
import type { EntityId } from '../../topology/entities.ts';
import type { AddressFamily } from '../../topology/spec.ts';
import type { Announcement } from '../messages.ts';
import { intern, type PathAttributes } from '../rib/attributes.ts';
import { inOrder } from '../rib/changes.ts';
import type { Nlri } from '../rib/nlri.ts';
import { given, type Table } from '../rib/table.ts';

export interface GatewayRoutes {
  /** Takes the customer's routes in; undefined: nobody does. */
  readonly gateway: EntityId | undefined;
  /** Without the ASN of the session, which AWS's end puts before each path. */
  readonly announced: readonly Announcement[];
}

type Members = Partial<Pick<PathAttributes, 'asPath' | 'med' | 'communities'>>;

/** A route of AWS's own. */
export const announcement = (
  nlri: Nlri,
  { asPath = [], communities = [], ...members }: Members = {},
): Announcement => ({
  nlri,
  attributes: intern({ origin: 'IGP', asPath, nextHop: '', communities, ...members }),
});

/** Of one family, as a table; of a prefix that is there twice the first counts. */
export function announcedTable(
  announced: readonly Announcement[],
  family: AddressFamily,
): Table<PathAttributes> {
  const first = new Map<Nlri, PathAttributes>();
  for (const { nlri, attributes } of announced)
    if (nlri.family === family && !first.has(nlri)) first.set(nlri, attributes);
  return given(inOrder({ prefixes: [...first.keys()], values: [...first.values()] }));
}

export const announcements = ({ prefixes, values }: Table<PathAttributes>): readonly Announcement[] =>
  prefixes.flatMap((nlri, index) => {
    const attributes = values[index];
    return attributes === undefined ? [] : [{ nlri, attributes }];
  });
