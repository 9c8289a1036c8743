/** Whether a fault can befall what it is aimed at. */
import { apiModel } from '../directconnect/model.ts';
import type { EntityKind } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Fault, FaultDefinition, FaultTarget } from './fault.ts';

const KINDS: Readonly<Record<Exclude<FaultTarget, 'operation'>, EntityKind>> = {
  connection: 'connection',
  lag: 'lag',
  vif: 'virtualInterface',
  carrier: 'carrier',
  device: 'awsDevice',
  router: 'router',
  link: 'routerLink',
  vpn: 'vpn',
};

/** The target by its name. Throws a RangeError when nothing has it, or when the fault is not for such a thing. */
export function targetName(topology: Topology, { name, targets }: Fault, target: string): string {
  const entity = topology.find(target);
  const kind = entity === undefined ? undefined : topology.kind(entity);
  const fits = targets.some((wanted) =>
    wanted === 'operation' ? apiModel.operations.includes(target) : KINDS[wanted] === kind,
  );
  if (!fits) throw new RangeError(`${name}: there is no ${targets.join(' or ')} ${target}`);
  return entity === undefined ? target : topology.name(entity);
}

/** Names of all that a fault can befall. */
export const targetsFor = (topology: Topology, { targets }: FaultDefinition): readonly string[] =>
  targets.flatMap((target) =>
    target === 'operation'
      ? apiModel.operations
      : topology.all(KINDS[target]).map((entity) => topology.name(entity)),
  );
