/** Through the tunnels of a Site-to-Site VPN, in either direction. */
import type { EntityId } from '../topology/entities.ts';
import { cross, STANDARD_MTU } from './mtu.ts';
import type { Net } from './net.ts';
import { blackHole, type Demand, noticed, type Way } from './way.ts';

/** Packets that came through. */
export type Tunnelled = Pick<Way, 'lossPpm' | 'pathMtu' | 'fit'>;

/** `holder`: who sends into the tunnel, `hops` what packets have met so far. */
export function legVpn(
  net: Net,
  demand: Demand,
  vpn: EntityId,
  { holder, hops }: { readonly holder: EntityId; readonly hops: readonly EntityId[] },
): Tunnelled | Way {
  const { topology, bgp } = net;
  const { open, why, lossPpm } = bgp.tunnels.path(vpn);
  const known = { virtualInterface: vpn, hops: [...hops, vpn] };
  if (!open) return blackHole(why, topology.name(holder), noticed.byTimers, known);
  const mtus = { senderMtu: STANDARD_MTU, receiverMtu: STANDARD_MTU };
  const fit = cross({ ...demand, ...mtus, senderAnswers: () => true });
  if (fit === 'droppedBySender' || fit === 'droppedByReceiver')
    throw new Error('both ends of a tunnel have the same MTU');
  return { lossPpm, pathMtu: STANDARD_MTU, fit };
}
