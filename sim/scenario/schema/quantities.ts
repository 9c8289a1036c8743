/** The scalars of both formats: names, times, rates, addresses, numbers with bounds. */
import { z } from 'zod';
import {
  DURATION_PATTERN,
  PERCENT_PATTERN,
  parseDuration,
  parsePercent,
  parseRate,
  RATE_PATTERN,
} from '../../kernel/quantity.ts';
import {
  formatAddress,
  formatInterfaceAddress,
  formatPrefix,
  parseAddress,
  parseInterfaceAddress,
  parsePrefix,
} from '../../topology/address.ts';
import type { Anchor } from '../types.ts';
import { readBy } from './build.ts';

/** A number where a quantity with a unit is expected is the most common slip: say it as such. */
const withUnit = (like: string) =>
  z.string({
    error: ({ input }) =>
      typeof input === 'number' ? `${input} has no unit: write it like ${like}` : undefined,
  });

const quantity = (
  id: string,
  description: string,
  pattern: RegExp,
  like: string,
  read: (text: string) => number,
) =>
  withUnit(like)
    .transform(readBy(read))
    .meta({ id, description, pattern: pattern.source, examples: like.split(', ') });

/** µs */
export const duration = quantity(
  'Duration',
  'Virtual time',
  DURATION_PATTERN,
  '300ms, 90s, 1h30m',
  parseDuration,
);
/** bits per second */
export const rate = quantity('Rate', 'Bits per second', RATE_PATTERN, '1.2Gbps, 100M', parseRate);
/** parts per million */
export const percent = quantity('Percent', 'A share', PERCENT_PATTERN, '5%, 0.1%', parsePercent);

/** Names that every JavaScript object already has: a lookup of theirs would find a function. */
const RESERVED = new Set(Object.getOwnPropertyNames(Object.prototype));

const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/;
export const name = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' ? `${input} is a number: a name starts with a letter` : undefined,
  })
  .regex(NAME, { error: 'a name is a letter, then letters, digits, "-", "_" and "."' })
  .refine((text) => !RESERVED.has(text), { error: 'this name is reserved' })
  .meta({ id: 'Name' });

/** A name of the network, or `$name` of a value that an api step saved. */
export const reference = z
  .string()
  .regex(/^\$?[A-Za-z][A-Za-z0-9_.-]{0,99}$/, {
    error: 'expected a name of the network, or $name of a saved value',
  })
  .meta({ id: 'Reference' });

/** The same, or a Region of AWS's public network. */
export const referenceOrRegion = z
  .string()
  .regex(/^(?:\$?[A-Za-z][A-Za-z0-9_.-]{0,99}|aws +[a-z0-9-]+)$/, {
    error: 'expected a name of the network, $name of a saved value, or a Region like aws eu-west-2',
  })
  .transform((text) => text.replace(/ +/, ' '));

/** `eth1`, `po1.102`, `xe-0/0/1:0`: no spaces, since `router interface` is written with one. */
export const interfaceName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_./:-]{0,99}$/, { error: 'an interface is named like eth1, po1 or po1.102' })
  .refine((text) => !RESERVED.has(text), { error: 'this name is reserved' })
  .meta({ id: 'InterfaceName' });

export const text = z.string().min(1).max(10_000);

/** All digits are read by YAML as a number: a key or an account needs quotes to stay as typed. */
export const quoted = (what: string, pattern: RegExp, expected: string) =>
  z
    .string({
      error: ({ input }) =>
        typeof input === 'number' ? `put ${what} in quotes, or its digits are read as a number` : undefined,
    })
    .regex(pattern, { error: expected });

export const accountNumber = quoted('an account number', /^\d{12}$/, 'an account number has 12 digits');
export const authKey = quoted('a key', /^[^\n]{1,80}$/, 'a BGP key has at most 80 characters');
export const region = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/, { error: 'a Region is named like eu-west-2' })
  .meta({ id: 'Region', examples: ['eu-west-2'] });

/** 0, 65535 and 4294967295 are reserved (RFC 7607, RFC 7300), 23456 is AS_TRANS (RFC 6793). */
export const asn = z
  .int()
  .min(1)
  .max(4_294_967_294)
  .refine((value) => value !== 23_456 && value !== 65_535, { error: 'this ASN is reserved' })
  .meta({ id: 'Asn', description: 'Autonomous system number, 1 to 4294967294' });
export const vlan = z.int().min(1).max(4094).meta({ id: 'Vlan', description: 'VLAN, 1 to 4094' });
export const mtu = z
  .int()
  .min(576)
  .max(9216)
  .meta({ id: 'Mtu', description: 'IP MTU of an interface, bytes' });
export const count = z.int().min(0).max(1_000_000_000);
export const family = z.enum(['ipv4', 'ipv6']);

/** `vpc-prod`, or a Region of AWS's public network; one space, whatever was typed. */
export const flowEnd = z
  .string()
  .regex(/^(?:[A-Za-z][A-Za-z0-9_.-]{0,99}|aws +[a-z]{2,3}(?:-[a-z]+)+-\d{1,2})$/, {
    error: 'expected a VPC, or a Region like aws eu-west-2',
  })
  .transform((text) => text.replace(/ +/, ' '))
  .meta({ id: 'FlowEnd', examples: ['aws eu-west-2'] });

const canonical = (read: (text: string) => string) => z.string().transform(readBy(read));
export const prefix = canonical((text) => formatPrefix(parsePrefix(text))).meta({
  id: 'Prefix',
  examples: ['10.0.0.0/16'],
});
export const address = canonical((text) => formatAddress(parseAddress(text))).meta({ id: 'Address' });
export const interfaceAddress = canonical((text) => formatInterfaceAddress(parseInterfaceAddress(text))).meta(
  {
    id: 'InterfaceAddress',
    description: 'An address with its prefix length',
    examples: ['169.254.1.1/30'],
  },
);

const ANCHOR = /^(?:([A-Za-z][A-Za-z0-9_.-]*)(?:\s*\+\s*(\S+)|\s+-\s+(\S+))?|\d\S*)$/;

/** `90s` → 90 s after `start`; `move + 30s`, `end - 1m`. @throws RangeError */
export function parseAnchor(text: string): Anchor {
  const match = ANCHOR.exec(text);
  if (match === null)
    throw new RangeError('expected a time such as 90s, or start, end or a step, like move + 30s');
  const [, base, later, earlier] = match;
  if (base === undefined) return { base: 'start', offsetMicros: parseDuration(text) };
  if (earlier !== undefined && base === 'start') throw new RangeError('nothing is before the start');
  if (earlier !== undefined && base !== 'end')
    throw new RangeError(
      `nothing can wait for ${base} and come before it: give the time itself, like 90s (only "end" takes a minus)`,
    );
  if (earlier !== undefined) return { base, offsetMicros: -parseDuration(earlier) };
  return { base, offsetMicros: later === undefined ? 0 : parseDuration(later) };
}

export const anchor = withUnit('90s')
  .transform(readBy(parseAnchor))
  .meta({
    id: 'Anchor',
    description: 'A moment: a time from the start, or start, end or the id of a step, and an offset',
    pattern: ANCHOR.source,
    examples: ['90s', 'end', 'move + 30s'],
  });
