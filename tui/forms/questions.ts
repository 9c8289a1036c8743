/** Questions before something of the operator's own is lost. */
import { formatClock, formatDuration } from '../../sim/kernel/quantity.ts';
import type { Command } from '../actions.ts';
import type { Act } from '../acts.ts';
import type { Done } from '../player.ts';
import type { Session } from '../session.ts';
import { actInWords } from './words.ts';

const MOST_LISTED = 6;

function ask({ store }: Session, title: string, lines: readonly string[], then: Command): void {
  store.dispatch({ type: 'ui.overlay', overlay: { id: 'confirm', title, lines, then } });
}

/** A line an act with its time; the last few of many. */
function listed(acts: readonly Done[]): readonly string[] {
  const shown = acts.slice(-MOST_LISTED);
  const hidden = acts.length - shown.length;
  const lines = shown.map(({ atMicros, act }) => `    ${formatClock(atMicros)}  ${actInWords(act)}`);
  return hidden === 0 ? lines : [`    ${hidden} before, then`, ...lines];
}

/** Whether it asked: an act in the past drops what was done later. */
export function asksToDrop(session: Session, act: Act, then: Command): boolean {
  const { ahead, now } = session.player;
  if (ahead.length === 0 || act.kind === 'note') return false;
  const lines = [
    `You are back at ${formatClock(now)}. To act here drops what you did later, for good:`,
    '',
    ...listed(ahead),
    '',
    `$ or playing on keeps it and brings you there again; w there writes it to a file first.`,
  ];
  ask(session, 'Drop what you did later?', lines, then);
  return true;
}

/** What is undone, and how much time with it. */
export function askUndo(session: Session): void {
  const { last, ahead, now } = session.player;
  if (last === undefined) {
    session.toast('nothing to undo');
    return;
  }
  const since = now - last.atMicros;
  const time =
    since === 0
      ? 'No time has passed since.'
      : `${formatDuration(since)} of time since is dropped too; the scenario plays it again. U does yours again.`;
  const lines =
    ahead.length > 0
      ? ['Your last act lies ahead; it will not come again:', '', ...listed([last]), '', 'No time is lost.']
      : [
          `Goes back to ${formatClock(last.atMicros)}, just before this, which is dropped:`,
          '',
          ...listed([last]),
          '',
          time,
        ];
  ask(session, 'Undo?', lines, { type: 'time.undo' });
}

/** Quits at once where nothing is lost, or when this was asked already and is asked for again. */
export function askQuit(session: Session): void {
  const { unwritten, state } = session;
  const top = state.overlays.at(-1);
  const wasAsked = top?.id === 'confirm' && top.then.type === 'app.quit';
  if (unwritten.length === 0 || wasAsked) {
    session.quit();
    return;
  }
  const lines = [
    'This stands in no file and is lost:',
    '',
    ...listed(unwritten),
    '',
    'w writes it as a scenario file.',
  ];
  ask(session, 'Quit?', lines, { type: 'app.quit' });
}
