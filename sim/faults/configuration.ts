/** Wrong configuration at one end of a session. Nothing is scripted: the symptom follows from what is configured. */
import { ceaseSubcodes } from '../resources/layers.ts';
import { contains, parseAddress, parseInterfaceAddress } from '../topology/address.ts';
import type { EntityId, SessionConfig } from '../topology/entities.ts';
import { violations } from '../topology/invariants.ts';
import type { AddressFamily } from '../topology/spec.ts';
import {
  type Fault,
  type FaultOption,
  type FaultOptions,
  type FaultWorld,
  NOTHING,
  type Saved,
  targetOf,
  wordOption,
} from './fault.ts';

const end: FaultOption = {
  name: 'end',
  kind: 'word',
  words: ['aws', 'customer'],
  required: true,
  doc: 'Whose configuration is wrong',
};
const value = (
  kind: 'int' | 'text',
  doc: string,
  bounds: { min?: number; max?: number } = {},
): FaultOption => ({ name: 'value', kind, required: true, doc, ...bounds });

export const isAws = (options: FaultOptions) => wordOption(options, 'end', 'customer') === 'aws';
const givenValue = (options: FaultOptions): string | number => {
  const given = options.value;
  return typeof given === 'number' || typeof given === 'string' ? given : '';
};

/** AWS's live peers of a virtual interface. */
function peersOf({ topology, resources }: FaultWorld, vif: EntityId): EntityId[] {
  return topology
    .sources(vif, 'partOf', 'bgpPeer')
    .filter((peer) => !['deleting', 'deleted'].includes(resources.state(peer)));
}

/** The router's statements for those peers. */
function neighborsOf(world: FaultWorld, vif: EntityId): EntityId[] {
  const { topology } = world;
  const remotes = new Set(
    peersOf(world, vif).map((peer) => topology.as('bgpPeer', peer).amazonAddress.split('/')[0]),
  );
  return topology.all('neighbor').filter((neighbor) => {
    const { session } = topology.as('neighbor', neighbor);
    return (
      remotes.has(session.remoteAddress) &&
      interfacesOf(world, vif).some(
        (itf) => topology.only(topology.only(itf, 'partOf'), 'partOf') === topology.only(neighbor, 'partOf'),
      )
    );
  });
}

/** The customer's sub-interfaces with an address in the virtual interface's peer subnets. */
function interfacesOf(world: FaultWorld, vif: EntityId): EntityId[] {
  const { topology, link } = world;
  const direct = link.customerEnd(vif);
  if (direct !== undefined) return [direct];
  const amazon = peersOf(world, vif).map((peer) =>
    parseAddress(topology.as('bgpPeer', peer).amazonAddress.split('/')[0] ?? ''),
  );
  return topology
    .all('subInterface')
    .filter((itf) =>
      topology
        .as('subInterface', itf)
        .addresses.some((text) =>
          amazon.some((address) => contains(parseInterfaceAddress(text).prefix, address)),
        ),
    );
}

const isThere = ({ topology }: FaultWorld, entity: EntityId): boolean =>
  topology.target(entity, 'partOf') !== undefined || topology.kind(entity) === 'virtualInterface';

/** Does something unless the graph would contradict itself then; says how it would. */
function tryOut({ topology }: FaultWorld, change: () => void): string | undefined {
  const before = topology.checkpoint();
  const known = new Set(violations(topology));
  change();
  const clash = violations(topology).find((line) => !known.has(line));
  if (clash !== undefined) topology.rollBack(before);
  return clash;
}

/** A fault that replaces one member at one end, and puts it back. */
function replaces(
  definition: Omit<Fault, 'begin' | 'end' | 'targets' | 'options'> & { readonly value: FaultOption },
  places: (world: FaultWorld, vif: EntityId, aws: boolean, value: string | number) => EntityId[],
  read: (world: FaultWorld, entity: EntityId) => string | number,
  write: (world: FaultWorld, entity: EntityId, value: string | number) => void,
): Fault {
  const { value: option, ...rest } = definition;
  return {
    ...rest,
    targets: ['vif'],
    options: [end, option],
    begin(world, target, options) {
      const wrong = givenValue(options);
      const saved: Saved = places(world, targetOf(world, target), isAws(options), wrong).map(
        (entity) => [entity, read(world, entity)] as const,
      );
      const clash = tryOut(world, () => {
        for (const [entity] of saved) write(world, entity, wrong);
      });
      if (clash !== undefined) throw new RangeError(`${rest.name}: ${wrong} cannot be had there, ${clash}`);
      return saved;
    },
    end(world, _target, _options, saved) {
      // What was deleted meanwhile has no end any more; what somebody else took meanwhile stays taken.
      for (const [entity, before] of saved)
        if (isThere(world, entity)) tryOut(world, () => write(world, entity, before));
    },
  };
}

/** Sessions at one end: AWS's peers or the router's neighbours. */
export const sessions = (world: FaultWorld, vif: EntityId, aws: boolean) =>
  aws ? peersOf(world, vif) : neighborsOf(world, vif);

function sessionOf({ topology }: FaultWorld, entity: EntityId): SessionConfig {
  return topology.kind(entity) === 'bgpPeer'
    ? topology.as('bgpPeer', entity).session
    : topology.as('neighbor', entity).session;
}

