/** BIRD's answer about one prefix: a block of text for each route, the chosen one marked with a star. */
import type { Path } from './daemon.ts';

const numbers = (text = '') => text.split(/\s+/).map(Number).filter(Number.isFinite);

/** As FRR and the descriptions write them. */
const wellKnown: Readonly<Record<string, string>> = {
  '65535:65281': 'no-export',
  '65535:65282': 'no-advertise',
  '65535:0': 'graceful-shutdown',
};

function readPath(head: string, body: string): Path {
  const attribute = (name: string) => new RegExp(`BGP\\.${name}: (.*)`).exec(body)?.[1]?.trim();
  const communities = [...(attribute('community') ?? '').matchAll(/\((\d+),(\d+)\)/g)];
  const [med, preference] = [attribute('med'), attribute('local_pref')];
  const local = body.includes('Type: static') || body.includes('Type: device');
  return {
    from: local ? 'local' : (/ from ([\d.]+)/.exec(head)?.[1] ?? /via ([\d.]+)/.exec(body)?.[1] ?? '?'),
    best: / \* /.test(head),
    multipath: false,
    asPath: numbers(attribute('as_path')).filter((asn) => asn > 0),
    communities: communities.map(([, high, low]) => wellKnown[`${high}:${low}`] ?? `${high}:${low}`),
    ...(med !== undefined && { med: Number(med) }),
    ...(preference !== undefined && { localPreference: Number(preference) }),
  };
}

export function readPaths(text: string): readonly Path[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, i) => (/ \[\w+ .*\] /.test(line) ? [i] : []));
  return starts.map((at, i) => readPath(lines[at] ?? '', lines.slice(at, starts[i + 1]).join('\n')));
}
