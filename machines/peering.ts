import { defineChart } from './chart.ts';

/**
 * The life of a BGP peer as an API resource (`bgpPeerState`), not of its session (see `bgp-peer.ts`).
 *
 * Source: the API model's `BGPPeerState`: `available` is "ready to be established", never "up". Born `pending`, or
 * `verifying` on a public virtual interface.
 */
export const peering = defineChart({
  id: 'peering',
  initial: 'pending',
  states: {
    verifying: { on: { verified: 'pending', delete: 'deleting' } },
    pending: { on: { provisioned: 'available', delete: 'deleting' } },
    available: { on: { reprovision: 'pending', delete: 'deleting' } },
    deleting: { on: { removed: 'deleted' } },
    deleted: { type: 'final' },
  },
});
