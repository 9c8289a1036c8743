import { defineChart } from './chart.ts';

/**
 * A BGP failover test of one virtual interface (StartBgpFailoverTest, StopBgpFailoverTest).
 *
 * Source: Direct Connect user guide, "Resiliency failover testing", whose console words these four are (the API
 * types `status` as a free string). Failed means that the test did not run its full time because of the router
 * side; that deleting the interface in mid-test counts as cancelled is our assumption.
 */
export const failoverTest = defineChart({
  id: 'failover-test',
  initial: 'inProgress',
  states: {
    inProgress: {
      on: {
        timeElapsed: 'completed',
        stop: 'cancelled',
        vifDeleted: 'cancelled',
        routerFailed: 'failed',
      },
    },
    completed: { type: 'final' },
    cancelled: { type: 'final' },
    failed: { type: 'final' },
  },
});
