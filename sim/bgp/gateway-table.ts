/** What a gateway announces on AWS's end of a session, and tables as lists. */
import type { AddressFamily } from '../topology/spec.ts';
import type { Announcement } from './messages.ts';
import { intern, type PathAttributes } from './rib/attributes.ts';
import type { Nlri } from './rib/nlri.ts';
import { emptyTable, merge, type Table } from './rib/table.ts';

const plain = intern({ origin: 'IGP', asPath: [], nextHop: '', communities: [] });

/** Prefixes of one family as AWS announces them: of its own AS, without communities. */
export const gatewayTable = (prefixes: readonly Nlri[], family: AddressFamily): Table<PathAttributes> =>
  merge(
    emptyTable<PathAttributes>(),
    prefixes.filter((prefix) => prefix.family === family).map((prefix) => [prefix, plain] as const),
  );

export const announcements = ({ prefixes, values }: Table<PathAttributes>): readonly Announcement[] =>
  prefixes.flatMap((nlri, index) => {
    const attributes = values[index];
    return attributes === undefined ? [] : [{ nlri, attributes }];
  });
