import { active, connecting, idle } from './bgp-peer-early.ts';
import { established, openConfirm, openSent } from './bgp-peer-open.ts';
import { defineChart } from './chart.ts';

/**
 * One end of a BGP session.
 *
 * Source: RFC 4271 §8.2.2, all 28 events of §8.1 in all six states, event names as there; an event that a state
 * does not list is ignored in it. Where the RFC is silent or contradicts itself, `bgp-peer-deviations.ts` says what
 * this chart does. NOTIFICATION subcodes of FSM errors follow RFC 6608 and therefore have one action a state.
 *
 * Guards are session attributes (§8.1.1) and standing facts; a conjunction is a guard of its own, named
 * `<a>And<B>`, because charts have no other. The chart never leaves Idle by itself: what damping an oscillating
 * peer means is left open by the RFC, and `dampPeerOscillations` hands it to the engine. All timers are actions and
 * events, since they restart and outlive states.
 */
export const bgpPeer = defineChart({
  id: 'bgp-peer',
  initial: 'Idle',
  states: {
    Idle: idle,
    Connect: connecting,
    Active: active,
    OpenSent: openSent,
    OpenConfirm: openConfirm,
    Established: established,
  },
});
