/** FRR's answer about one prefix. */
import type { Path } from './daemon.ts';

interface FrrPath {
  readonly aspath?: { readonly string?: string };
  readonly metric?: number;
  readonly locPrf?: number;
  readonly valid?: boolean;
  readonly bestpath?: { readonly overall?: boolean; readonly selectionReason?: string };
  readonly multipath?: boolean;
  readonly community?: { readonly list?: readonly string[] };
  readonly peer?: { readonly peerId?: string };
}

/** FRR names well-known communities in camel case. */
const wellKnown: Readonly<Record<string, string>> = {
  noExport: 'no-export',
  noAdvertise: 'no-advertise',
  gracefulShutdown: 'graceful-shutdown',
};

const readPath = (path: FrrPath): Path => ({
  from: path.peer?.peerId === '0.0.0.0' ? 'local' : (path.peer?.peerId ?? '?'),
  best: path.bestpath?.overall === true,
  multipath: path.multipath === true,
  asPath: (path.aspath?.string ?? '').split(/\s+/).map(Number).filter(Boolean),
  communities: (path.community?.list ?? []).map((name) => wellKnown[name] ?? name),
  ...(path.metric !== undefined && { med: path.metric }),
  ...(path.locPrf !== undefined && { localPreference: path.locPrf }),
  ...(path.bestpath?.selectionReason !== undefined && { reason: path.bestpath.selectionReason }),
});

export function readPaths(json: string): readonly Path[] {
  const answer: { readonly paths?: readonly FrrPath[] } = JSON.parse(json);
  return (answer.paths ?? []).filter(({ valid }) => valid === true).map(readPath);
}
