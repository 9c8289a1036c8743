/** Members of a router change: what each takes and where it means anything. A new member must be added here to compile. */
import type { InterfaceChange, NeighborChange } from '../../sim/topology/router-change.ts';

export type InterfaceKind = 'port' | 'portChannel' | 'subInterface';

export interface MemberShape {
  /** As it stands in a scenario file, where that is another name. */
  readonly name?: string;
  readonly kind: 'bool' | 'int' | 'word' | 'text' | 'list' | 'vif' | 'ports';
  readonly words?: readonly string[];
  readonly hint: string;
  /** Interfaces that have it; absent: all. */
  readonly on?: readonly InterfaceKind[];
}

const bool = { kind: 'bool', hint: 'true or false' } as const;
const channel = { on: ['portChannel'] } as const;
const sub = { on: ['subInterface'] } as const;

export const interfaceMembers: Readonly<Record<Exclude<keyof InterfaceChange, 'interface'>, MemberShape>> = {
  shutdown: bool,
  for: {
    kind: 'vif',
    hint: 'of a new one: VLAN, addresses, MTU and neighbours are those of this VIF',
    ...sub,
  },
  vlan: { kind: 'int', hint: '1 to 4094', ...sub },
  addresses: { kind: 'list', hint: 'with prefix length, commas between', ...sub },
  mtu: { kind: 'int', hint: 'bytes', ...sub },
  members: { kind: 'ports', hint: 'ports, commas between', ...channel },
  lacp: { kind: 'word', words: ['active', 'passive', 'on'], hint: 'active, passive, on', ...channel },
  lacpRate: { kind: 'word', words: ['fast', 'slow'], hint: 'fast, slow', ...channel },
  minimumLinks: { kind: 'int', hint: "the router's own", ...channel },
};

export const neighborMembers: Readonly<Record<Exclude<keyof NeighborChange, 'neighbor'>, MemberShape>> = {
  shutdown: bool,
  clear: { ...bool, hint: 'true: ends the session, and starts one that is held down' },
  passive: { ...bool, hint: 'waits for AWS to connect' },
  authKey: { kind: 'text', hint: 'key, at most 80 characters' },
  remoteAsn: { kind: 'int', hint: 'ASN of AWS' },
  localAsn: { kind: 'int', hint: 'own ASN' },
  holdMicros: { name: 'holdTime', kind: 'text', hint: 'duration, 0s or from 3s' },
  keepaliveMicros: { name: 'keepalive', kind: 'text', hint: 'duration' },
  bfd: { kind: 'word', words: ['on', 'off'], hint: 'on (300 ms, 3 times), off' },
  prepend: { kind: 'int', hint: 'times the own ASN is prepended' },
  advertise: { kind: 'list', hint: "prefixes instead of the router's networks, commas between" },
  import: { kind: 'text', hint: 'route map over what it sends, or none' },
  export: { kind: 'text', hint: 'route map over what it is sent, or none' },
  weight: { kind: 'int', hint: 'of its routes, in this router alone' },
  allowasIn: { kind: 'int', hint: 'how often the own ASN may be in a path' },
  removePrivateAs: bool,
  defaultOriginate: bool,
  nextHopSelf: bool,
  maximumPrefixes: { kind: 'int', hint: 'more of them end the session; or off' },
  gracefulRestart: { kind: 'word', words: ['off', 'helper', 'restarting'], hint: 'off, helper, restarting' },
  gracefulShutdown: { ...bool, hint: 'its routes become the last choice (RFC 8326)' },
};
