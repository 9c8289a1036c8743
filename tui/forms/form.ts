/** What a form is: fields that follow from its subject and from what was typed, checks, and what it does at last. */
import type { Action } from '../actions.ts';
import type { Model } from '../model.ts';

export type FormSubject =
  | { readonly kind: 'call'; readonly operation: string }
  | { readonly kind: 'fault'; readonly fault: string }
  | {
      readonly kind: 'router';
      readonly router: string;
      readonly change: 'interface' | 'neighbor' | 'remove';
    }
  | { readonly kind: 'note' }
  | { readonly kind: 'write' };

/** What was typed, by key of the field; an empty one is absent. */
export type Values = Readonly<Record<string, string>>;

export interface Field {
  /** Dotted, as the member stands in the request. */
  readonly key: string;
  readonly label: string;
  /** How far it is indented: members of a structure stand under its name. */
  readonly depth: number;
  /** The name of a structure: nothing is typed there. */
  readonly isHeading?: true;
  readonly required: boolean;
  /** Key of another field: one of the two is required. */
  readonly either?: string;
  /** What can be picked; anything else can be typed too. */
  readonly choices: readonly string[];
  /** What it takes, in few words. */
  readonly hint: string;
}

/** What is wrong, by key of the field. */
export type Complaints = ReadonlyMap<string, string>;

export interface Form<Subject extends FormSubject = FormSubject> {
  title(subject: Subject): string;
  /** What it is for, one line. */
  doc(subject: Subject): string;
  /** In their order. */
  fields(model: Model, subject: Subject, values: Values): readonly Field[];
  complaints(model: Model, subject: Subject, values: Values): Complaints;
  /** What is done with it; asked for only when there are no complaints. */
  action(model: Model, subject: Subject, values: Values): Action;
}

/** A form on the screen. */
export interface FormOverlay {
  readonly id: 'form';
  readonly subject: FormSubject;
  readonly values: Values;
  /** Key of the field that is typed in. */
  readonly field: string;
  /** Characters to the right of the cursor in it. */
  readonly after: number;
  /** Whether it was tried once: from then on also what is missing is said. */
  readonly isTried: boolean;
  /** What the simulation said against it. */
  readonly refusal?: string;
}

const plain = { depth: 0, required: false, choices: [], hint: '' };

/** A field with what most have. */
export const fieldOf = (key: string, rest: Partial<Field> = {}): Field => ({
  ...plain,
  key,
  label: key,
  ...rest,
});

/** Complaints about required fields that are empty; of two of which one is enough about the first. */
export function missing(fields: readonly Field[], values: Values): (readonly [string, string])[] {
  const isEmpty = (key: string): boolean => (values[key] ?? '') === '';
  return fields.flatMap(({ key, label, required, either, isHeading }) => {
    if (isHeading === true || !isEmpty(key)) return [];
    if (required) return [[key, `${label} is required`] as const];
    if (either === undefined || !isEmpty(either)) return [];
    const other = fields.find((field) => field.key === either)?.label ?? either;
    return [[key, `${label} or ${other} is required`] as const];
  });
}

/** `a, b` as a list. */
export const listOfText = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Digits as a number, anything else as it is: what reads it then says what it wants. */
export const numberOrText = (text: string): number | string =>
  /^-?\d{1,15}$/.test(text) ? Number(text) : text;

export const boolOrText = (text: string): boolean | string =>
  text === 'true' ? true : text === 'false' ? false : text;
