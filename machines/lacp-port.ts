import { defineChart } from './chart.ts';

/** A PDU is recorded, checked against what we last sent (update_NTT), and keeps its sender alive. */
const received = ['recordPdu', 'updateNtt', 'startCurrentWhile'] as const;
const fromStranger = ['detachFromAggregator', ...received] as const;

/**
 * One port of a LAG: the receive machine and the mux machine of IEEE 802.1AX-2014 (§6.4.12, §6.4.15, coupled
 * control) as nested states. `pduInSync` and `pduOutOfSync` carry the partner's synchronization bit as recordPDU
 * sets it; `pduFromOtherPartner` is a PDU that update_Selected would unselect the port for.
 *
 * Simplified: no Individual links and no port_moved; `Ready` is this port's own wait, not the whole LAG's; a port
 * that goes down or whose partner is defaulted leaves the aggregator at once; `lacpDisabled` is a router's static
 * "mode on": the port distributes as soon as it has light. current_while restarts and outlives states, so it is
 * actions and an event; the mux's wait_while does not, so it is `after`.
 */
export const lacpPort = defineChart({
  id: 'lacp-port',
  initial: 'portDisabled',
  states: {
    portDisabled: {
      on: { portEnabled: [{ guard: 'lacpOn', target: 'enabled' }, { target: 'lacpDisabled' }] },
    },
    lacpDisabled: {
      entry: ['recordDefault', 'startDistributing'],
      exit: 'stopDistributing',
      on: { portDisabled: 'portDisabled', lacpEnabled: 'enabled' },
    },
    enabled: {
      initial: 'expired',
      exit: ['stopCurrentWhile', 'detachFromAggregator'],
      on: { portDisabled: 'portDisabled', lacpDisabled: 'lacpDisabled' },
      states: {
        expired: {
          initial: 'detached',
          // The partner is presumed to want short timeouts, which makes our periodic transmission fast.
          entry: ['presumeShortTimeout', 'startCurrentWhileShort'],
          on: {
            currentWhileExpired: 'defaulted',
            pduFromOtherPartner: { target: 'current', actions: fromStranger },
          },
          states: {
            detached: {
              on: {
                pduInSync: { target: '#lacp-port.enabled.current', actions: received },
                pduOutOfSync: { target: '#lacp-port.enabled.current', actions: received },
              },
            },
            attached: {
              // The mux falls back to ATTACHED, which is news for the partner.
              entry: 'needToTransmit',
              on: {
                pduInSync: {
                  target: '#lacp-port.enabled.current.collectingDistributing',
                  actions: received,
                },
                pduOutOfSync: { target: '#lacp-port.enabled.current.attached', actions: received },
              },
            },
          },
        },
        defaulted: {
          entry: ['recordDefault', 'detachFromAggregator'],
          on: {
            pduInSync: { target: 'current', actions: received },
            pduOutOfSync: { target: 'current', actions: received },
            pduFromOtherPartner: { target: 'current', actions: received },
          },
        },
        current: {
          initial: 'waiting',
          on: {
            pduInSync: { actions: received },
            pduOutOfSync: { actions: received },
            pduFromOtherPartner: { target: '.waiting', actions: fromStranger },
            currentWhileExpired: '#lacp-port.enabled.expired.attached',
          },
          states: {
            waiting: {
              on: { currentWhileExpired: '#lacp-port.enabled.expired' },
              after: {
                aggregateWait: [
                  {
                    guard: 'partnerInSync',
                    target: 'collectingDistributing',
                    actions: 'attachToAggregator',
                  },
                  { target: 'attached', actions: 'attachToAggregator' },
                ],
              },
            },
            attached: {
              entry: 'needToTransmit',
              on: { pduInSync: { target: 'collectingDistributing', actions: received } },
            },
            collectingDistributing: {
              entry: ['startDistributing', 'needToTransmit'],
              exit: 'stopDistributing',
              on: { pduOutOfSync: { target: 'attached', actions: received } },
            },
          },
        },
      },
    },
  },
});
