import { describe, expect, it } from 'vitest';
import {
  compileCommunityList,
  compileCommunityPatterns,
  parseCommunity,
  parseCommunityPattern,
} from '../../../sim/bgp/policy/communities.ts';

describe('a community', () => {
  it.each([
    ['7224:7100', '7224:7100'],
    ['07224:07100', '7224:7100'],
    ['64512:1:4294967295', '64512:1:4294967295'],
    ['rt:64512:4294967295', 'rt:64512:4294967295'],
    ['soo:4200000000:1', 'soo:4200000000:1'],
    ['no-export', '65535:65281'], // RFC 1997
    ['no-advertise', '65535:65282'],
    ['graceful-shutdown', '65535:0'], // RFC 8326
    ['blackhole', '65535:666'], // RFC 7999
    ['accept-own', '65535:1'], // RFC 7611
  ])('%s is %s', (text, expected) => {
    expect(parseCommunity(text)).toBe(expected);
  });

  it.each([
    ['7224:70000', '70000 is over 65535: larger ones have three numbers'],
    ['65536:1', '65536 is over 65535'],
    ['64512:1:4294967296', '4294967296 is over 4294967295'],
    ['rt:70000:70000', 'one of the numbers must be at most 65535'],
    ['rt:1:2:3', 'a community is written like'],
    ['7224', 'a community is written like'],
    ['no-exports', 'a community is written like'],
    ['7224:*', '* stands in patterns only'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseCommunity(text)).toThrow(message);
  });

  it('in a pattern has the same bounds', () => {
    expect(() => parseCommunityPattern('70000:*')).toThrow('70000 is over 65535');
  });
});

describe('a community pattern', () => {
  it('* is any number in its place, and no more places than are written', () => {
    const isAws = compileCommunityPatterns(['7224:*']);
    expect(isAws('7224:7100')).toBe(true);
    expect(isAws('17224:7100')).toBe(false);
    expect(isAws('7224:1:2')).toBe(false);
    expect(compileCommunityPatterns(['rt:*:1'])('rt:64512:1')).toBe(true);
    expect(compileCommunityPatterns(['*:1'])('rt:64512:1')).toBe(false);
  });
});

describe('a community list', () => {
  it('matches by any community of the route', () => {
    const list = compileCommunityList([{ action: 'permit', pattern: '7224:7300' }]);
    expect(list(['64512:1', '7224:7300'])).toBe(true);
    expect(list(['64512:1'])).toBe(false);
    expect(list([])).toBe(false);
  });

  it('lets the first pattern that matches decide', () => {
    const list = compileCommunityList([
      { action: 'deny', pattern: 'no-export' },
      { action: 'permit', pattern: '7224:*' },
    ]);
    expect(list(['7224:7100'])).toBe(true);
    expect(list(['7224:7100', '65535:65281'])).toBe(false);
  });

  it('wants all communities of one entry', () => {
    const list = compileCommunityList([{ action: 'permit', pattern: '64512:1 64512:2' }]);
    expect(list(['64512:1', '64512:2', '64512:3'])).toBe(true);
    expect(list(['64512:1'])).toBe(false);
  });
});
