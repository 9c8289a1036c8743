/** The form of each kind of subject. */
import type { Action } from '../actions.ts';
import type { Model } from '../model.ts';
import { callForm } from './call-form.ts';
import { faultForm } from './fault-form.ts';
import {
  type Complaints,
  type Field,
  type Form,
  type FormOverlay,
  type FormSubject,
  fieldOf,
  missing,
  type Values,
} from './form.ts';
import { routerForm } from './router-form.ts';

type SubjectOf<Kind extends FormSubject['kind']> = Extract<FormSubject, { kind: Kind }>;

const noteFields = [fieldOf('text', { required: true, hint: 'for you, and for who reads the file' })];

const noteForm: Form<SubjectOf<'note'>> = {
  title: () => 'note',
  doc: () => 'What you want to remember of this moment; it stands in the file that is written',
  fields: () => noteFields,
  complaints: (_model, _subject, values) => new Map(missing(noteFields, values)),
  action: (_model, _subject, { text = '' }) => ({ type: 'act', act: { kind: 'note', text } }),
};

const writeFields = [fieldOf('file', { required: true, hint: 'a path that ends in .yaml' })];

const writeForm: Form<SubjectOf<'write'>> = {
  title: () => 'write',
  doc: () => 'What was done up to now as a scenario file, which replays to the same trace',
  fields: () => writeFields,
  complaints: (_model, _subject, values) => {
    const { file = '' } = values;
    const found = new Map(missing(writeFields, values));
    if (file !== '' && !/\.ya?ml$/i.test(file)) found.set('file', 'a scenario file ends in .yaml');
    return found;
  },
  action: (_model, _subject, { file = '' }) => ({ type: 'write', file, overwrite: false }),
};

const forms: { readonly [Kind in FormSubject['kind']]: Form<SubjectOf<Kind>> } = {
  call: callForm,
  fault: faultForm,
  router: routerForm,
  note: noteForm,
  write: writeForm,
};

/** A form with its subject and values filled in. */
export interface BoundForm {
  readonly title: string;
  readonly doc: string;
  readonly fields: readonly Field[];
  readonly complaints: Complaints;
  action(): Action;
}

export function boundForm(model: Model, subject: FormSubject, values: Values): BoundForm {
  // One form a kind; TypeScript does not follow the pair through the lookup.
  const form = forms[subject.kind] as Form;
  return {
    title: form.title(subject),
    doc: form.doc(subject),
    fields: form.fields(model, subject, values),
    complaints: form.complaints(model, subject, values),
    action: () => form.action(model, subject, values),
  };
}

export const formOf = (model: Model, { subject, values }: FormOverlay): BoundForm =>
  boundForm(model, subject, values);
