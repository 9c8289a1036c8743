/** What a fault is: a small object in the one list of `catalogue.ts`, from which help, schema, palette and docs are made. */

import type { Bgp } from '../bgp/bgp.ts';
import type { ApiFailures } from '../directconnect/failures.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { LinkFaults, LinkQueries } from '../link/contract.ts';
import type { LinkLayer } from '../resources/layers.ts';
import type { Resources } from '../resources/resources.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

export type FaultOptionKind = 'percent' | 'duration' | 'word' | 'int' | 'text';

export interface FaultOption {
  readonly name: string;
  readonly kind: FaultOptionKind;
  readonly words?: readonly string[];
  readonly required?: boolean;
  /** Bounds of an `int`. */
  readonly min?: number;
  readonly max?: number;
  readonly doc?: string;
}

/** `operation` is a name of the API; the others are what a network has. */
export type FaultTarget =
  | 'connection'
  | 'lag'
  | 'vif'
  | 'carrier'
  | 'device'
  | 'router'
  | 'link'
  | 'vpn'
  | 'operation';

export interface FaultDefinition {
  readonly name: string;
  readonly targets: readonly FaultTarget[];
  readonly options: readonly FaultOption[];
  readonly doc?: string;
}

/** Percentages are parts per million, durations µs. */
export type FaultOptions = Readonly<Record<string, unknown>>;

/** The floors that faults act on. */
export interface FaultWorld {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: LinkQueries & LinkFaults & LinkLayer;
  readonly bgp: Bgp;
  readonly resources: Resources;
  readonly failures: ApiFailures;
  /** A router link fails or is back. */
  failRouterLink(link: EntityId, step: 1 | -1): void;
  /** More (or less) loss on a router link, both ways, parts per million. */
  addRouterLinkLoss(link: EntityId, lossPpm: number): void;
}

/** What `end` needs to put back, an immutable value. */
export type Saved = readonly (readonly [entity: EntityId, value: string | number])[];

export interface Fault extends FaultDefinition {
  begin(world: FaultWorld, target: string, options: FaultOptions): Saved;
  /** Takes the fault away again; absent where nothing lasts. */
  end?(world: FaultWorld, target: string, options: FaultOptions, saved: Saved): void;
}

/** The entity that a target names; the loader checked that there is one. */
export function targetOf({ topology }: FaultWorld, target: string): EntityId {
  const entity = topology.find(target);
  if (entity === undefined) throw new Error(`nothing is named ${target}`);
  return entity;
}

export const NOTHING: Saved = [];

export function numberOption(options: FaultOptions, name: string, fallback: number): number {
  const value = options[name];
  return typeof value === 'number' ? value : fallback;
}

export function wordOption(options: FaultOptions, name: string, fallback: string): string {
  const value = options[name];
  return typeof value === 'string' ? value : fallback;
}
