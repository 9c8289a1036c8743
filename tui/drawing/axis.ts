/** A time axis in cells. */

export interface Span {
  readonly fromMicros: number;
  readonly toMicros: number;
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Distances between two labels that people count in. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 4, 6, 12, 24, 48, 168].map((count) => count * HOUR),
];
const TENTH = SECOND / 10;

/**
 * The part of a run that is shown: all of it, or 1/2, 1/4 … of it. It moves on by halves, so that it stands still
 * while the moment that it follows moves through it.
 */
export function spanAround(focusMicros: number, endMicros: number, zoom: number, fromMicros?: number): Span {
  const length = Math.max(1, Math.round(endMicros / 2 ** zoom));
  const last = Math.max(0, endMicros - length);
  const half = Math.max(1, Math.floor(length / 2));
  const wanted = fromMicros ?? Math.floor(focusMicros / half) * half - Math.floor(half / 2);
  const from = Math.max(0, Math.min(last, wanted));
  return { fromMicros: from, toMicros: from + length };
}

/** Cell of a moment; outside of 0 … width − 1 when it is not in the span. */
export const cellOf = ({ fromMicros, toMicros }: Span, width: number, atMicros: number): number =>
  Math.min(
    Math.floor(((atMicros - fromMicros) / (toMicros - fromMicros)) * width),
    // The end belongs to the last cell.
    atMicros <= toMicros ? width - 1 : width,
  );

/** The time that a cell stands for. */
export function spanOfCell({ fromMicros, toMicros }: Span, width: number, cell: number): Span {
  const each = (toMicros - fromMicros) / width;
  return { fromMicros: fromMicros + cell * each, toMicros: fromMicros + (cell + 1) * each };
}

const two = (value: number): string => String(value).padStart(2, '0');

function label(micros: number, step: number): string {
  const seconds = Math.floor(micros / SECOND);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  const days = Math.floor(hours / 24);
  if (days > 0) {
    const clock = `${two(hours % 24)}:${two(minutes % 60)}`;
    if (step >= DAY && hours % 24 === 0) return `${days}d`;
    return step >= MINUTE ? `${days}d ${clock}` : `${days}d ${clock}:${two(seconds % 60)}`;
  }
  const tenths = step < SECOND ? `.${Math.floor((micros % SECOND) / TENTH)}` : '';
  return hours > 0
    ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}${tenths}`
    : `${minutes}:${two(seconds % 60)}${tenths}`;
}

const LABEL_CELLS = 10;

/** Labels of round moments, each beginning in its cell; as wide as the axis. */
export function axisText(span: Span, width: number): string {
  const perCell = (span.toMicros - span.fromMicros) / width;
  const step =
    [TENTH, ...STEPS].find((one) => one / perCell >= LABEL_CELLS) ?? Math.ceil(perCell * LABEL_CELLS);
  let text = '';
  for (let at = Math.ceil(span.fromMicros / step) * step; at <= span.toMicros; at += step) {
    const cell = cellOf(span, width, at);
    const words = label(at, step);
    if (cell + words.length <= width && cell >= text.length) text = text.padEnd(cell) + words;
  }
  return text.padEnd(width);
}
