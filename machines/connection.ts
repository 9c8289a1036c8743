import { defineChart } from './chart.ts';

/**
 * The life of a connection, dedicated or hosted, as the API shows it in `connectionState`.
 *
 * Source: the API model's `ConnectionState` and its prose. A connection is born `requested`; a hosted one is born
 * `ordering` and waits for its owner. What may be deleted when is a rule of the API, not of this chart.
 * Assumed: `unknown` is entered only from a provisioned connection.
 */
export const connection = defineChart({
  id: 'connection',
  initial: 'requested',
  states: {
    ordering: { on: { confirm: 'pending', delete: 'rejected' } },
    requested: { on: { loaIssued: 'pending', delete: 'deleting' } },
    pending: {
      on: {
        provisioned: [{ guard: 'linkUp', target: 'available' }, { target: 'down' }],
        delete: 'deleting',
      },
    },
    available: { on: { linkDown: 'down', statusLost: 'unknown', delete: 'deleting' } },
    down: { on: { linkUp: 'available', statusLost: 'unknown', delete: 'deleting' } },
    unknown: {
      on: {
        statusRestored: [{ guard: 'linkUp', target: 'available' }, { target: 'down' }],
        delete: 'deleting',
      },
    },
    deleting: { on: { removed: 'deleted' } },
    deleted: { type: 'final' },
    rejected: { type: 'final' },
  },
});
