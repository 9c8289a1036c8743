/** What the API works on, and who calls. */
import type { Kernel } from '../kernel/kernel.ts';
import type { BgpLayer, LinkLayer } from '../resources/layers.ts';
import type { Resources } from '../resources/resources.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Named } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import type { ApiFailures } from './failures.ts';
import type { Profile } from './profile.ts';

export interface ApiWorld {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly resources: Resources;
  readonly link: LinkLayer;
  readonly bgp: BgpLayer;
  readonly profile: Profile;
  /** Account name → 12 digits. */
  readonly accounts: Named<string>;
  readonly failures: ApiFailures;
}

/** `account` is 12 digits. */
export interface Caller {
  readonly account: string;
  readonly region: string;
}

/** The name that the API shows of a resource. */
export const shownName = ({ resources, topology }: ApiWorld, entity: EntityId): string =>
  resources.floor.ledger.name(entity) ?? topology.name(entity);

/** The API's id of a resource. */
export function apiId({ topology }: Pick<ApiWorld, 'topology'>, entity: EntityId): string {
  const record = topology.get(entity);
  return 'id' in record ? record.id : record.name;
}

/** For errors: the id, and the name where it says more. */
export function label(world: ApiWorld, entity: EntityId): string {
  const id = apiId(world, entity);
  const name = shownName(world, entity);
  return id === name ? id : `${id} (${name})`;
}
