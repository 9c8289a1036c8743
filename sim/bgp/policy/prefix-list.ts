/** Prefix lists: the first entry that matches decides, and nothing matched is denied. */
import type { PrefixListEntry } from '../../topology/policy.ts';
import { covers, type Nlri, nlri } from '../rib/nlri.ts';

interface Entry {
  readonly permits: boolean;
  readonly outer: Nlri;
  readonly shortest: number;
  readonly longest: number;
}

const ADDRESS_BITS = { ipv4: 32, ipv6: 128 } as const;

/** Alone, `ge` reaches down to host routes, and `le` begins at the prefix itself. */
function compileEntry({ action, prefix, ge, le }: PrefixListEntry): Entry {
  const outer = nlri(prefix);
  return {
    permits: action === 'permit',
    outer,
    shortest: ge ?? outer.length,
    longest: le ?? (ge === undefined ? outer.length : ADDRESS_BITS[outer.family]),
  };
}

/** Whether a list permits a prefix. */
export function compilePrefixList(list: readonly PrefixListEntry[]): (prefix: Nlri) => boolean {
  const entries = list.map(compileEntry);
  return (prefix) => {
    const first = entries.find(
      ({ outer, shortest, longest }) =>
        prefix.length >= shortest && prefix.length <= longest && covers(outer, prefix),
    );
    return first?.permits ?? false;
  };
}
