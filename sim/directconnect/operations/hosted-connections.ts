/** Hosted connections: made by partners on interconnects and partner LAGs, confirmed by customers. */
import { parseRate } from '../../kernel/quantity.ts';
import { hostedOn, JUMBO_ABOVE, jumboCapable, vifsOn } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { type ApiWorld, label } from '../api-world.ts';
import { type ApiError, firstError } from '../errors.ts';
import { findConnection, findPort, isVisible, ownerOf, portMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import {
  accountId,
  type Call,
  checkTags,
  listAnswer,
  type Operation,
  requireOwner,
  resourceName,
  tagsOf,
} from '../operation.ts';
import { hostedBandwidths } from '../quotas.ts';
import { hostedVlanConflict } from '../rules/lag-rules.ts';
import { addressConflict, isPartnerPort, portState, subnetsOfVif } from '../rules/port-rules.ts';

export const MAX_VLAN = 4094;

export const checkVlan = (vlan: number): ApiError | undefined =>
  vlan >= 1 && vlan <= MAX_VLAN ? undefined : messages.badValue('vlan', vlan, `1 to ${MAX_VLAN}`);

/** Only a partner has ports that carry hosted connections. */
const partnerOnly = ({ world, caller }: Pick<Call, 'world' | 'caller'>, port: EntityId) =>
  isPartnerPort(world, port) ? undefined : messages.notPartner(caller.account, caller.region);

export const allocateHostedConnection: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const [id, name, ownerAccount] = [
    input.id('connectionId'),
    input.id('connectionName'),
    input.id('ownerAccount'),
  ];
  const bandwidth = input.id('bandwidth');
  const vlan = input.number('vlan') ?? 0;
  const tags = tagsOf(input);
  const parent = findPort(world, caller, id);
  if (parent === undefined) return portMissing(id, caller);
  const error = firstError(
    () => resourceName('connectionName', name),
    () => accountId('ownerAccount', ownerAccount),
    () => checkVlan(vlan),
    () =>
      hostedBandwidths.includes(bandwidth)
        ? undefined
        : messages.badValue('bandwidth', bandwidth, hostedBandwidths.join(', ')),
    () => checkTags(tags),
    () => requireOwner({ world, caller }, parent),
    () => partnerOnly({ world, caller }, parent),
    () => portState(world, parent),
    () => hostedVlanConflict(world, parent, vlan),
  );
  if (error !== undefined) return error;
  const { region, location } = locationOf(world, parent);
  return () => {
    const hosted = resources.connections.host(
      {
        name,
        type: 'hosted',
        ownerAccount,
        region,
        location,
        bandwidth,
        rateBps: parseRate(bandwidth),
        jumboFrameCapable: jumboCapable(topology, parent),
        jumboUpgraded: false,
        delayMicros: 0,
        vlan,
        partnerName: partnerNameOf(world, parent),
        tags,
      },
      parent,
    );
    return answers.connection(hosted);
  };
};

const locationOf = ({ topology }: ApiWorld, port: EntityId) => {
  const entity = topology.get(port);
  if (entity.kind !== 'connection' && entity.kind !== 'lag') throw new Error(`${entity.name} is no port`);
  return entity;
};

/** What the network calls the account of the partner, where nothing better is known. */
function partnerNameOf({ topology, accounts }: ApiWorld, parent: EntityId): string {
  const entity = topology.get(parent);
  const given = entity.kind === 'connection' ? entity.partnerName : undefined;
  const owner = ownerOf(topology, parent);
  const [name] = Object.entries(accounts).find(([, digits]) => digits === owner) ?? [owner];
  return given ?? name;
}

export const confirmConnection: Operation = ({ world, caller, input }) => {
  const { resources } = world;
  const id = input.id('connectionId');
  const connection = findConnection(world, caller, id);
  if (connection === undefined) return portMissing(id, caller);
  const state = resources.state(connection);
  const error = firstError(
    () => requireOwner({ world, caller }, connection),
    () => (state === 'ordering' ? undefined : messages.confirmConnection(id, state)),
  );
  if (error !== undefined) return error;
  return () => {
    resources.connections.confirm(connection);
    return { connectionState: resources.state(connection) };
  };
};

export const associateHostedConnection: Operation = ({ world, caller, input, answers }) => {
  const { topology, resources } = world;
  const [id, parentId] = [input.id('connectionId'), input.id('parentConnectionId')];
  const hosted = findConnection(world, caller, id);
  if (hosted === undefined) return portMissing(id, caller);
  const parent = findPort(world, caller, parentId);
  if (parent === undefined) return portMissing(parentId, caller);
  const from = topology.target(hosted, 'rides');
  const state = resources.state(hosted);
  if (from === undefined)
    return messages.wrongType(label(world, hosted), topology.as('connection', hosted).type, 'hosted');
  const error = firstError(
    () =>
      ['deleting', 'deleted', 'rejected'].includes(state)
        ? messages.wrongState(label(world, hosted), state, 'it cannot be moved')
        : undefined,
    () => portState(world, parent),
    () => requireOwner({ world, caller }, from),
    () => requireOwner({ world, caller }, parent),
    () => partnerOnly({ world, caller }, parent),
    () => (from === parent ? messages.sameTarget(label(world, hosted), label(world, parent)) : undefined),
    () => hostedFits(world, hosted, parent),
  );
  if (error !== undefined) return error;
  return () => {
    resources.migration.moveHosted(hosted, parent);
    return answers.connection(hosted);
  };
};

/** VLAN, addresses and MTU of a hosted connection and its virtual interface fit on another parent. */
function hostedFits(world: ApiWorld, hosted: EntityId, parent: EntityId): ApiError | undefined {
  const { topology } = world;
  const { vlan } = topology.as('connection', hosted);
  const clash = vlan === undefined ? undefined : hostedVlanConflict(world, parent, vlan);
  if (clash !== undefined) return clash;
  for (const vif of vifsOn(topology, hosted)) {
    const { mtu } = topology.as('virtualInterface', vif);
    if (mtu > JUMBO_ABOVE && !jumboCapable(topology, parent))
      return messages.notJumboCapable(label(world, vif), mtu, label(world, parent));
    for (const other of hostedOn(topology, parent)) {
      const conflict = addressConflict(world, other, subnetsOfVif(world, vif));
      if (conflict !== undefined) return conflict;
    }
  }
  return undefined;
}

export const describeHostedConnections: Operation = (call) => {
  const { world, caller, input, answers } = call;
  const id = input.id('connectionId');
  const parent = findPort(world, caller, id);
  if (parent === undefined) return portMissing(id, caller);
  const error = firstError(
    () => requireOwner({ world, caller }, parent),
    () => partnerOnly({ world, caller }, parent),
  );
  if (error !== undefined) return error;
  const hosted = hostedOn(world.topology, parent).filter((connection) =>
    isVisible(world, caller, connection),
  );
  return listAnswer(call, 'connections', hosted, (connection) => answers.connection(connection));
};
