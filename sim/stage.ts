/** A world with what acts on it: the API with its rule book and failures, and the faults in force. */
import type { ApiWorld } from './directconnect/api-world.ts';
import { ApiFailures } from './directconnect/failures.ts';
import { type Profile, profiles } from './directconnect/profile.ts';
import type { FaultWorld } from './faults/fault.ts';
import { FaultLog } from './faults/log.ts';
import type { EntityId } from './topology/entities.ts';
import type { Named } from './topology/spec.ts';
import { World, type WorldOptions } from './world.ts';

export interface StageOptions extends WorldOptions {
  readonly profile: keyof typeof profiles;
  readonly accounts: Named<string>;
  /** Region to which calls go by default. */
  readonly region: string;
}

export class Stage extends World implements ApiWorld, FaultWorld {
  readonly options: StageOptions;
  readonly profile: Profile;
  readonly accounts: Named<string>;
  readonly failures: ApiFailures;
  readonly faults: FaultLog;

  constructor(options: StageOptions) {
    super(options);
    this.options = options;
    this.profile = profiles[options.profile];
    this.accounts = options.accounts;
    this.failures = new ApiFailures(this.kernel.store);
    this.faults = new FaultLog(this);
  }

  /** Router links are the IGP's. */
  failRouterLink(link: EntityId, step: 1 | -1): void {
    this.igp.fail(link, step);
  }

  addRouterLinkLoss(link: EntityId, lossPpm: number): void {
    this.igp.addLoss(link, lossPpm);
  }
}
