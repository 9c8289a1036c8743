/** What a router passes on, and as what. */
import type { LabNeighbor } from '../network.ts';
import type { Expectation, PolicyCase, Variant } from './case.ts';
import { type Line, line, P, setting } from './topologies.ts';

const NONE: Expectation = { best: 'none' };

type Asked = Pick<PolicyCase, 'name' | 'decides'>;

/** The sink is asked what it hears of the tested router in the middle. */
const passed = (asked: Asked, withIt: Variant, without: Variant, prefix = P): PolicyCase => ({
  ...asked,
  prefix,
  tested: 'middle',
  asked: 'sink',
  with: withIt,
  without,
});

const heard = (given: Line, rest: Omit<Expectation, 'best'> = {}): Variant => ({
  network: line(given),
  expected: { best: 'middle', ...rest },
});
const unheard = (given: Line): Variant => ({ network: line(given), expected: NONE });

const exporting = (set: Parameters<typeof setting>[0]): LabNeighbor => ({ export: setting(set) });

const prepending: readonly PolicyCase[] = [
  passed(
    { name: 'prepending comes before the own ASN', decides: 'prepending' },
    heard({ toSink: exporting({ prepend: [65000, 65000] }) }, { asPath: [65000, 65000, 65000, 65001] }),
    heard({}, { asPath: [65000, 65001] }),
  ),
  passed(
    { name: 'an own network prepended', decides: 'prepending' },
    heard(
      { middleNetworks: [P], sourceNetworks: [], toSink: exporting({ prepend: [65000] }) },
      { asPath: [65000, 65000] },
    ),
    heard({ middleNetworks: [P], sourceNetworks: [] }, { asPath: [65000] }),
  ),
];

const privateAs: readonly PolicyCase[] = [
  passed(
    { name: 'a private ASN is left out', decides: 'private AS removal' },
    heard({ middleAsn: 100, toSink: { removePrivateAs: true } }, { asPath: [100] }),
    heard({ middleAsn: 100 }, { asPath: [100, 65001] }),
  ),
  passed(
    { name: 'a public ASN in the path protects the private ones', decides: 'private AS removal' },
    {
      ...heard(
        { middleAsn: 100, says: { prepend: [65001, 200] }, toSink: { removePrivateAs: true } },
        { asPath: [100, 65001, 65001, 200] },
      ),
      // What each vendor's command means differs; these two remove whatever is private.
      otherwise: {
        bird: { best: 'middle', asPath: [100, 200], why: 'a filter deletes private ASNs wherever they are' },
        gobgp: { best: 'middle', asPath: [100, 200], why: 'its option is "all"' },
      },
    },
    heard(
      { middleAsn: 100, says: { prepend: [65001, 65009] }, toSink: { removePrivateAs: true } },
      { asPath: [100] },
    ),
  ),
  passed(
    { name: 'a public ASN stays', decides: 'private AS removal' },
    heard({ middleAsn: 100, sourceAsn: 200, toSink: { removePrivateAs: true } }, { asPath: [100, 200] }),
    heard({ middleAsn: 100, toSink: { removePrivateAs: true } }, { asPath: [100] }),
  ),
];

const DEFAULT = '0.0.0.0/0';
const defaults: readonly PolicyCase[] = [
  passed(
    { name: 'a default route out of nothing', decides: 'default-originate' },
    heard({ toSink: { defaultOriginate: true } }, { asPath: [65000] }),
    unheard({}),
    DEFAULT,
  ),
  passed(
    { name: 'a default route to one neighbour alone', decides: 'default-originate' },
    heard({ toSink: { defaultOriginate: true }, fromSource: {} }),
    unheard({ fromSource: { defaultOriginate: true } }),
    DEFAULT,
  ),
];

const wellKnown = (community: string): Line => ({ says: { addCommunities: [community] } });
const noExport: readonly PolicyCase[] = [
  passed(
    { name: 'NO_EXPORT stays in the AS', decides: 'no-export' },
    {
      ...unheard(wellKnown('no-export')),
      otherwise: { gobgp: { best: 'middle', why: 'GoBGP 3.10 passes it on like any other' } },
    },
    heard({}),
  ),
  passed(
    { name: 'NO_EXPORT passes inside the AS', decides: 'no-export' },
    heard(
      { ...wellKnown('no-export'), sinkAsn: 65000, toSink: { nextHopSelf: true } },
      { communities: ['no-export'] },
    ),
    unheard(wellKnown('no-export')),
  ),
  passed(
    { name: 'NO_ADVERTISE stays in the router', decides: 'no-export' },
    unheard({ ...wellKnown('no-advertise'), sinkAsn: 65000, toSink: { nextHopSelf: true } }),
    heard({ sinkAsn: 65000, toSink: { nextHopSelf: true } }),
  ),
];

const communities: readonly PolicyCase[] = [
  passed(
    { name: 'communities are passed on', decides: 'communities' },
    heard({ says: { addCommunities: ['65001:7'] } }, { communities: ['65001:7'] }),
    heard({}, { communities: [] }),
  ),
  passed(
    { name: 'a community is added to others', decides: 'communities' },
    heard(
      { says: { addCommunities: ['65001:7'] }, toSink: exporting({ addCommunities: ['65000:1'] }) },
      { communities: ['65000:1', '65001:7'] },
    ),
    heard({ says: { addCommunities: ['65001:7'] } }, { communities: ['65001:7'] }),
  ),
];

const lists: readonly PolicyCase[] = [
  passed(
    { name: 'what no term accepts is not advertised', decides: 'prefix lists' },
    heard({
      toSink: {
        export: [{ match: { prefixes: [{ prefix: '10.0.0.0/8', ge: 24, le: 24 }] }, action: 'accept' }],
      },
    }),
    unheard({
      toSink: {
        export: [{ match: { prefixes: [{ prefix: '10.8.0.0/16', ge: 24, le: 24 }] }, action: 'accept' }],
      },
    }),
  ),
  passed(
    { name: 'a term that continues leaves its mark', decides: 'prefix lists' },
    heard(
      {
        toSink: {
          export: [
            { set: { med: 70 }, action: 'continue' },
            { set: { addCommunities: ['65000:1'] }, action: 'accept' },
          ],
        },
      },
      { med: 70, communities: ['65000:1'] },
    ),
    heard({ toSink: exporting({ addCommunities: ['65000:1'] }) }, { communities: ['65000:1'] }),
  ),
];

export const exportCases: readonly PolicyCase[] = [
  ...prepending,
  ...privateAs,
  ...defaults,
  ...noExport,
  ...communities,
  ...lists,
];
