/** Identifiers shaped like AWS's own, drawn from counter-based randomness: the same network has the same ids. */
import { bits, entityKey } from '../kernel/random.ts';
import type { Topology } from './topology.ts';

const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';
const KEY_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.';

/** Draws of one entity are kept apart by blocks of this many. */
const BLOCK = 64;

interface Draw {
  readonly seed: number;
  /** Keeps the draws of different things apart: kind and name. */
  readonly key: string;
  readonly n: number;
}

function draw({ seed, key, n }: Draw, alphabet: string, length: number): string {
  const entity = entityKey(key);
  let text = '';
  for (let i = 0; i < length; i++) {
    text += alphabet.charAt(bits(seed, entity, 'resourceId', n * BLOCK + i) % alphabet.length);
  }
  return text;
}

/** Published ids begin with `f` after the dash and have eight characters in all. */
const short =
  (prefix: string) =>
  (from: Draw): string =>
    `${prefix}-f${draw(from, BASE36, 7)}`;
const hex17 =
  (prefix: string) =>
  (from: Draw): string =>
    `${prefix}-${draw(from, HEX, 17)}`;

function uuid(from: Draw): string {
  const digits = draw(from, HEX, 31);
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(30), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(12, 15)}`,
    variant + digits.slice(15, 18),
    digits.slice(18, 30),
  ].join('-');
}

const shapes = {
  connection: short('dxcon'),
  lag: short('dxlag'),
  virtualInterface: short('dxvif'),
  bgpPeer: short('dxpeer'),
  virtualGateway: hex17('vgw'),
  transitGateway: hex17('tgw'),
  directConnectGateway: uuid,
  coreNetwork: hex17('core-network'),
  association: uuid,
  vpn: hex17('vpn'),
  failoverTest: uuid,
} as const;

export type IdKind = keyof typeof shapes;

/** The nth candidate for an id: `dxvif-f1a2b3c4`, `vgw-` and 17 hex digits, a version 4 UUID. */
export const candidateId = (seed: number, kind: IdKind, name: string, n: number): string =>
  shapes[kind]({ seed, key: `${kind} ${name}`, n });

/** An id that nothing in the network has yet. */
export function newId(topology: Topology, seed: number, kind: IdKind, name: string): string {
  for (let n = 0; ; n++) {
    const id = candidateId(seed, kind, name, n);
    if (topology.find(id) === undefined) return id;
  }
}

/** `EqDC2-4h6ce2r1bes6a`: the location's code and 13 characters. */
export const awsDeviceV2 = (seed: number, location: string, name: string): string =>
  `${location}-${draw({ seed, key: `device ${name}`, n: 0 }, BASE36, 13)}`;

/** The BGP key that AWS makes when none is given: `0x` and 22 characters. `n` tells the keys of one interface apart. */
export const generatedAuthKey = (seed: number, name: string, n = 0): string =>
  `0x${draw({ seed, key: `authKey ${name}`, n }, KEY_CHARACTERS, 22)}`;

/** The name itself, or `name #2`, `name #3` … when something of that name is there. */
export function freeName(topology: Topology, name: string): string {
  if (topology.find(name) === undefined) return name;
  for (let n = 2; ; n++) {
    const candidate = `${name} #${n}`;
    if (topology.find(candidate) === undefined) return candidate;
  }
}
