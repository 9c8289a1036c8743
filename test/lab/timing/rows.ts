/**
 * What is timed. Customer - router under test - observer, each with a session of its own; the fault strikes between
 * the first two, and the third hears what becomes of it.
 */
import type { DaemonName, LabNeighbor, LabNetwork } from '../network.ts';

export const CUSTOMER = 'customer';
export const TESTED = 'tested';
export const OBSERVER = 'observer';
export const BACKUP = 'backup';
export const PREFIX = '10.9.0.0/24';
/** Index of the cable that the fault strikes. */
export const CABLE = 0;

export interface Pair {
  readonly customer: DaemonName;
  readonly tested: DaemonName;
}

export type Action =
  | { readonly kind: 'link'; readonly up: boolean }
  | { readonly kind: 'silence'; readonly on: boolean }
  | { readonly kind: 'kill' }
  | { readonly kind: 'start' }
  | { readonly kind: 'clear'; readonly router: typeof CUSTOMER | typeof TESTED }
  | { readonly kind: 'configure'; readonly router: typeof CUSTOMER | typeof TESTED; readonly as: Settings };

export interface Step {
  /** After the fault, which is the first step. */
  readonly atSeconds: number;
  readonly action: Action;
}

/** What may differ from row to row. */
export interface Settings {
  readonly customer?: LabNeighbor;
  readonly tested?: LabNeighbor;
  readonly prefixes?: number;
  /** A second customer announces the same prefix, two ASNs further away. */
  readonly backup?: boolean;
  readonly shutting?: boolean;
}

export interface TimingRow {
  readonly name: string;
  readonly settings: Settings;
  readonly steps: readonly Step[];
  /** After the last step, at most. */
  readonly watchSeconds: number;
  /** It is over earlier once the observer was told this; absent: what never comes must be waited for. */
  readonly over?: 'withdrawal' | 'recovery' | 'switch';
}

const HOLD_9: LabNeighbor = { holdSeconds: 9, keepaliveSeconds: 3, gracefulRestart: 'off' };
const HOLD_3: LabNeighbor = { holdSeconds: 3, keepaliveSeconds: 1, gracefulRestart: 'off' };
const HOLD_90: LabNeighbor = { holdSeconds: 90, keepaliveSeconds: 30, gracefulRestart: 'off' };
const RESTARTING: LabNeighbor = { ...HOLD_9, gracefulRestart: { restartSeconds: 12 } };
const HELPING: LabNeighbor = { ...HOLD_9, gracefulRestart: 'helper' };

const both = (neighbor: LabNeighbor): Settings => ({ customer: neighbor, tested: neighbor });
const withBfd = (intervalMillis: number) => both({ ...HOLD_90, bfd: { intervalMillis, multiplier: 3 } });
const graceful: Settings = { customer: RESTARTING, tested: HELPING };

const at = (atSeconds: number, action: Action): Step => ({ atSeconds, action });
const link = (up: boolean): Action => ({ kind: 'link', up });
const silence = (on: boolean): Action => ({ kind: 'silence', on });
const configure = (router: typeof CUSTOMER | typeof TESTED, as: Settings): Action => ({
  kind: 'configure',
  router,
  as,
});

const limited: Settings = { ...both(HOLD_9), tested: { ...HOLD_9, maximumPrefixes: 5 }, prefixes: 3 };
const keyed = (password: string): LabNeighbor => ({ ...HOLD_9, password });
const withBackup: Settings = { ...both(HOLD_9), backup: true };
const shut: Settings = { ...both(HOLD_9), customer: { ...HOLD_9, shutdown: true } };

