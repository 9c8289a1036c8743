/** What a hop lets through, and what becomes of a packet that is too big for it. */
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Fit } from './way.ts';

export const STANDARD_MTU = 1500;
/** What a transit gateway forwards at most, bytes. */
export const TRANSIT_GATEWAY_MTU = 8500;

export interface Crossing {
  readonly packetSize: number;
  readonly mayFragment: boolean;
  readonly senderMtu: number;
  readonly receiverMtu: number;
  /** Whether the sender answers a packet that is too big with ICMP, or drops it without a word. */
  readonly senderAnswers: () => boolean;
}

/**
 * The sender knows its own MTU: it fragments, or makes the host send smaller packets. The receiver drops a frame that
 * is too big for it as damaged, which nobody notices.
 */
export function cross(crossing: Crossing): Fit | 'droppedBySender' | 'droppedByReceiver' {
  const { packetSize, mayFragment, senderMtu, receiverMtu, senderAnswers } = crossing;
  const tooBig = packetSize > senderMtu;
  if (tooBig && !senderAnswers()) return 'droppedBySender';
  if (Math.min(packetSize, senderMtu) > receiverMtu) return 'droppedByReceiver';
  if (!tooBig) return 'whole';
  return mayFragment ? 'fragmented' : 'reduced';
}

/** Bytes that AWS's end of a virtual interface sends and takes: jumbo only once all its ports are upgraded. */
export function virtualInterfaceMtu(topology: Topology, virtualInterface: EntityId): number {
  const { mtu } = topology.as('virtualInterface', virtualInterface);
  if (mtu <= STANDARD_MTU) return mtu;
  const ports = topology
    .targets(virtualInterface, 'rides')
    .flatMap((id) => (topology.kind(id) === 'lag' ? topology.sources(id, 'memberOf', 'connection') : [id]));
  const upgraded = ports.length > 0 && ports.every((port) => topology.as('connection', port).jumboUpgraded);
  return upgraded ? mtu : STANDARD_MTU;
}
