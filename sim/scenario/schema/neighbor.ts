/** A router's BGP neighbour statement, in a network file and as a router step changes it. */
import { z } from 'zod';
import type {
  BfdSpec,
  GracefulRestart,
  MaximumPrefixes,
  NeighborSpec,
  RouterNeighborSpec,
} from '../../topology/spec.ts';
import type { NeighborChange } from '../types.ts';
import { type Choose, hasKey, isMap, isText, maybe, strict } from './build.ts';
import { neighborName } from './policy.ts';
import { address, asn, authKey, count, duration, name, prefix } from './quantities.ts';

/** What AWS itself offers on every virtual interface (user guide: minimum 300 ms, multiplier 3). */
const DEFAULT_BFD: BfdSpec = { intervalMicros: 300_000, multiplier: 3 };

const bfd = (choose: Choose): z.ZodType<BfdSpec | 'off'> =>
  choose<BfdSpec | 'off'>(
    [
      {
        fits: isText,
        schema: z.enum(['on', 'off']).transform((word) => (word === 'on' ? DEFAULT_BFD : 'off')),
      },
      {
        fits: hasKey('interval'),
        schema: strict(() => ({
          interval: duration,
          multiplier: z.int().min(1).max(255).default(3),
        })).transform(({ interval: intervalMicros, multiplier }) => ({ intervalMicros, multiplier })),
      },
    ],
    'expected on, off or {interval: 300ms, multiplier: 3}',
  );

/** Hold time 0 means none; 1 and 2 s are refused by RFC 4271 §4.2, and the field has 16 bits of seconds. */
const holdTime = duration.refine(
  (micros) => micros === 0 || (micros >= 3_000_000 && micros <= 65_535_000_000),
  {
    error: 'a hold time is 0s, or from 3s to 65535s',
  },
);

const limit = count.min(1);

const maximumPrefixes = (choose: Choose): z.ZodType<MaximumPrefixes | 'off'> =>
  choose<MaximumPrefixes | 'off'>(
    [
      { fits: (value) => value === 'off', schema: z.literal('off') },
      { fits: Number.isFinite, schema: limit.transform((most) => ({ limit: most })) },
      {
        fits: isMap,
        schema: strict(() => ({
          limit,
          restart: maybe(duration, 'Default: the session stays down'),
        })).transform(({ limit: most, restart: restartMicros }) => ({
          limit: most,
          ...(restartMicros !== undefined && { restartMicros }),
        })),
      },
    ],
    'expected a number, {limit: 100, restart: 5m} or off',
  );

/** Restart time: 12 bits of seconds (RFC 4724 §3). FRR's and AWS's is 120 s [user guide, bgp-specific-settings]. */
const restartTime = duration
  .refine((micros) => micros <= 4_095_000_000, { error: 'a restart time is at most 4095s' })
  .prefault('120s');
const grMode = z.enum(['helper', 'restarting']);
const RESTART_MICROS = 120_000_000;

const gracefulRestart = (choose: Choose): z.ZodType<GracefulRestart> =>
  choose<GracefulRestart>(
    [
      {
        fits: isText,
        schema: z
          .enum(['off', ...grMode.options])
          .transform((mode) => (mode === 'off' ? { mode } : { mode, restartMicros: RESTART_MICROS })),
      },
      {
        fits: isMap,
        schema: strict(() => ({ mode: grMode, restartTime })).transform(
          ({ mode, restartTime: restartMicros }) => ({
            mode,
            restartMicros,
          }),
        ),
      },
    ],
    'expected off, helper, restarting or {mode: restarting, restartTime: 120s}',
  );

const policyMembers = (choose: Choose) => ({
  prepend: maybe(z.int().min(0).max(50), 'Times the own ASN is prepended'),
  advertise: maybe(z.array(prefix), "Instead of the router's networks"),
  import: maybe(name, 'Route map over what it sends, or none'),
  export: maybe(name, 'Route map over what it is sent, or none'),
  weight: maybe(z.int().min(0).max(65_535), 'Of its routes, in this router alone'),
  allowasIn: maybe(
    z.int().min(0).max(10),
    'How often the own ASN may be in a path that is taken; default: never',
  ),
  removePrivateAs: maybe(z.boolean(), 'Where a path has private ASNs only, they are taken out'),
  defaultOriginate: maybe(z.boolean(), 'It is sent a default route'),
  nextHopSelf: maybe(z.boolean(), 'Internal sessions; default: true'),
  maximumPrefixes: maybe(maximumPrefixes(choose), 'More of them end the session'),
  gracefulRestart: maybe(gracefulRestart(choose), 'RFC 4724'),
  gracefulShutdown: maybe(z.boolean(), 'RFC 8326: its routes and what it is sent become the last choice'),
});

const neighborMembers = (choose: Choose) => ({
  shutdown: maybe(z.boolean()),
  passive: maybe(z.boolean(), 'Waits for the other end to connect'),
  authKey: maybe(authKey),
  remoteAsn: maybe(asn),
  localAsn: maybe(asn),
  holdTime: maybe(holdTime),
  keepalive: maybe(duration),
  bfd: maybe(bfd(choose)),
  ...policyMembers(choose),
});

interface Timers {
  readonly holdTime?: number;
  readonly keepalive?: number;
}

const inMicros = <T extends Timers>({ holdTime: hold, keepalive, ...rest }: T) => ({
  ...rest,
  ...(hold !== undefined && { holdMicros: hold }),
  ...(keepalive !== undefined && { keepaliveMicros: keepalive }),
});

/** Beside an interface: the other end is AWS's, or whoever has this address. */
export const interfaceNeighbor = (choose: Choose): z.ZodType<NeighborSpec> =>
  strict(() => ({ address: maybe(address), ...neighborMembers(choose) })).transform(
    ({ address: remote, ...rest }) => ({
      ...inMicros(rest),
      ...(remote !== undefined && { remoteAddress: remote }),
    }),
  );

/** By the name of the router at the other end, unless `router` is that. */
export const routerNeighbor = (choose: Choose): z.ZodType<RouterNeighborSpec> =>
  strict(() => ({
    router: maybe(name, 'The router at the other end; default: the name of the neighbour'),
    over: maybe(name, 'The link that the session runs over; default: whatever way leads to the other router'),
    ...neighborMembers(choose),
  })).transform(inMicros);

export const neighborChange = (choose: Choose): z.ZodType<NeighborChange> =>
  strict(() => ({
    neighbor: neighborName(choose),
    clear: maybe(z.boolean(), 'Ends the session, and starts one that is held down'),
    ...neighborMembers(choose),
  })).transform(inMicros);