export const timingRows: readonly TimingRow[] = [
  {
    name: 'kill',
    settings: both(HOLD_9),
    steps: [at(0, { kind: 'kill' }), at(3, { kind: 'start' })],
    watchSeconds: 12,
    over: 'recovery',
  },
  {
    name: 'flap-5s',
    settings: both(HOLD_9),
    steps: [at(0, link(false)), at(5, link(true))],
    watchSeconds: 75,
    over: 'recovery',
  },
  {
    name: 'silent-hold-9',
    settings: both(HOLD_9),
    steps: [at(0, silence(true))],
    watchSeconds: 30,
    over: 'withdrawal',
  },
  {
    name: 'silent-hold-3',
    settings: both(HOLD_3),
    steps: [at(0, silence(true))],
    watchSeconds: 20,
    over: 'withdrawal',
  },
  {
    name: 'silent-20s-hold-9',
    settings: both(HOLD_9),
    steps: [at(0, silence(true)), at(20, silence(false))],
    watchSeconds: 75,
    over: 'recovery',
  },
  {
    name: 'silent-bfd-100ms',
    settings: withBfd(100),
    steps: [at(0, silence(true))],
    watchSeconds: 4,
    over: 'withdrawal',
  },
  {
    name: 'silent-bfd-300ms',
    settings: withBfd(300),
    steps: [at(0, silence(true))],
    watchSeconds: 4,
    over: 'withdrawal',
  },
  {
    name: 'silent-5s-hold-9',
    settings: both(HOLD_9),
    steps: [at(0, silence(true)), at(5, silence(false))],
    watchSeconds: 12,
  },
  {
    // A key is changed at one end, and three seconds later at the other.
    name: 'reset-by-configuration',
    settings: both(keyed('before')),
    steps: [
      at(0, configure(TESTED, { customer: keyed('before'), tested: keyed('after') })),
      at(3, configure(CUSTOMER, both(keyed('after')))),
    ],
    watchSeconds: 75,
    over: 'recovery',
  },
  {
    name: 'clear-by-tested',
    settings: both(HOLD_9),
    steps: [at(0, { kind: 'clear', router: TESTED })],
    watchSeconds: 40,
    over: 'recovery',
  },
  {
    name: 'clear-by-customer',
    settings: both(HOLD_9),
    steps: [at(0, { kind: 'clear', router: CUSTOMER })],
    watchSeconds: 40,
    over: 'recovery',
  },
  {
    name: 'shutdown-by-customer',
    settings: both(HOLD_9),
    steps: [at(0, configure(CUSTOMER, shut)), at(5, configure(CUSTOMER, both(HOLD_9)))],
    watchSeconds: 45,
    over: 'recovery',
  },
  {
    name: 'max-prefix',
    settings: limited,
    steps: [at(0, configure(CUSTOMER, { ...limited, prefixes: 8 }))],
    watchSeconds: 10,
    over: 'withdrawal',
  },
  {
    name: 'graceful-restart-kill-and-start',
    settings: graceful,
    steps: [at(0, { kind: 'kill' }), at(3, { kind: 'start' })],
    watchSeconds: 15,
  },
  { name: 'graceful-restart-kill', settings: graceful, steps: [at(0, { kind: 'kill' })], watchSeconds: 25 },
  { name: 'graceful-restart-link-down', settings: graceful, steps: [at(0, link(false))], watchSeconds: 25 },
  { name: 'graceful-restart-silent', settings: graceful, steps: [at(0, silence(true))], watchSeconds: 35 },
  {
    name: 'graceful-restart-notification',
    settings: graceful,
    steps: [at(0, configure(CUSTOMER, { ...graceful, customer: { ...RESTARTING, shutdown: true } }))],
    watchSeconds: 25,
  },
  {
    name: 'graceful-shutdown',
    settings: withBackup,
    steps: [at(0, configure(CUSTOMER, { ...withBackup, shutting: true }))],
    watchSeconds: 10,
    over: 'switch',
  },
];

const prefixes = (count: number) => Array.from({ length: count }, (_, i) => `10.9.${i}.0/24`);

/** RFC 8326: the community asks neighbours to treat the routes as the last choice. */
const shuttingTerms: LabNeighbor = {
  export: [{ set: { addCommunities: ['graceful-shutdown'] }, action: 'accept' }],
};
/** Which the receiving end must honour; RFC 8326 §4.1 asks for that policy, not every vendor has it built in. */
const honouringTerms: LabNeighbor = {
  import: [
    { match: { communities: ['graceful-shutdown'] }, set: { localPreference: 0 }, action: 'accept' },
    { action: 'accept' },
  ],
};

export function timingNetwork({ customer, tested }: Pair, settings: Settings): LabNetwork {
  const mine = { ...settings.customer, ...(settings.shutting === true && shuttingTerms) };
  const theirs = { ...settings.tested, ...(settings.backup === true && honouringTerms) };
  const backup = settings.backup === true;
  return {
    links: [[CUSTOMER, TESTED], [TESTED, OBSERVER], ...(backup ? [[BACKUP, TESTED] as const] : [])],
    routers: {
      [CUSTOMER]: {
        daemon: customer,
        asn: 65001,
        routerId: '10.0.0.1',
        networks: prefixes(settings.prefixes ?? 3),
        neighbors: { [TESTED]: mine },
      },
      [TESTED]: {
        daemon: tested,
        asn: 65002,
        routerId: '10.0.0.2',
        neighbors: { [CUSTOMER]: theirs, [OBSERVER]: {}, ...(backup && { [BACKUP]: HOLD_9 }) },
      },
      [OBSERVER]: { daemon: 'bird', asn: 65003, routerId: '10.0.0.3', neighbors: { [TESTED]: {} } },
      ...(backup && {
        [BACKUP]: {
          daemon: 'bird' as const,
          asn: 65004,
          routerId: '10.0.0.4',
          networks: prefixes(3),
          neighbors: {
            [TESTED]: {
              ...HOLD_9,
              export: [{ set: { prepend: [65004, 65004] }, action: 'accept' as const }],
            },
          },
        },
      }),
    },
  };
}
