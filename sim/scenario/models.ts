/** What the loader must know of the layers below it: the API's operations and the faults. Injected, so that both can grow. */
import type { FaultDefinition } from '../faults/fault.ts';
import type { Path } from './document.ts';

export interface ApiModel {
  readonly operations: readonly string[];
  /** What is wrong with a request as written in a file: names may stand for ids. Paths are inside the request. */
  readonly check: (
    operation: string,
    request: unknown,
  ) => readonly { readonly path: Path; readonly message: string }[];
}

export type { FaultDefinition, FaultOption, FaultOptionKind, FaultTarget } from '../faults/fault.ts';

export interface FaultCatalogue {
  readonly faults: readonly FaultDefinition[];
}
