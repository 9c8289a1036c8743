/** What the link layer answers to the floors above and what faults may do to it. Directions are seen from the customer. */
import type { Marks } from '../kernel/marks.ts';
import type { EntityId } from '../topology/entities.ts';

export type Direction = 'toAws' | 'toCustomer';

/** One way over the wire between a virtual interface and the customer's sub-interface. */
export interface PathState {
  readonly open: boolean;
  /** When not open: what stops a frame, in words (`no light on dxcon-a`, `port-channel lon-r2 po1 is down`). */
  readonly why: string;
  /** Random loss, parts per million. */
  readonly lossPpm: number;
  readonly delayMicros: number;
  /** The physical connection that the frame takes (the LAG member chosen by the hash). */
  readonly via: EntityId | undefined;
}

export interface LinkQueries {
  /** The sub-interface that receives a virtual interface's frames: its VLAN, not shut, on the cabled port or its port-channel. */
  customerEnd(virtualInterface: EntityId): EntityId | undefined;
  /** The virtual interface that receives a sub-interface's frames: its VLAN on the connection or LAG at the other end of the cable. */
  awsEnd(subInterface: EntityId): EntityId | undefined;
  /** Sub-interface not shut, its port or port-channel up, its router running. */
  interfaceUp(subInterface: EntityId): boolean;
  /** AWS's side of the virtual interface's connection or LAG is operational. */
  attachmentUp(virtualInterface: EntityId): boolean;
  /** `flowHash` picks the LAG member, as a 5-tuple does. */
  path(virtualInterface: EntityId, direction: Direction, flowHash: number): PathState;
  /** Router running, not failed. */
  running(routerOrDevice: EntityId): boolean;
  /** Virtual interfaces for which any answer above changed in this instant. */
  readonly changedVirtualInterfaces: Marks;
  /** Sub-interfaces for which any answer above changed in this instant. */
  readonly changedInterfaces: Marks;
}

export interface LinkFaults {
  /** One more (`+1`) or one less cut. On a connection behind a carrier: in the carrier's interior unless a segment is named. */
  cut(
    target: EntityId,
    direction: Direction | 'both',
    step: 1 | -1,
    segment?: 'customer' | 'carrier' | 'aws',
  ): void;
  /** Adds loss, parts per million; negative takes it away again. */
  addLoss(target: EntityId, direction: Direction | 'both', lossPpm: number): void;
  /** Received light falls linearly to a level (milli-dBm) over a time; undefined: back to normal. */
  decay(
    connection: EntityId,
    direction: Direction | 'both',
    to: { milliDbm: number; overMicros: number } | undefined,
  ): void;
  /** Device, router or carrier equipment fails, or is back. */
  fail(target: EntityId, step: 1 | -1): void;
  /** LACPDUs of a member are lost while other frames pass. */
  blockLacp(connection: EntityId, step: 1 | -1): void;
}
