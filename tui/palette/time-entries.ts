/** Entries about what is looked at and about time. */
import { formatClock } from '../../sim/kernel/quantity.ts';
import type { Command } from '../actions.ts';
import { speeds } from '../player.ts';
import type { Session } from '../session.ts';
import { views } from '../views/registry.ts';
import type { Entry } from './entry.ts';
import { parseMoment } from './moment.ts';

const does = (words: string, doc: string, command: Command): Entry => ({
  words,
  doc,
  run: (session, given) => {
    if (given.length > 0) throw new RangeError(`${words} takes nothing more`);
    session.dispatch(command);
  },
});

function seek(session: Session, words: readonly string[]): void {
  const { player } = session;
  // A moment after days is two words.
  const text = words.join(' ');
  if (text === '' || words.length > 2 || (words.length === 2 && !/^\d+d \d+:/.test(text)))
    throw new RangeError('seek takes one time, like 12:30, 90s or +10s');
  const micros = parseMoment(text, player.now);
  if (micros > player.endMicros) throw new RangeError(`the drill ends at ${formatClock(player.endMicros)}`);
  if (micros < 0) throw new RangeError('the drill starts at 0');
  session.dispatch({ type: 'time.seek', micros });
}

function speed(session: Session, [text = '', ...more]: readonly string[]): void {
  const factor = text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
  if (more.length > 0 || text === '' || !(factor > 0))
    throw new RangeError('speed takes a number above 0, or max');
  session.dispatch({ type: 'time.factor', factor });
}

export const viewEntries: readonly Entry[] = views.map(({ id, title }) => ({
  words: `view ${id}`,
  doc: `show ${title}`,
  run: (session) => session.dispatch({ type: 'ui.view', view: id }),
}));

const speedChoices = speeds.map((factor) => (Number.isFinite(factor) ? String(factor) : 'max'));

export const timeEntries: readonly Entry[] = [
  does('play', 'play or pause', { type: 'time.toggle' }),
  does('step', 'the next event', { type: 'time.step' }),
  {
    words: 'seek',
    doc: 'go to a time: 12:30, 90s, +10s, -1m',
    next: ({ player }) => ({
      choices: [],
      hint: `a time up to ${formatClock(player.endMicros)}, like 12:30, 90s, +10s, -1m`,
      isFree: true,
    }),
    run: seek,
  },
  {
    words: 'speed',
    doc: 'virtual seconds a second, or max',
    next: () => ({ choices: speedChoices, hint: 'virtual seconds a second', isFree: true }),
    run: speed,
  },
  does('next change', 'run to the next change', { type: 'time.next', headline: 'change' }),
  does('next incident', 'run to the next incident', { type: 'time.next', headline: 'incident' }),
  does('start', 'back to the start', { type: 'time.seek', micros: 0 }),
  does('end', 'run to the end', { type: 'time.end' }),
  does('undo', 'take back what you did last, going back to before it', { type: 'undo.ask' }),
  does('redo', 'do again what was undone', { type: 'time.redo' }),
  does('quit', 'end dxdrill', { type: 'app.ask' }),
];
