/** Times, places, amounts and texts as people read them. Every time is µs of virtual time. */
import { formatBytes } from '../sim/kernel/quantity.ts';
import type { Position } from '../sim/scenario/types.ts';

const MILLI = 1_000;
const SECOND = 1_000_000;
const units: readonly (readonly [suffix: string, micros: number])[] = [
  ['d', 86_400 * SECOND],
  ['h', 3_600 * SECOND],
  ['m', 60 * SECOND],
];

/** A duration as a scenario file writes it: `300ms`, `41.2s`, `1h30m`. */
export function span(micros: number): string {
  if (micros < MILLI) return micros === 0 ? '0s' : `${micros}µs`;
  if (micros < SECOND) return `${trimmed(micros / MILLI)}ms`;
  let rest = micros;
  let text = '';
  for (const [suffix, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${suffix}`;
    rest -= count * size;
  }
  return rest === 0 ? text : `${text}${trimmed(rest / SECOND)}s`;
}

const trimmed = (value: number) => value.toFixed(3).replace(/\.?0+$/, '');

/** The virtual clock, to the millisecond: `00:12:43.200`, from one day on `2d 03:00:00.000`. */
export function clock(micros: number): string {
  const millis = Math.floor(micros / MILLI);
  const days = Math.floor(millis / 86_400_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = two((millis / 3_600_000) % 24);
  const text = `${hours}:${two((millis / 60_000) % 60)}:${two((millis / 1_000) % 60)}.${String(millis % 1_000).padStart(3, '0')}`;
  return days > 0 ? `${days}d ${text}` : text;
}

/**
 * Parts of one whole in one unit, three decimals each, rounded so that what is printed adds up to the printed whole
 * (each part is the difference of two rounded running totals). Below a second the unit is ms, and nothing is rounded.
 */
export function addingUp(parts: readonly number[]): { whole: string; parts: readonly string[] } {
  const total = parts.reduce((sum, part) => sum + part, 0);
  const inMillis = total < SECOND;
  const grain = inMillis ? 1 : MILLI;
  const print = (grains: number) => `${(grains / MILLI).toFixed(3)} ${inMillis ? 'ms' : 's'}`;
  let running = 0;
  const printed = parts.map((part) => {
    const before = Math.round(running / grain);
    running += part;
    return print(Math.round(running / grain) - before);
  });
  return { whole: print(Math.round(total / grain)), parts: printed };
}

/** Bytes given as decimal text (they pass 2^53): `1.2 GB`, `640 B`. */
export const bytes = (decimal: string): string => formatBytes(BigInt(decimal));

/** `1 outage`, `2 outages`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Cuts to a width, an ellipsis at the end (or at the start, where the end tells more, as of a path). */
export function cut(text: string, width: number, keep: 'start' | 'end' = 'start'): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  if (width <= 0) return '';
  return keep === 'start'
    ? `${characters.slice(0, width - 1).join('')}…`
    : `…${characters.slice(characters.length - width + 1).join('')}`;
}

/** Cuts or fills to exactly a width: a cell of a column. */
export function column(text: string, width: number, keep: 'start' | 'end' = 'start'): string {
  const shown = cut(text, width, keep);
  return shown + ' '.repeat(Math.max(0, width - Array.from(shown).length));
}

/** Breaks at spaces into lines of at most `width`; a longer word is broken too. */
export function wrap(text: string, width: number): readonly string[] {
  const limit = Math.max(width, 10);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    let rest = word;
    while (rest.length > limit) {
      if (line !== '') lines.push(line);
      line = '';
      lines.push(rest.slice(0, limit));
      rest = rest.slice(limit);
    }
    if (line !== '' && line.length + 1 + rest.length > limit) {
      lines.push(line);
      line = rest;
    } else line = line === '' ? rest : `${line} ${rest}`;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** `scenarios/move.yaml:12:5`, which editors and terminals open. */
export const place = ({ file, line, column }: Position) => `${file}:${line}:${column}`;
