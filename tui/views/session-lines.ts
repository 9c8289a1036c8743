/** One end of a session in words. */
import { formatDuration } from '../../sim/kernel/quantity.ts';
import type { SessionEndView } from '../../sim/view-types.ts';
import { toneOf } from '../theme.ts';
import { left } from './figures.ts';
import type { Line } from './view.ts';

function holdWords({ holdMicros, keepaliveMicros, negotiated, silent, leftMicros }: SessionEndView): string {
  const how = negotiated ? 'negotiated' : 'configured';
  const timers = `hold ${formatDuration(holdMicros)}, keepalive ${formatDuration(keepaliveMicros)} ${how}`;
  if (leftMicros === undefined) return timers;
  return `${timers}, ${silent ? `SILENT: expires in ${left(leftMicros)}` : `${left(leftMicros)} left`}`;
}

/** AWS's end always offers BFD: that it is down where the other has none is no fault. */
function bfdWords({ bfd, bfdConfig }: SessionEndView, other: SessionEndView | undefined): string {
  if (bfdConfig === 'off') return 'BFD off';
  if (other?.bfdConfig === 'off') return 'BFD not used, off at the other end';
  return `BFD ${bfd} (${formatDuration(bfdConfig.intervalMicros)} x ${bfdConfig.multiplier})`;
}

/** State, timers, what it waits for and its last error. */
export function endLines(
  title: string,
  end: SessionEndView | undefined,
  other: SessionEndView | undefined,
): readonly Line[] {
  if (end === undefined) return [{ text: `${title}: nobody there`, tone: 'dim' }];
  const { name, address, remoteAddress, localAsn, remoteAsn, bgp, silent, waitingFor, lastError } = end;
  const shut = `${end.shutdown ? ', shut down' : ''}${end.passive ? ', passive' : ''}`;
  const who = `${name}, ${address || 'no address'} AS ${localAsn} to ${remoteAddress} AS ${remoteAsn}`;
  const error = bgp === 'Established' ? 'error before this session' : 'last error';
  return [
    {
      text: `${title} ${bgp}${shut}: ${who}; ${bfdWords(end, other)}; ${holdWords(end)}`,
      tone: silent ? 'warn' : toneOf(bgp),
    },
    ...(waitingFor === '' ? [] : [{ text: `  waits: ${waitingFor}`, tone: 'warn' as const }]),
    ...(lastError === '' ? [] : [{ text: `  ${error}: ${lastError}`, tone: 'dim' as const }]),
  ];
}

export const prefixLines = (end: SessionEndView | undefined): readonly Line[] =>
  end === undefined
    ? []
    : [
        { text: `  in ${end.prefixes.length}: ${end.prefixes.join(', ') || 'none'}` },
        { text: `  out ${end.advertised.length}: ${end.advertised.join(', ') || 'none'}` },
      ];
