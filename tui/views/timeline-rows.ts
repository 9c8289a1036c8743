/** The rows of the timeline as runs, all as wide as the axis. */
import type { RecordId } from '../../sim/kernel/trace.ts';
import { cellOf, type Span, spanOfCell } from '../drawing/axis.ts';
import { type Bar, barOf, type Kind, kindOf, kinds, type Sign } from '../drawing/happenings.ts';
import type { Run } from '../drawing/picture.ts';
import type { Model } from '../model.ts';
import type { Glyphs, Tone } from '../theme.ts';

const barTones: Readonly<Record<Bar, Tone>> = { up: 'good', partly: 'warn', down: 'bad', ahead: 'dim' };

/** Cells one by one; neighbours that look alike become one run. */
function runsOf(width: number, cell: (at: number) => Run): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < width; at++) {
    const one = cell(at);
    const last = runs.at(-1);
    if (last !== undefined && last.tone === one.tone && last.isInverse === one.isInverse) {
      runs[runs.length - 1] = { ...last, text: last.text + one.text };
    } else runs.push(one);
  }
  return runs;
}

/** `cursor`: cell of the selected event; it stands out in the bar. */
export function barRuns(
  outages: readonly Span[],
  span: Span,
  width: number,
  nowMicros: number,
  glyphs: Glyphs,
  cursor: number,
): readonly Run[] {
  const seen = outages.filter((one) => one.toMicros >= span.fromMicros && one.fromMicros <= span.toMicros);
  return runsOf(width, (at) => {
    const bar = barOf(seen, spanOfCell(span, width, at), nowMicros);
    const text = bar === 'ahead' ? ' ' : glyphs.bar[bar];
    return { text, tone: barTones[bar], ...(at === cursor ? { isInverse: true } : {}) };
  });
}

export const signText = (sign: Sign, glyphs: Glyphs): string =>
  'letter' in sign ? sign.letter : 'mark' in sign ? glyphs.mark[sign.mark] : glyphs[sign.way];

/** What is still to come has marks of its own: steps of the scenario, and above them acts of the operator. */
const coming = {
  step: { mark: 'plain', tone: 'dim', words: 'step to come' },
  act: { mark: 'dim', tone: 'accent', words: 'yours to come' },
} as const;

/** Cells of what is to come. Of the steps only those have a time that wait for nothing. */
function comingCells({ player, scenario }: Model, span: Span, width: number): Map<number, 'step' | 'act'> {
  const cells = new Map<number, 'step' | 'act'>();
  for (const { trigger } of scenario.timeline) {
    if (trigger.on !== 'at' || trigger.anchor.base !== 'start') continue;
    const { offsetMicros } = trigger.anchor;
    if (offsetMicros > player.now) cells.set(cellOf(span, width, offsetMicros), 'step');
  }
  for (const { atMicros } of player.ahead) cells.set(cellOf(span, width, atMicros), 'act');
  return cells;
}

/** The most important mark of each cell, and where nothing happened yet what is to come. */
export function markRuns(
  model: Model,
  events: readonly RecordId[],
  span: Span,
  width: number,
  glyphs: Glyphs,
  cursor: number,
): readonly Run[] {
  const { simulation } = model;
  const best = new Map<number, Kind>();
  for (const id of events) {
    const record = simulation.record(id);
    if (record.timeMicros < span.fromMicros || record.timeMicros > span.toMicros) continue;
    const kind = kindOf(record);
    const at = cellOf(span, width, record.timeMicros);
    if (kind !== undefined && kind.rank < (best.get(at)?.rank ?? Number.POSITIVE_INFINITY))
      best.set(at, kind);
  }
  const planned = comingCells(model, span, width);
  return runsOf(width, (at) => {
    const kind = best.get(at);
    const isInverse = at === cursor ? { isInverse: true } : {};
    if (kind !== undefined) return { text: signText(kind.sign, glyphs), tone: kind.tone, ...isInverse };
    const next = planned.get(at);
    if (next === undefined) return { text: ' ', tone: 'dim', ...isInverse };
    return { text: glyphs.mark[coming[next].mark], tone: coming[next].tone, ...isInverse };
  });
}

/** One glyph in its cell and blanks around it. */
export const pointRuns = (at: number, width: number, text: string, tone: Tone): readonly Run[] =>
  at < 0 || at >= width
    ? [{ text: ' '.repeat(width), tone: 'plain' }]
    : [
        { text: ' '.repeat(at), tone: 'plain' },
        { text, tone, isBold: true },
        { text: ' '.repeat(width - at - 1), tone: 'plain' },
      ];

/** What the marks mean, in as many rows as it takes. */
export function legendRows(glyphs: Glyphs, width: number): readonly (readonly Run[])[] {
  const bars: readonly (readonly [string, Tone, string])[] = [
    [glyphs.bar.up, 'good', 'up'],
    [glyphs.bar.partly, 'warn', 'partly'],
    [glyphs.bar.down, 'bad', 'down'],
  ];
  const marks = new Map(
    Object.values(kinds).map(({ sign, tone, words }) => [words, [signText(sign, glyphs), tone] as const]),
  );
  const rows: Run[][] = [[]];
  let left = width;
  for (const [text, tone, words] of [
    ...bars,
    ...[...marks].map(([words, [text, tone]]) => [text, tone, words] as const),
    ...Object.values(coming).map(({ mark, tone, words }) => [glyphs.mark[mark], tone, words] as const),
  ]) {
    const cells = words.length + 2;
    if (cells > left) {
      rows.push([]);
      left = width;
    }
    left -= cells + 2;
    rows.at(-1)?.push({ text, tone }, { text: ` ${words}  `, tone: 'dim' });
  }
  return rows;
}
