/** GoBGP's answer about one prefix, best path first. */
import type { Path } from './daemon.ts';

interface GobgpAttribute {
  readonly type: number;
  readonly metric?: number;
  readonly value?: unknown;
  readonly as_paths?: readonly { readonly asns: readonly number[] }[];
  readonly communities?: readonly number[];
}

interface GobgpPath {
  readonly best?: boolean;
  readonly attrs?: readonly GobgpAttribute[];
  readonly 'source-id'?: string;
  readonly 'neighbor-ip'?: string;
}

const [AS_PATH, MED, LOCAL_PREF, COMMUNITIES] = [2, 4, 5, 8];

const wellKnown: Readonly<Record<number, string>> = {
  4294967041: 'no-export',
  4294967042: 'no-advertise',
  4294901760: 'graceful-shutdown',
};

const community = (value: number) => wellKnown[value] ?? `${Math.floor(value / 65_536)}:${value % 65_536}`;

function readPath(path: GobgpPath): Path {
  const attribute = (type: number | undefined) => path.attrs?.find((attr) => attr.type === type);
  const [med, preference] = [attribute(MED)?.metric, attribute(LOCAL_PREF)?.value];
  const from = path['neighbor-ip'] ?? '';
  return {
    from: from === '' || from === '<nil>' || from === 'invalid IP' ? 'local' : from,
    best: path.best === true,
    multipath: path.best === true,
    asPath: (attribute(AS_PATH)?.as_paths ?? []).flatMap(({ asns }) => asns),
    communities: (attribute(COMMUNITIES)?.communities ?? []).map(community),
    ...(med !== undefined && { med }),
    ...(typeof preference === 'number' && { localPreference: preference }),
  };
}

/** A list, or an object of lists by prefix. */
export function readPaths(json: string): readonly Path[] {
  if (!/^\s*[[{]/.test(json)) return [];
  const answer: Readonly<Record<string, readonly GobgpPath[]>> | readonly GobgpPath[] = JSON.parse(json);
  const isList = (value: typeof answer): value is readonly GobgpPath[] => Array.isArray(value);
  return (isList(answer) ? answer : Object.values(answer).flat()).map(readPath);
}
