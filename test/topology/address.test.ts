import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  AddressError,
  contains,
  formatAddress,
  formatPrefix,
  isHostAddress,
  lastAddress,
  nthAddress,
  overlaps,
  parseAddress,
  parseInterfaceAddress,
  parsePrefix,
  prefixOf,
  u32Of,
} from '../../sim/topology/address.ts';

const canonical = (text: string): string => formatAddress(parseAddress(text));

const ipv4 = fc.bigInt({ min: 0n, max: 0xffff_ffffn }).map((bits): Address => ({ family: 'ipv4', bits }));
const ipv6 = fc
  .bigInt({ min: 0n, max: (1n << 128n) - 1n })
  .map((bits): Address => ({ family: 'ipv6', bits }));
const address = fc.oneof(ipv4, ipv6);
const prefix = address.chain((a) =>
  fc.integer({ min: 0, max: a.family === 'ipv4' ? 32 : 128 }).map((length) => prefixOf(a, length)),
);

describe('addresses', () => {
  // The examples of RFC 5952 §2 and §4, and the corners of the notation.
  it.each([
    ['169.254.1.1', '169.254.1.1'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['fe80:0:0:0:0:0:0:0', 'fe80::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('writes %s as %s', (text, expected) => expect(canonical(text)).toBe(expected));

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    'g::1',
    '12345::',
    'fe80::1%eth0',
    '1.2.3.4::',
    '::1.2.3.4:1',
  ])('refuses "%s"', (text) => expect(() => parseAddress(text)).toThrow(AddressError));

  it('reads back what it wrote, and others read it too', () => {
    fc.assert(
      fc.property(address, (a) => {
        const text = formatAddress(a);
        expect(parseAddress(text)).toEqual(a);
        expect(isIP(text)).toBe(a.family === 'ipv4' ? 4 : 6);
      }),
    );
  });

  it('takes exactly what Node takes as an address, zones aside', () => {
    const soup = fc.string({
      unit: fc.constantFrom(':', '::', '.', '0', '1', 'ff', '255', '1.2.3.4'),
      maxLength: 9,
    });
    const takes = (text: string): boolean => {
      try {
        parseAddress(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.oneof(soup, fc.ipV4(), fc.ipV6()), (text) => takes(text) === isIP(text) > 0),
      {
        numRuns: 2000,
      },
    );
  });

  it('gives an IPv4 address as a number', () => expect(u32Of(parseAddress('255.0.0.1'))).toBe(4_278_190_081));
});

describe('prefixes', () => {
  it('names the prefix that was meant when host bits are set', () =>
    expect(() => parsePrefix('10.1.2.3/16')).toThrow('10.1.0.0/16'));

  it.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/-1'])('refuses %s', (text) =>
    expect(() => parsePrefix(text)).toThrow(AddressError),
  );

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(prefix, (p) => {
        expect(parsePrefix(formatPrefix(p))).toEqual(p);
      }),
    );
  });

  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/16', '10.1.0.0/16', false],
    ['0.0.0.0/0', '::/0', false],
    ['2001:db8::/125', '2001:db8::4/126', true],
  ])('%s and %s overlap: %s', (a, b, expected) =>
    expect(overlaps(parsePrefix(a), parsePrefix(b))).toBe(expected),
  );

  it('overlap means that an address is in both', () => {
    fc.assert(
      fc.property(prefix, prefix, (a, b) => {
        const shared = [a, b, lastAddress(a), lastAddress(b)].some(
          ({ family, bits }) => contains(a, { family, bits }) && contains(b, { family, bits }),
        );
        return overlaps(a, b) === shared;
      }),
    );
  });

  it('counts its addresses from the network to the last', () => {
    const subnet = parsePrefix('169.254.1.4/30');
    expect([0, 1, 2, 3].map((n) => formatAddress(nthAddress(subnet, n)))).toEqual([
      '169.254.1.4',
      '169.254.1.5',
      '169.254.1.6',
      '169.254.1.7',
    ]);
    expect(() => nthAddress(subnet, 4)).toThrow(AddressError);
  });
});

describe('the addresses a host may have', () => {
  it.each([
    ['169.254.1.0/30', false],
    ['169.254.1.1/30', true],
    ['169.254.1.2/30', true],
    ['169.254.1.3/30', false],
    ['169.254.1.0/31', true],
    ['169.254.1.1/31', true],
    ['2001:db8::/125', false],
    ['2001:db8::7/125', true],
    ['2001:db8::/127', true],
  ])('%s: %s', (text, expected) => expect(isHostAddress(parseInterfaceAddress(text))).toBe(expected));
});
