/** Who says so: every expectation of the routing drills names a document, a measurement or an assumption. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import { catalogue } from '../../sim/simulation.ts';
import { type Confidence, choices, durations } from '../../sim/timing.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');
const files = readdirSync(`${root}scenarios/routing`).map((name) => `scenarios/routing/${name}`);

/** What a drill may cite, and what it has to say of it. */
const documents: readonly RegExp[] = [
  /^RFC \d{4}(?: §\d+(?:\.\d+)*(?: [a-g])?|, [A-Z][A-Za-z -]+)$/,
  /^AWS user guide, (?:routing-and-bgp|limits|bgp-specific-settings|allowed-to-prefixes|direct-connect-gateways-intro)$/,
  /^AWS user guide, (?:ts-routing|SiteLink|Cloud WAN associations)$/,
  /^AWS FAQ, [a-z]/,
  /^re:Post, direct-connect-down-bgp$/,
  /^(?:VPC user guide|VPN user guide|transit gateway guide), [A-Za-z]/,
  /^(?:Cisco IOS BGP guide|Dell N1500 administrator guide), [a-z]/,
];

/** Entries of the table of assumptions have the confidence that the table gives them. */
const entries: Readonly<Record<string, Confidence>> = Object.fromEntries(
  Object.entries({ ...durations, ...choices }).map(([name, { confidence }]) => [name, confidence]),
);

/** What is wrong with one source, or undefined. */
function wrong(source: string): string | undefined {
  const [, what = '', confidence = ''] = /^(.+) \((documented|measured|assumed)\)$/.exec(source) ?? [];
  if (what === '') return `${source}: documented, measured or assumed?`;
  const known = Object.hasOwn(entries, what) ? entries[what] : undefined;
  if (known !== undefined) return known === confidence ? undefined : `${what} is ${known}`;
  if (confidence === 'assumed') return /\b(?:that|which)\b/.test(what) ? undefined : `${what}: assumed what?`;
  return documents.some((pattern) => pattern.test(what)) ? undefined : `${what}: no such document`;
}

describe('a source', () => {
  it.each([
    ['RFC 4271 §9.1.2.2 c (documented)', undefined],
    ['routeInstall (assumed)', undefined],
    ['that AWS is a helper (assumed)', undefined],
    ['RFC 4271 §9.1.2', 'RFC 4271 §9.1.2: documented, measured or assumed?'],
    ['routeInstall (documented)', 'routeInstall is assumed'],
    ['hearsay (documented)', 'hearsay: no such document'],
    ['hearsay (assumed)', 'hearsay: assumed what?'],
  ])('%s', (source, expected) => {
    expect(wrong(source)).toBe(expected);
  });
});

describe('the routing drills', () => {
  it('are at least 22', () => {
    expect(files.length).toBeGreaterThanOrEqual(22);
  });

  it.each(files)('%s says of each expectation who says so', (file) => {
    const loaded = loadScenario(read(file), {
      file,
      read,
      api: catalogue.api,
      faults: { faults: catalogue.faults },
    });
    const scenarios = 'value' in loaded ? loaded.value : [];
    expect(scenarios.length).toBeGreaterThan(0);
    for (const { expect: expectations, tags } of scenarios) {
      expect(tags).toContain('routing');
      expect(expectations.length).toBeGreaterThan(0);
      const sources = expectations.map(({ name, source }) => source ?? `${name} has none`);
      expect(sources.flatMap((source) => source.split('; ')).flatMap((one) => wrong(one) ?? [])).toEqual([]);
    }
  });
});
