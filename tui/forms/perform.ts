/** Carries an act out and shows what came of it: an answer of AWS to be read, anything else in the footer. */
import { formatClock } from '../../sim/kernel/quantity.ts';
import type { Act, Outcome } from '../acts.ts';
import type { Session } from '../session.ts';
import { answerLines, errorLine } from './words.ts';

const isError = (value: unknown): value is { readonly type: string; readonly message: string } =>
  typeof value === 'object' && value !== null && 'type' in value && 'message' in value;

/** What came of an act; what cannot be is an outcome too, and changed nothing. */
export function perform(session: Session, act: Act): Outcome {
  try {
    return session.player.act(act);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, words: error.message };
  }
}

/** Shows an outcome; calls get an overlay, since an answer has many lines. */
export function showOutcome(session: Session, act: Act, { ok, words, answer }: Outcome): void {
  if (act.kind !== 'call') {
    session.toast(words, !ok);
    return;
  }
  const lines = !ok && isError(answer) ? [errorLine(act.operation, answer)] : answerLines(answer);
  session.dispatch({
    type: 'ui.overlay',
    overlay: {
      id: 'result',
      title: `${act.operation} at ${formatClock(session.player.now)}: ${ok ? 'accepted' : 'refused, nothing changed'}`,
      tone: ok ? 'good' : 'bad',
      lines,
      top: 0,
    },
  });
}
