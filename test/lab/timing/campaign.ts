/** All rows that are timed, each with the pairs of daemons that can play it, many times. */
import { daemons } from '../daemons/all.ts';
import { resolveRouter } from '../resolve.ts';
import { CUSTOMER, type Pair, TESTED, type TimingRow, timingNetwork, timingRows } from './rows.ts';

export interface Cell {
  readonly row: TimingRow;
  readonly pair: Pair;
}

/** The customer is the same for all, so that what differs is the router under test's. */
const tested: readonly Pair[] = [
  { customer: 'bird', tested: 'frr' },
  { customer: 'bird', tested: 'bird' },
  { customer: 'bird', tested: 'gobgp' },
  { customer: 'bird', tested: 'openbgpd' },
];

/** And how the others start, come back and announce; ExaBGP can be nothing else. */
const customers: readonly Pair[] = [
  { customer: 'frr', tested: 'bird' },
  { customer: 'gobgp', tested: 'bird' },
  { customer: 'openbgpd', tested: 'bird' },
  { customer: 'exabgp', tested: 'bird' },
  { customer: 'frr', tested: 'frr' },
];
const customerRows = [
  'kill',
  'flap-5s',
  'silent-hold-9',
  'silent-bfd-300ms',
  'clear-by-tested',
  'reset-by-configuration',
];

export function unsupported({ row, pair }: Cell): readonly string[] {
  const network = timingNetwork(pair, row.settings);
  return [CUSTOMER, TESTED].flatMap((name) => {
    const router = resolveRouter(network, name);
    return daemons[router.daemon].unsupported(router);
  });
}

export const cells: readonly Cell[] = [
  ...tested.flatMap((pair) => timingRows.map((row) => ({ row, pair }))),
  ...customers.flatMap((pair) =>
    timingRows.filter(({ name }) => customerRows.includes(name)).map((row) => ({ row, pair })),
  ),
].filter((cell) => unsupported(cell).length === 0);

export const cellName = ({ row, pair }: Cell) => `${row.name}: ${pair.customer} - ${pair.tested}`;
