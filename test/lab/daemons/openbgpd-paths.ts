/** OpenBGPD's answer about one prefix. */
import type { Path } from './daemon.ts';

interface OpenbgpdPath {
  readonly best?: boolean;
  readonly valid?: boolean;
  readonly aspath?: string;
  readonly med?: number;
  readonly metric?: number;
  readonly localpref?: number;
  readonly source?: string;
  readonly neighbor?: { readonly remote_addr?: string };
  readonly communities?: readonly string[];
}

const readPath = (path: OpenbgpdPath): Path => {
  const med = path.med ?? path.metric;
  return {
    from: /^[\d.]+$/.test(path.neighbor?.remote_addr ?? '') ? (path.neighbor?.remote_addr ?? '') : 'local',
    best: path.best === true,
    multipath: false,
    asPath: (path.aspath ?? '').split(/\s+/).map(Number).filter(Boolean),
    communities: (path.communities ?? []).map((name) => name.toLowerCase().replaceAll('_', '-')),
    ...(med !== undefined && { med }),
    ...(path.localpref !== undefined && { localPreference: path.localpref }),
  };
};

export function readPaths(json: string): readonly Path[] {
  const answer: { readonly rib?: readonly OpenbgpdPath[] } = JSON.parse(json);
  return (answer.rib ?? []).map(readPath);
}
