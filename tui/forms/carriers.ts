/** What each command of forms, confirmations and results does. */
import { type CursorMove, type EditedLine, erased, lineOf, moved, typed } from '../edit-line.ts';
import { layoutOf } from '../layout.ts';
import type { Session } from '../session.ts';
import type { Overlay } from '../state.ts';
import type { FormCommand } from './actions.ts';
import { matching } from './choices.ts';
import type { Field, FormOverlay, FormSubject, Values } from './form.ts';
import { perform, showOutcome } from './perform.ts';
import { asksToDrop, askUndo } from './questions.ts';
import { boundForm, formOf } from './registry.ts';
import { resultLines } from './result-lines.ts';
import { selectedKey, suggested } from './selection.ts';
import { defaultFile, write } from './write.ts';

type CommandOf<Type extends FormCommand['type']> = Extract<FormCommand, { readonly type: Type }>;

const change = ({ store }: Session, overlay: Overlay): void =>
  store.dispatch({ type: 'ui.overlay.change', overlay });

function topForm({ state }: Session): FormOverlay | undefined {
  const overlay = state.overlays.at(-1);
  return overlay?.id === 'form' ? overlay : undefined;
}

const typable = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ isHeading }) => isHeading !== true);

function openForm(session: Session, subject: FormSubject, given: Values, isTried: boolean): void {
  const { model, store } = session;
  const { fields } = boundForm(model, subject, given);
  const values = { ...suggested(fields, selectedKey(session)), ...given };
  const form = boundForm(model, subject, values);
  const all = typable(form.fields);
  const wrong = isTried ? all.find(({ key }) => form.complaints.has(key)) : undefined;
  // Where there is something to do: a default is there to be kept, or typed over.
  const first =
    wrong ?? all.find(({ key, required }) => required && !values[key]) ?? all.find(({ key }) => !values[key]);
  const field = (first ?? all[0])?.key ?? '';
  store.dispatch({ type: 'ui.overlay', overlay: { id: 'form', subject, values, field, after: 0, isTried } });
}

/** Another text in the field; what was said against the old one is no longer so. */
function edit(session: Session, how: (line: EditedLine) => EditedLine): void {
  const form = topForm(session);
  if (form === undefined) return;
  const { refusal: _old, ...rest } = form;
  const { text, after } = how(lineIn(form));
  change(session, { ...rest, after, values: { ...form.values, [form.field]: text } });
}

const lineIn = ({ values, field, after }: FormOverlay): EditedLine => ({ text: values[field] ?? '', after });

function moveCursor(session: Session, by: CursorMove): void {
  const form = topForm(session);
  if (form !== undefined) change(session, { ...form, after: moved(lineIn(form), by).after });
}

function moveField(session: Session, by: number): void {
  const form = topForm(session);
  if (form === undefined) return;
  const all = typable(formOf(session.model, form).fields);
  const at = all.findIndex(({ key }) => key === form.field);
  const to = all[(at + by + all.length) % all.length];
  if (to !== undefined) change(session, { ...form, field: to.key, after: 0 });
}

function pickChoice(session: Session, by: number): void {
  const form = topForm(session);
  const field = form && formOf(session.model, form).fields.find(({ key }) => key === form.field);
  if (form === undefined || field === undefined) return;
  if (field.choices.length === 0) {
    moveCursor(session, by > 0 ? 'right' : 'left');
    return;
  }
  const { choices, index } = matching(field.choices, form.values[form.field] ?? '');
  // Nothing typed yet: the first one on, the last one back.
  const from = index < 0 ? (by > 0 ? -1 : 0) : index;
  const choice = choices[(from + by + choices.length) % choices.length];
  if (choice !== undefined) edit(session, () => lineOf(choice));
}

function completeField(session: Session): void {
  const form = topForm(session);
  const field = form && formOf(session.model, form).fields.find(({ key }) => key === form.field);
  const begun = form?.values[form.field] ?? '';
  const { choices, index } = matching(field?.choices ?? [], begun);
  const first = choices[0];
  if (begun !== '' && index < 0 && first?.startsWith(begun) === true) edit(session, () => lineOf(first));
  moveField(session, 1);
}

function submit(session: Session, command: CommandOf<'form.submit'>): void {
  const form = topForm(session);
  if (form === undefined) return;
  const { fields, complaints, action } = formOf(session.model, form);
  const wrong = typable(fields).find(({ key }) => complaints.has(key));
  if (wrong !== undefined) {
    change(session, { ...form, field: wrong.key, after: 0, isTried: true });
    return;
  }
  const wanted = action();
  if (wanted.type !== 'act') {
    session.dispatch(wanted);
    return;
  }
  if (command.dropsLater !== true && asksToDrop(session, wanted.act, { ...command, dropsLater: true }))
    return;
  const outcome = perform(session, wanted.act);
  // The form stays where something is to be put right.
  if (outcome.ok) session.store.dispatch({ type: 'ui.back' });
  else change(session, { ...form, isTried: true, refusal: outcome.words });
  showOutcome(session, wanted.act, outcome);
}

function confirm(session: Session): void {
  const overlay = session.state.overlays.at(-1);
  if (overlay?.id !== 'confirm') return;
  session.store.dispatch({ type: 'ui.back' });
  session.dispatch(overlay.then);
}

function scrollResult(session: Session, by: number): void {
  const { state } = session;
  const overlay = state.overlays.at(-1);
  if (overlay?.id !== 'result') return;
  const { length } = resultLines(overlay, state.columns);
  const most = Math.max(0, length - layoutOf(state.columns, state.rows).bodyRows + 1);
  change(session, { ...overlay, top: Math.max(0, Math.min(most, overlay.top + by)) });
}

export const formCarriers: {
  readonly [Type in FormCommand['type']]: (session: Session, command: CommandOf<Type>) => void;
} = {
  'form.open': (session, { subject, values = {}, isTried = false }) =>
    openForm(session, subject, values, isTried),
  'form.type': (session, { text }) => edit(session, (line) => typed(line, text)),
  'form.erase': (session, { what }) => edit(session, (line) => erased(line, what)),
  'form.cursor': (session, { by }) => moveCursor(session, by),
  'form.move': (session, { by }) => moveField(session, by),
  'form.pick': (session, { by }) => pickChoice(session, by),
  'form.complete': completeField,
  'form.submit': submit,
  'confirm.yes': confirm,
  'result.scroll': (session, { by }) => scrollResult(session, by),
  'undo.ask': askUndo,
  'write.ask': (session) => openForm(session, { kind: 'write' }, { file: defaultFile(session) }, false),
  write: (session, { file, overwrite }) => write(session, file, overwrite),
};
