/** What the members of API requests can be given: names of the network by what each member refers to, and words. */
import { dedicatedBandwidths } from '../../sim/directconnect/quotas.ts';
import { type Section, sections } from '../../sim/scenario/names.ts';
import { requestReferences } from '../../sim/scenario/requests.ts';
import type { EntityKind, Gateway } from '../../sim/topology/entities.ts';
import type { Model } from '../model.ts';
import { groundOf } from '../views/topology-sheet.ts';

const kinds: Readonly<Partial<Record<Section, EntityKind>>> = {
  connections: 'connection',
  lags: 'lag',
  vifs: 'virtualInterface',
  gateways: 'gateway',
  vpcs: 'vpc',
};

/** A scenario may name a gateway wherever an id of one stands; the API takes only one of these. */
const gatewayTypes: Readonly<Record<string, readonly Gateway['type'][]>> = {
  virtualGatewayId: ['virtualGateway'],
  directConnectGatewayId: ['directConnectGateway'],
  gatewayId: ['virtualGateway', 'transitGateway'],
};

/** The model has plain strings and numbers; these are the values that the API documents. */
const words: Readonly<Record<string, readonly string[]>> = {
  addressFamily: ['ipv4', 'ipv6'],
  mtu: ['1500', '8500', '9001'],
  connectionsBandwidth: dedicatedBandwidths,
};

/** Peers have ids of their own in the API, and the names of their virtual interface here. */
const peers: readonly string[] = ['bgpPeerId', 'bgpPeers'];

function namesOf(model: Model, section: Section, member: string): readonly string[] {
  const { simulation, scenario } = model;
  if (section === 'accounts') return Object.keys(scenario.network.accounts);
  const types = section === 'gateways' ? gatewayTypes[member] : undefined;
  if (types !== undefined) {
    const { gateways } = groundOf(model).map;
    return gateways.filter(({ type }) => types.includes(type)).map(({ name }) => name);
  }
  const kind = kinds[section];
  return kind === undefined ? [] : simulation.names(kind);
}

/** What a member can be given. */
export function choicesFor(model: Model, member: string): readonly string[] {
  if (peers.includes(member)) return model.simulation.names('bgpPeer');
  if (member === 'location') return [...new Set(groundOf(model).map.devices.map(({ location }) => location))];
  const wanted = requestReferences[member] ?? [];
  const names = sections
    .filter((section) => wanted.includes(section))
    .flatMap((section) => namesOf(model, section, member));
  return [...names, ...(words[member] ?? [])];
}

/** Members of a structure of which one is needed; the second is the other way to say the first. */
export const eitherOf: Readonly<Record<string, string>> = { asn: 'asnLong' };
