/**
 * Hold time and KEEPALIVE interval that a router has when its configuration names none. They stand here and not with
 * the rest of the vendors' profiles (`sim/bgp/vendors/`), which hold them too, because neighbours are built here.
 */
import { assumed, documented, type Sourced } from '../timing.ts';
import type { Vendor } from './spec.ts';

export interface SessionDefaults {
  readonly holdMicros: Sourced<number>;
  readonly keepaliveMicros: Sourced<number>;
}

const SECOND = 1_000_000;

const defaults = (
  holdSeconds: number,
  keepaliveSeconds: number,
  source: string,
  confidence: typeof documented | typeof assumed = documented,
): SessionDefaults => ({
  holdMicros: confidence(holdSeconds * SECOND, source),
  keepaliveMicros: confidence(keepaliveSeconds * SECOND, source),
});

export const sessionDefaults: Readonly<Record<Vendor, SessionDefaults>> = {
  generic: defaults(90, 30, 'AWS user guide, bgp-specific-settings: what AWS has too'),
  frr: defaults(180, 60, 'FRR bgpd/bgpd.h; the build profile "datacenter" has 9 and 3'),
  bird: defaults(240, 80, 'BIRD proto/bgp/config.Y: hold 240 s, keepalive a third of it'),
  gobgp: defaults(90, 30, 'GoBGP pkg/config/oc/default.go: hold 90 s, keepalive a third of it'),
  openbgpd: defaults(90, 30, 'bgpd.conf(5): holdtime 90; session_bgp.c: keepalive a third of it'),
  exabgp: defaults(180, 60, 'ExaBGP configuration/neighbor: hold-time 180; keepalive a third of it'),
  'cisco-ios-xe': {
    holdMicros: documented(
      180 * SECOND,
      'networklessons.com, after Cisco, on changed passwords: 180 s by default',
    ),
    keepaliveMicros: assumed(60 * SECOND, 'a third of the hold time'),
  },
  'juniper-junos': defaults(
    90,
    30,
    'juniper.net CLI reference, hold-time (Protocols BGP): default 90 s, three times the keepalive interval',
  ),
  'arista-eos': defaults(180, 60, 'no page of Arista read; as IOS, whose commands EOS follows', assumed),
};

/** The same as members of a session's configuration, µs. */
export const sessionTimers = (
  vendor: Vendor,
): { readonly holdMicros: number; readonly keepaliveMicros: number } => ({
  holdMicros: sessionDefaults[vendor].holdMicros.value,
  keepaliveMicros: sessionDefaults[vendor].keepaliveMicros.value,
});
