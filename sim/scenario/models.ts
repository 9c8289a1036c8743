/** What the loader must know of the layers below it: the API's operations and the faults. Injected, so that both can grow. */
import type { Path } from './document.ts';

export interface ApiModel {
  readonly operations: readonly string[];
  /** What is wrong with a request as written in a file: names may stand for ids. Paths are inside the request. */
  readonly check: (
    operation: string,
    request: unknown,
  ) => readonly { readonly path: Path; readonly message: string }[];
}

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
  | 'operation';

export interface FaultDefinition {
  readonly name: string;
  readonly targets: readonly FaultTarget[];
  readonly options: readonly FaultOption[];
  readonly doc?: string;
}

export interface FaultCatalogue {
  readonly faults: readonly FaultDefinition[];
}
