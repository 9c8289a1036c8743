/** Routing policy of a network file: prefix, AS path and community lists, and route maps that name them. */
import { z } from 'zod';
import { compileAsPathPattern } from '../../bgp/policy/as-path-list.ts';
import { parseCommunity, parseCommunityEntry, parseCommunityPattern } from '../../bgp/policy/communities.ts';
import { formatPrefix, parsePrefix } from '../../topology/address.ts';
import type {
  PatternEntry,
  PrefixListEntry,
  RouteMapTerm,
  RouteMatch,
  RouteSet,
} from '../../topology/policy.ts';
import { type Choose, isText, maybe, oneOrMany, readBy, strict } from './build.ts';
import { address, asn, name } from './quantities.ts';

/** Route maps match by the names of lists, until the loader puts the lists in their place. */
export interface TermEntry extends Omit<RouteMapTerm, 'match'> {
  readonly match: MatchEntry;
}
export interface MatchEntry extends Omit<RouteMatch, 'prefixList' | 'asPathList' | 'communityList'> {
  readonly prefixList?: string;
  readonly asPathList?: string;
  readonly communityList?: string;
}

type Action = PatternEntry['action'];

/** `deny 10.9.0.0/16` → deny; without a word, permit. */
function actionOf(text: string): readonly [action: Action, rest: string] {
  const [, word = 'permit', rest = ''] = /^(?:(permit|deny) +)?(.*)$/.exec(text.trim()) ?? [];
  return [word === 'deny' ? 'deny' : 'permit', rest];
}

const WIDTH = { ipv4: 32, ipv6: 128 } as const;
const PREFIX_ENTRY = /^(\S+)(?: +ge +(\d+))?(?: +le +(\d+))?$/;

/** @throws RangeError on lengths that no prefix within this one can have */
function checkLengths(text: string, length: number, width: number, ge?: number, le?: number): void {
  for (const [word, bound] of Object.entries({ ge, le })) {
    if (bound === undefined) continue;
    if (bound < length) throw new RangeError(`${word} ${bound} is less than the length of ${text}`);
    if (bound > width) throw new RangeError(`${word} ${bound} is too long: at most ${width}`);
  }
  if (ge !== undefined && le !== undefined && ge > le)
    throw new RangeError(`ge ${ge} is more than le ${le}: nothing can match`);
}

/** `deny 10.0.0.0/8 ge 16 le 24`. @throws RangeError */
function readPrefixEntry(text: string): PrefixListEntry {
  const [action, rest] = actionOf(text);
  const [, written, from, to] = PREFIX_ENTRY.exec(rest) ?? [];
  if (written === undefined)
    throw new RangeError('an entry is written like 10.0.0.0/8 ge 16 le 24 or deny 10.9.0.0/16');
  const prefix = parsePrefix(written);
  const ge = from === undefined ? undefined : Number(from);
  const le = to === undefined ? undefined : Number(to);
  checkLengths(written, prefix.length, WIDTH[prefix.family], ge, le);
  const bounds = { ...(ge !== undefined && { ge }), ...(le !== undefined && { le }) };
  return { action, prefix: formatPrefix(prefix), ...bounds };
}

/** @throws RangeError */
const readPattern =
  (read: (pattern: string) => unknown) =>
  (text: string): PatternEntry => {
    const [action, pattern] = actionOf(text);
    read(pattern);
    return { action, pattern };
  };

const entry = <T>(id: string, description: string, examples: string[], read: (text: string) => T) =>
  z.string().transform(readBy(read)).meta({ id, description, examples });

const community = entry('Community', 'A community', ['7224:7100', '64512:1:2', 'no-export'], parseCommunity);
const communityPattern = entry(
  'CommunityPattern',
  'A community; * in a place is any number',
  ['7224:*'],
  parseCommunityPattern,
);

export const prefixList = (choose: Choose): z.ZodType<readonly PrefixListEntry[]> =>
  oneOrMany(
    choose,
    entry(
      'PrefixListEntry',
      'A prefix, and the lengths that match within it; the first entry that matches decides',
      ['10.0.0.0/8 ge 16 le 24', 'deny 10.9.0.0/16'],
      readPrefixEntry,
    ),
  );

export const asPathList = (choose: Choose): z.ZodType<readonly PatternEntry[]> =>
  oneOrMany(
    choose,
    entry(
      'AsPathEntry',
      'A regular expression over the AS path; _ is any boundary',
      ['^65001_', 'deny _65009_'],
      readPattern(compileAsPathPattern),
    ),
  );

export const communityList = (choose: Choose): z.ZodType<readonly PatternEntry[]> =>
  oneOrMany(
    choose,
    entry(
      'CommunityListEntry',
      'A community, or several that must all be there; * in a place is any number',
      ['7224:*', 'deny no-export'],
      readPattern(parseCommunityEntry),
    ),
  );

const u32 = z.int().min(0).max(4_294_967_295);
const origin = z.enum(['IGP', 'EGP', 'INCOMPLETE']);

/** Told from an address by how it looks: names begin with a letter and have no colon. */
export const isRouterName = (text: string): boolean => /^[A-Za-z][^:]*$/.test(text);

/** What a neighbour is called: its address, or its router's name. */
export const neighborName = (choose: Choose): z.ZodType<string> =>
  choose<string>(
    [
      { fits: (value) => isText(value) && isRouterName(value), schema: name },
      { fits: isText, schema: address },
    ],
    'expected the address of a neighbour, or the name of a router or VPN',
  );

const match = (choose: Choose): z.ZodType<MatchEntry> =>
  strict(() => ({
    prefixList: maybe(name),
    asPathList: maybe(name),
    communityList: maybe(name),
    neighbor: maybe(oneOrMany(choose, neighborName(choose)), 'Who sent the route'),
    med: maybe(u32),
    localPreference: maybe(u32),
    origin: maybe(origin),
  }));

const set = (choose: Choose): z.ZodType<RouteSet> =>
  strict(() => ({
    weight: maybe(z.int().min(0).max(65_535), 'On import only: it is never sent'),
    localPreference: maybe(u32),
    med: maybe(u32),
    origin: maybe(origin),
    prepend: maybe(z.array(asn).min(1).max(50), 'ASNs put before the path'),
    communities: maybe(oneOrMany(choose, community), 'Instead of those that are there'),
    addCommunities: maybe(oneOrMany(choose, community)),
    deleteCommunities: maybe(oneOrMany(choose, communityPattern), 'Patterns'),
    nextHop: maybe(address),
  }));

/** Terms in their order; what no term accepts is rejected. */
export const routeMap = (choose: Choose): z.ZodType<readonly TermEntry[]> =>
  z.array(
    strict(() => ({
      match: match(choose).prefault({}).describe('All of it; nothing: every route'),
      set: set(choose).prefault({}),
      action: z.enum(['accept', 'reject', 'continue']).default('accept'),
    })),
  );
