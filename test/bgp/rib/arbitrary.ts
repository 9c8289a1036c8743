/** Random prefixes, attributes and paths for properties. */
import fc from 'fast-check';
import { intern, type PathAttributes } from '../../../sim/bgp/rib/attributes.ts';
import { type Nlri, nlri } from '../../../sim/bgp/rib/nlri.ts';
import type { Path } from '../../../sim/bgp/rib/path.ts';
import { formatPrefix, prefixOf } from '../../../sim/topology/address.ts';

/** Few distinct bits, so that prefixes nest and collide. */
const ipv4 = fc
  .record({ bits: fc.nat(15), shift: fc.constantFrom(0, 8, 24, 28), length: fc.integer({ min: 0, max: 32 }) })
  .map(({ bits, shift, length }) =>
    prefixOf({ family: 'ipv4', bits: BigInt.asUintN(32, BigInt(bits) << BigInt(shift)) }, length),
  );
const ipv6 = fc
  .record({
    bits: fc.nat(15),
    shift: fc.constantFrom(0, 60, 64, 96, 124),
    length: fc.integer({ min: 0, max: 128 }),
  })
  .map(({ bits, shift, length }) =>
    prefixOf({ family: 'ipv6', bits: BigInt(bits) << BigInt(shift) }, length),
  );
export const anyNlri: fc.Arbitrary<Nlri> = fc.oneof(ipv4, ipv6).map((prefix) => nlri(formatPrefix(prefix)));

export const anyAttributes: fc.Arbitrary<PathAttributes> = fc
  .record({
    origin: fc.constantFrom('IGP', 'EGP', 'INCOMPLETE'),
    asPath: fc.array(fc.constantFrom(65001, 65002, 64512), { maxLength: 3 }),
    nextHop: fc.constantFrom('10.0.0.1', '10.0.0.2'),
    med: fc.option(fc.nat(2), { nil: undefined }),
    localPref: fc.constantFrom(100, 200),
    communities: fc.subarray(['7224:7100', '65001:1', '65535:65281']),
    clusterList: fc.option(fc.array(fc.constant('10.0.0.9'), { maxLength: 2 }), { nil: undefined }),
  })
  .map(intern);

/** Of one source each. */
export const anyPath: fc.Arbitrary<Path> = fc.record({
  source: fc.nat(20),
  attributes: anyAttributes,
  weight: fc.constantFrom(0, 0, 100),
  external: fc.boolean(),
  metric: fc.option(fc.nat(3), { nil: undefined }),
  routerId: fc.nat(3),
  peerAddress: fc.bigInt({ min: 0n, max: 3n }),
  learnedMicros: fc.nat(3),
  stale: fc.constant(false),
});

export const anyPaths: fc.Arbitrary<Path[]> = fc.uniqueArray(anyPath, {
  minLength: 1,
  maxLength: 8,
  selector: ({ source }) => source,
});