function setSession(world: FaultWorld, entity: EntityId, change: Partial<SessionConfig>): void {
  const { topology, bgp } = world;
  const session = { ...sessionOf(world, entity), ...change };
  if (topology.kind(entity) === 'bgpPeer') topology.update('bgpPeer', entity, { session });
  else topology.update('neighbor', entity, { session });
  bgp.touch(entity);
}

export const wrongAsn = replaces(
  {
    name: 'wrong-asn',
    doc: 'One end expects another ASN of the other; the OPEN is refused with 2/2',
    value: value('int', 'The ASN that this end expects', { min: 1, max: 4_294_967_294 }),
  },
  sessions,
  (world, entity) => sessionOf(world, entity).remoteAsn,
  (world, entity, asn) => setSession(world, entity, { remoteAsn: Number(asn) }),
);

export const wrongKey = replaces(
  {
    name: 'wrong-key',
    doc: 'Another BGP key at one end: TCP segments are dropped in silence',
    value: value('text', 'The key that this end has'),
  },
  sessions,
  (world, entity) => sessionOf(world, entity).authKey,
  (world, entity, key) => setSession(world, entity, { authKey: String(key) }),
);

/** The virtual interface, or the router's sub-interface. */
const interfaces = (world: FaultWorld, vif: EntityId, aws: boolean) =>
  aws ? [vif] : interfacesOf(world, vif);

export const wrongVlan = replaces(
  {
    name: 'wrong-vlan',
    doc: 'Another VLAN at one end: no ARP',
    value: value('int', 'The VLAN that this end has', { min: 1, max: 4094 }),
  },
  interfaces,
  ({ topology }, entity) =>
    topology.kind(entity) === 'virtualInterface'
      ? topology.as('virtualInterface', entity).vlan
      : topology.as('subInterface', entity).vlan,
  ({ topology, link }, entity, vlan) => {
    if (topology.kind(entity) === 'virtualInterface')
      topology.update('virtualInterface', entity, { vlan: Number(vlan) });
    else topology.update('subInterface', entity, { vlan: Number(vlan) });
    link.touch(entity);
  },
);

export const wrongMtu = replaces(
  {
    name: 'wrong-mtu',
    doc: 'Another MTU at one end: sessions stay up, large packets vanish',
    value: value('int', 'The MTU that this end has, bytes', { min: 576, max: 9216 }),
  },
  interfaces,
  ({ topology }, entity) =>
    topology.kind(entity) === 'virtualInterface'
      ? topology.as('virtualInterface', entity).mtu
      : topology.as('subInterface', entity).mtu,
  ({ topology, link }, entity, mtu) => {
    if (topology.kind(entity) === 'virtualInterface')
      topology.update('virtualInterface', entity, { mtu: Number(mtu) });
    else topology.update('subInterface', entity, { mtu: Number(mtu) });
    link.touch(entity);
  },
);

/** Of AWS's peer its own address, of the router's sub-interface the one of the same family. */
function writeAddress({ topology, link, bgp }: FaultWorld, entity: EntityId, address: string): void {
  if (topology.kind(entity) === 'bgpPeer') {
    topology.update('bgpPeer', entity, { amazonAddress: address });
    bgp.touch(entity);
    link.touch(topology.only(entity, 'partOf'));
    return;
  }
  const others = address.includes(' ')
    ? address.split(' ')
    : keepOtherFamily(topology.as('subInterface', entity).addresses, address);
  topology.update('subInterface', entity, { addresses: others });
  link.touch(entity);
}

const familyOf = (address: string): AddressFamily => parseInterfaceAddress(address).address.family;

function keepOtherFamily(addresses: readonly string[], address: string): readonly string[] {
  return [...addresses.filter((text) => familyOf(text) !== familyOf(address)), address];
}

/** AWS's own address of each peer, or those of the router's sub-interface. */
const addressesOf = ({ topology }: FaultWorld, entity: EntityId): readonly string[] =>
  topology.kind(entity) === 'bgpPeer'
    ? [topology.as('bgpPeer', entity).amazonAddress]
    : topology.as('subInterface', entity).addresses;

/** Where an address of the same family stands; throws a RangeError where only one of the other does. */
function addressed(world: FaultWorld, vif: EntityId, aws: boolean, value: string | number): EntityId[] {
  const family = familyOf(String(value));
  const all = aws ? peersOf(world, vif) : interfacesOf(world, vif);
  const fit = all.filter((entity) => addressesOf(world, entity).some((text) => familyOf(text) === family));
  if (all.length > 0 && fit.length === 0)
    throw new RangeError(`wrong-address: ${world.topology.name(vif)} has no ${family} address at that end`);
  return fit;
}

export const wrongAddress = replaces(
  {
    name: 'wrong-address',
    doc: 'Another address at one end: no ARP, or no session with a stranger',
    value: value('text', 'The address that this end has, with prefix length'),
  },
  addressed,
  (world, entity) => addressesOf(world, entity).join(' '),
  (world, entity, address) => writeAddress(world, entity, String(address)),
);

export const bgpReset: Fault = {
  name: 'bgp-reset',
  targets: ['vif'],
  options: [{ ...end, required: false, doc: 'Which end resets its sessions. Default: aws' }],
  doc: 'One end resets its sessions (Cease, administrative reset); they come back by themselves',
  begin(world, target, options) {
    const aws = wordOption(options, 'end', 'aws') === 'aws';
    for (const session of sessions(world, targetOf(world, target), aws))
      world.bgp.reset(session, ceaseSubcodes.administrativeReset);
    return NOTHING;
  },
};
