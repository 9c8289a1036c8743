import type { BfdSpec, NeighborPolicy } from './spec.ts';

/** One change of a router's configuration; members that are absent stay as they are. Aliases, so that it is a record. */
export type RouterChange = InterfaceChange | NeighborChange | RemoveChange;

/** An interface, port-channel or sub-interface; it is made when it is new. */
export type InterfaceChange = {
  readonly interface: string;
  readonly shutdown?: boolean;
  readonly for?: string;
  readonly vlan?: number;
  /** With prefix length. */
  readonly addresses?: readonly string[];
  readonly mtu?: number;
  readonly members?: readonly string[];
  readonly lacp?: 'active' | 'passive' | 'on';
  readonly lacpRate?: 'fast' | 'slow';
  readonly minimumLinks?: number;
};

/** The neighbour with this address, without prefix length, or the router of the customer's with this name. */
export type NeighborChange = NeighborPolicy & {
  readonly neighbor: string;
  /** Ends the session, and starts one that is held down: `clear bgp`. */
  readonly clear?: boolean;
  readonly shutdown?: boolean;
  readonly passive?: boolean;
  readonly authKey?: string;
  readonly remoteAsn?: number;
  readonly localAsn?: number;
  readonly holdMicros?: number;
  readonly keepaliveMicros?: number;
  readonly bfd?: BfdSpec | 'off';
};

/** Removes a sub-interface or port-channel. */
export type RemoveChange = { readonly remove: string };
