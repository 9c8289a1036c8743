/** Moments as an operator types them. */
import { parseDuration } from '../../sim/kernel/quantity.ts';

const CLOCK = /^(?:(\d+)d *)?(?:(\d+):)?(\d+):([0-5]\d)(?:\.(\d{1,6}))?$/;
const SECOND = 1_000_000;

/** `12:30`, `1:02:03.5`, `17d 08:00:00`, `90s`, and from now on `+10s`, `-1m`: µs. Throws a RangeError on anything else. */
export function parseMoment(text: string, nowMicros: number): number {
  const match = CLOCK.exec(text);
  if (match !== null) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
    const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
    return whole * SECOND + Number(fraction.padEnd(6, '0'));
  }
  const sign = text.startsWith('-') ? -1 : 1;
  if (/^[+-]/.test(text)) return nowMicros + sign * moment(text.slice(1), text);
  return moment(text, text);
}

function moment(text: string, all: string): number {
  try {
    return parseDuration(text);
  } catch {
    throw new RangeError(`"${all}" is no time: write it like 12:30, 90s or +10s`);
  }
}
