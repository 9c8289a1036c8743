import type { DaemonName } from '../network.ts';
import { bird } from './bird.ts';
import type { Daemon } from './daemon.ts';
import { exabgp } from './exabgp.ts';
import { frr } from './frr.ts';
import { gobgpd } from './gobgp.ts';
import { openbgpd } from './openbgpd.ts';

export const daemons: Readonly<Record<DaemonName, Daemon>> = { frr, bird, gobgp: gobgpd, openbgpd, exabgp };
