/** One face for five implementations of BGP. */
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DaemonName } from '../network.ts';
import type { ResolvedInteriorRoute, ResolvedRouter } from '../resolve.ts';
import { run } from '../shell.ts';

/** Where one router lives. */
export interface Place {
  readonly namespace: string;
  /** Its configuration, sockets and logs. */
  readonly folder: string;
}

export interface Program {
  readonly name: string;
  readonly command: readonly string[];
  /** File that is there when it can be talked to. */
  readonly ready?: string;
  /** The one that speaks BGP; others only help it. */
  readonly speaksBgp: boolean;
}

/** A path as the daemon shows it. */
export interface Path {
  /** The neighbour's address, or `local`. */
  readonly from: string;
  readonly best: boolean;
  /** Used together with the best one. */
  readonly multipath: boolean;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
  readonly med?: number;
  readonly localPreference?: number;
  /** The step that the daemon itself says decided, in its own words. */
  readonly reason?: string;
}

export interface Daemon {
  readonly name: DaemonName;
  /** File that must exist on this machine. */
  readonly binary: string;
  version(): Promise<string>;
  /** What of the description it has no configuration for. */
  unsupported(router: ResolvedRouter): readonly string[];
  /** Writes configuration files. */
  write(router: ResolvedRouter, place: Place): void;
  programs(router: ResolvedRouter, place: Place, restarted: boolean): readonly Program[];
  /** What is configured by commands once it runs. */
  prepare?(router: ResolvedRouter, place: Place): Promise<void>;
  paths(place: Place, prefix: string): Promise<readonly Path[]>;
  /** Takes over what the router's new description says. */
  reconfigure(before: ResolvedRouter, after: ResolvedRouter, place: Place): Promise<void>;
  /** Resets one session by command. */
  clear(neighbor: string, router: ResolvedRouter, place: Place): Promise<void>;
}

export const inside = (place: Place, command: readonly string[], input?: string) =>
  run(['ip', 'netns', 'exec', place.namespace, ...command], input);

export const insideCommand = (place: Place, command: readonly string[]) => [
  'ip',
  'netns',
  'exec',
  place.namespace,
  ...command,
];

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export function writeConfiguration(place: Place, file: string, text: string, owner?: Owner): string {
  const path = join(place.folder, file);
  if (!existsSync(place.folder)) mkdirSync(place.folder, { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  if (owner !== undefined) {
    chownSync(place.folder, owner.uid, owner.gid);
    chownSync(path, owner.uid, owner.gid);
  }
  return path;
}

export function neighborOf(router: ResolvedRouter, key: string) {
  const found = router.neighbors.find((neighbor) => neighbor.key === key);
  if (found === undefined) throw new Error(`${router.name} has no neighbour ${key}`);
  return found;
}

/** `value` if the text is there, or nothing. */
export const when = (condition: unknown, ...lines: readonly string[]): readonly string[] =>
  condition === undefined || condition === false ? [] : lines;

/** Some daemons learn of interior routes from the kernel whether there is one, but not how far it leads. */
export const metricsDiffer = (routes: readonly ResolvedInteriorRoute[]) =>
  new Set(routes.map(({ metric }) => metric)).size > 1;
