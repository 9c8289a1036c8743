import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePrefixList } from '../../../sim/bgp/policy/prefix-list.ts';
import { nlri } from '../../../sim/bgp/rib/nlri.ts';
import { formatPrefix, type Prefix, parsePrefix, prefixOf } from '../../../sim/topology/address.ts';
import type { PrefixListEntry } from '../../../sim/topology/policy.ts';

type Written = Omit<PrefixListEntry, 'action'> & { readonly action?: PrefixListEntry['action'] };

const permits = (list: readonly Written[], prefix: string): boolean =>
  compilePrefixList(list.map((entry) => ({ action: 'permit', ...entry })))(nlri(prefix));

describe('a prefix list', () => {
  it('matches the prefix itself, and nothing within it', () => {
    expect(permits([{ prefix: '10.0.0.0/8' }], '10.0.0.0/8')).toBe(true);
    expect(permits([{ prefix: '10.0.0.0/8' }], '10.1.0.0/16')).toBe(false);
    expect(permits([{ prefix: '10.0.0.0/8' }], '0.0.0.0/0')).toBe(false);
  });

  it('with le matches from the prefix to that length', () => {
    const upTo16 = [{ prefix: '10.0.0.0/8', le: 16 }];
    expect(permits(upTo16, '10.0.0.0/8')).toBe(true);
    expect(permits(upTo16, '10.1.0.0/16')).toBe(true);
    expect(permits(upTo16, '10.1.0.0/17')).toBe(false);
  });

  it('with ge alone reaches down to host routes', () => {
    const from16 = [{ prefix: '10.0.0.0/8', ge: 16 }];
    expect(permits(from16, '10.0.0.0/8')).toBe(false);
    expect(permits(from16, '10.1.0.0/16')).toBe(true);
    expect(permits(from16, '10.1.2.3/32')).toBe(true);
    expect(permits([{ prefix: '2001:db8::/32', ge: 48 }], '2001:db8::1/128')).toBe(true);
  });

  it('lets the first entry that matches decide, and denies what none does', () => {
    const list: Written[] = [
      { action: 'deny', prefix: '10.9.0.0/16' },
      { prefix: '10.0.0.0/8', le: 16 },
    ];
    expect(permits(list, '10.9.0.0/16')).toBe(false);
    expect(permits(list, '10.8.0.0/16')).toBe(true);
    expect(permits([...list].reverse(), '10.9.0.0/16')).toBe(true);
    expect(permits(list, '192.0.2.0/24')).toBe(false);
  });

  it('keeps families apart, even for everything', () => {
    expect(permits([{ prefix: '0.0.0.0/0', le: 32 }], '2001:db8::/32')).toBe(false);
    expect(permits([{ prefix: '::/0', le: 128 }], '10.0.0.0/8')).toBe(false);
  });
});

/** The same rule word by word, over whole addresses as big numbers. */
function reference(list: readonly PrefixListEntry[], { family, bits, length }: Prefix): boolean {
  const width = family === 'ipv4' ? 32 : 128;
  for (const { action, prefix, ge, le } of list) {
    const outer = parsePrefix(prefix);
    const shift = BigInt(width - outer.length);
    if (outer.family !== family || bits >> shift !== outer.bits >> shift) continue;
    const exact = ge === undefined && le === undefined;
    if (exact ? length !== outer.length : length < (ge ?? outer.length) || length > (le ?? width)) continue;
    return action === 'permit';
  }
  return false;
}

/** Few bits in use, so that prefixes are within one another more often than not. */
const anyPrefix = fc
  .record({
    family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
    high: fc.bigInt(0n, 7n),
    low: fc.bigInt(0n, 7n),
    length: fc.nat(128),
  })
  .map(({ family, high, low, length }) => {
    const width = family === 'ipv4' ? 32 : 128;
    const bits = (high << BigInt(width - 3)) | low;
    return prefixOf({ family, bits }, Math.min(length, width));
  });

const anyEntry = fc
  .record({
    action: fc.constantFrom('permit' as const, 'deny' as const),
    prefix: anyPrefix,
    more: fc.option(fc.nat(128)),
    most: fc.option(fc.nat(128)),
  })
  .map(({ action, prefix, more, most }): PrefixListEntry => {
    const width = prefix.family === 'ipv4' ? 32 : 128;
    const ge = more === null ? undefined : Math.min(width, prefix.length + more);
    const le = most === null ? undefined : Math.min(width, (ge ?? prefix.length) + most);
    const bounds = { ...(ge !== undefined && { ge }), ...(le !== undefined && { le }) };
    return { action, prefix: formatPrefix(prefix), ...bounds };
  });

it('any list and prefix: the compiled list says what the rule says', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 6 }), anyPrefix, (list, prefix) => {
      expect(compilePrefixList(list)(nlri(formatPrefix(prefix)))).toBe(reference(list, prefix));
    }),
    { numRuns: 2000 },
  );
});
