import { defineChart } from './chart.ts';

/** AssociateVirtualInterface: the AWS end provisions anew; public prefixes are verified again (assumed). */
const associate = [{ guard: 'isPublic', target: 'verifying' }, { target: 'pending' }] as const;
const bySession = [{ guard: 'bgpUp', target: 'available' }, { target: 'down' }] as const;

/**
 * The life of a virtual interface, as the API shows it in `virtualInterfaceState`.
 *
 * Source: the API model's `VirtualInterfaceState` and the user guide. Born `pending`, `verifying` when public,
 * `confirming` when allocated to another account. `bgpUp` means that at least one peer is established (inferred).
 * `reconfigure` is an upgrade of the port's MTU, which the guide shows as `pending`. Session changes during a
 * failover test do not show: `testEnded` reads the session instead.
 */
export const virtualInterface = defineChart({
  id: 'virtual-interface',
  initial: 'pending',
  states: {
    confirming: {
      on: {
        confirm: [{ guard: 'isPublic', target: 'verifying' }, { target: 'pending' }],
        delete: 'rejected',
      },
    },
    verifying: { on: { verified: 'pending', delete: 'deleting' } },
    pending: { on: { provisioned: bySession, associate, delete: 'deleting' } },
    available: {
      on: {
        bgpDown: 'down',
        associate,
        reconfigure: 'pending',
        testStarted: 'testing',
        statusLost: 'unknown',
        delete: 'deleting',
      },
    },
    down: {
      on: {
        bgpUp: 'available',
        associate,
        reconfigure: 'pending',
        testStarted: 'testing',
        statusLost: 'unknown',
        delete: 'deleting',
      },
    },
    testing: { on: { testEnded: bySession, delete: 'deleting' } },
    unknown: { on: { statusRestored: bySession, delete: 'deleting' } },
    deleting: { on: { removed: 'deleted' } },
    deleted: { type: 'final' },
    rejected: { type: 'final' },
  },
});
