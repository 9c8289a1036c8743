import { defineChart } from './chart.ts';

/**
 * The life of a LAG (and of an interconnect, whose states are the same), as the API shows it in `lagState`.
 *
 * Source: the API model's `LagState`. Operational means that at least `minimumLinks` members carry traffic. A LAG
 * whose members are all still `requested` reads `down` in published samples: the engine provisions it at once.
 */
export const lag = defineChart({
  id: 'lag',
  initial: 'pending',
  states: {
    requested: { on: { loaIssued: 'pending', delete: 'deleting' } },
    pending: {
      on: {
        provisioned: [{ guard: 'operational', target: 'available' }, { target: 'down' }],
        delete: 'deleting',
      },
    },
    available: { on: { notOperational: 'down', statusLost: 'unknown', delete: 'deleting' } },
    down: { on: { operational: 'available', statusLost: 'unknown', delete: 'deleting' } },
    unknown: {
      on: {
        statusRestored: [{ guard: 'operational', target: 'available' }, { target: 'down' }],
        delete: 'deleting',
      },
    },
    deleting: { on: { removed: 'deleted' } },
    deleted: { type: 'final' },
  },
});
