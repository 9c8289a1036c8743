/**
 * Neutral terms as GoBGP's policies. Only route servers have policies for each neighbour, so all stand in one global
 * list whose statements match by neighbour.
 */
import type { LabSet, LabTerm } from '../network.ts';
import type { ResolvedNeighbor, ResolvedRouter } from '../resolve.ts';
import type { Toml } from './toml.ts';

type Direction = 'import' | 'export';

interface Parts {
  readonly name: string;
  readonly statements: readonly Toml[];
  readonly prefixSets: readonly Toml[];
  readonly communitySets: readonly Toml[];
  readonly asPathSets: readonly Toml[];
}

const dispositions = { accept: 'accept-route', reject: 'reject-route', continue: 'none' } as const;
const origins = { IGP: 'igp', EGP: 'egp', INCOMPLETE: 'incomplete' } as const;

const bgpActions = (set: LabSet): Toml => ({
  // 0 is not set at all there.
  'set-local-pref': set.localPreference === undefined ? undefined : Math.max(1, set.localPreference),
  'set-med': set.med === undefined ? undefined : String(set.med),
  'set-route-origin': set.origin === undefined ? undefined : origins[set.origin],
  'set-as-path-prepend':
    set.prepend === undefined ? undefined : { as: String(set.prepend[0]), 'repeat-n': set.prepend.length },
  'set-community':
    set.addCommunities === undefined
      ? undefined
      : { options: 'add', 'set-community-method': { 'communities-list': set.addCommunities.map(written) } },
});

/** It knows the names of RFC 1997 alone. */
const written = (community: string) => (community === 'graceful-shutdown' ? '65535:0' : community);

const ruleOf = ({ match = {}, set = {}, action }: LabTerm, name: string, neighbors: string): Toml => ({
  name,
  conditions: {
    'match-neighbor-set': { 'neighbor-set': neighbors, 'match-set-options': 'any' },
    'match-prefix-set': match.prefixes && { 'prefix-set': name, 'match-set-options': 'any' },
    'bgp-conditions': {
      'match-community-set': match.communities && { 'community-set': name, 'match-set-options': 'any' },
      'match-as-path-set': match.asPathHas && { 'as-path-set': name, 'match-set-options': 'any' },
    },
  },
  actions: { 'route-disposition': dispositions[action], 'bgp-actions': bgpActions(set) },
});

const maskRange = (prefix: string, ge?: number, le?: number) => {
  const length = Number(prefix.split('/')[1]);
  return ge === undefined && le === undefined ? `${length}..${length}` : `${ge ?? length}..${le ?? 32}`;
};

function partsOf(neighbor: ResolvedNeighbor, direction: Direction): Parts {
  const terms = neighbor[direction] ?? [];
  const stem = `${direction}-${neighbor.id}`;
  const named = terms.map((term, i) => ({ term, match: term.match ?? {}, name: `${stem}-${i + 1}` }));
  const last: LabTerm = { action: 'reject' };
  return {
    name: stem,
    statements: [
      ...named.map(({ term, name }) => ruleOf(term, name, neighbor.id)),
      ruleOf(last, `${stem}-rest`, neighbor.id),
    ],
    prefixSets: named.flatMap(({ match, name }) =>
      match.prefixes === undefined
        ? []
        : [
            {
              'prefix-set-name': name,
              'prefix-list': match.prefixes.map(({ prefix, ge, le }) => ({
                'ip-prefix': prefix,
                'masklength-range': maskRange(prefix, ge, le),
              })),
            },
          ],
    ),
    communitySets: named.flatMap(({ match, name }) =>
      match.communities === undefined
        ? []
        : [{ 'community-set-name': name, 'community-list': match.communities.map(written) }],
    ),
    asPathSets: named.flatMap(({ match, name }) =>
      match.asPathHas === undefined
        ? []
        : [{ 'as-path-set-name': name, 'as-path-list': [`_${match.asPathHas}_`] }],
    ),
  };
}

export function policies({ neighbors }: ResolvedRouter) {
  const both = (['import', 'export'] as const).flatMap((direction) =>
    neighbors
      .filter((neighbor) => neighbor[direction] !== undefined)
      .map((neighbor) => ({ direction, parts: partsOf(neighbor, direction) })),
  );
  const names = (wanted: Direction) =>
    both.flatMap(({ direction, parts }) => (direction === wanted ? [parts.name] : []));
  const all = (member: 'prefixSets' | 'communitySets' | 'asPathSets') =>
    both.flatMap(({ parts }) => parts[member]);
  return {
    applyPolicy: {
      config: {
        'import-policy-list': names('import'),
        'default-import-policy': 'accept-route',
        'export-policy-list': names('export'),
        'default-export-policy': 'accept-route',
      },
    },
    definedSets: {
      'prefix-sets': all('prefixSets'),
      'neighbor-sets': neighbors.map(({ id, remoteAddress }) => ({
        'neighbor-set-name': id,
        'neighbor-info-list': [remoteAddress],
      })),
      'bgp-defined-sets': { 'community-sets': all('communitySets'), 'as-path-sets': all('asPathSets') },
    },
    definitions: both.map(({ parts }) => ({ name: parts.name, statements: parts.statements })),
  };
}
