import { defineChart } from './chart.ts';

/** What the RFC calls diagnostic 3 and what becomes of a session that was up (RFC 5880 §6.8.6). */
const signalledDown = ['setDiagNeighbourSignalledDown', 'sessionDown', 'transmitNow'] as const;

/**
 * One end of a BFD session in asynchronous mode.
 *
 * Source: RFC 5880 §6.2 (state machine), §6.8.4 (detection time), §6.8.6 (reception), §6.8.7 (a change of state is
 * sent at once), §6.8.16 (administrative control). `sessionDown` is a failure that BFD's clients act on;
 * `sessionAdminDown` is not: RFC 5882 §3.2 tells clients not to take an administrative shutdown for one.
 * Left out: demand mode, echo and polls; intervals follow from the state and belong to the engine (§6.8.3).
 */
export const bfdSession = defineChart({
  id: 'bfd-session',
  initial: 'Down',
  states: {
    AdminDown: { on: { adminEnable: { target: 'Down', actions: 'transmitNow' } } },
    Down: {
      on: {
        rxDown: { target: 'Init', actions: 'transmitNow' },
        rxInit: { target: 'Up', actions: ['sessionUp', 'transmitNow'] },
        // §6.8.1: a detection time of silence clears bfd.RemoteDiscr in every state.
        detectionTimeExpired: { actions: 'forgetRemoteDiscriminator' },
        adminDisable: { target: 'AdminDown', actions: ['setDiagAdminDown', 'transmitNow'] },
      },
    },
    Init: {
      on: {
        rxAdminDown: { target: 'Down', actions: ['setDiagNeighbourSignalledDown', 'transmitNow'] },
        rxInit: { target: 'Up', actions: ['sessionUp', 'transmitNow'] },
        rxUp: { target: 'Up', actions: ['sessionUp', 'transmitNow'] },
        detectionTimeExpired: {
          target: 'Down',
          actions: ['setDiagDetectionTimeExpired', 'forgetRemoteDiscriminator', 'transmitNow'],
        },
        adminDisable: { target: 'AdminDown', actions: ['setDiagAdminDown', 'transmitNow'] },
      },
    },
    Up: {
      on: {
        rxAdminDown: {
          target: 'Down',
          actions: ['setDiagNeighbourSignalledDown', 'sessionAdminDown', 'transmitNow'],
        },
        rxDown: { target: 'Down', actions: signalledDown },
        detectionTimeExpired: {
          target: 'Down',
          actions: ['setDiagDetectionTimeExpired', 'forgetRemoteDiscriminator', 'sessionDown', 'transmitNow'],
        },
        adminDisable: {
          target: 'AdminDown',
          actions: ['setDiagAdminDown', 'sessionAdminDown', 'transmitNow'],
        },
      },
    },
  },
});
