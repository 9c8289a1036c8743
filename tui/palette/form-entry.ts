/** Entries that fill in a form: words in its order, then `member=value`. With nothing typed the form opens. */

import { usualDurations } from '../forms/fault-form.ts';
import type { FormSubject, Values } from '../forms/form.ts';
import { boundForm } from '../forms/registry.ts';
import type { Model } from '../model.ts';
import type { Session } from '../session.ts';
import type { Entry, Next } from './entry.ts';

/** What the words after an entry stand for. */
interface Line {
  readonly subject: FormSubject;
  /** Keys of the words that come without `=`, in their order. */
  readonly positions: readonly string[];
}

/** `for 5m` reads better than `for=5m`, and so do `as` and `in`. */
const bare: readonly string[] = ['for', 'as', 'in'];

/** Throws a RangeError on a word that has no place. */
export function valuesOf(
  words: readonly string[],
  positions: readonly string[],
  keys: readonly string[],
  first = 'member',
): Values {
  const values: Record<string, string> = {};
  const left = [...positions];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, member, value] = /^([\w.]+)=(.*)$/.exec(word) ?? [];
    if (member !== undefined) values[member] = value ?? '';
    else if (bare.includes(word) && keys.includes(word)) values[word] = words[++index] ?? '';
    else {
      const key = left.shift();
      if (key === undefined)
        throw new RangeError(`what is "${word}"? Write it as member=value: ${first}=${word}`);
      values[key] = word;
    }
  }
  return values;
}

function keysOf(model: Model, subject: FormSubject, values: Values): readonly string[] {
  const typed = boundForm(model, subject, values).fields.filter(({ isHeading }) => isHeading !== true);
  return typed.map(({ key }) => key);
}

/** Choices for the next word: of the position that it is in, of the member before `=`, or members. */
export function nextInForm(
  model: Model,
  { subject, positions }: Line,
  given: readonly string[],
  partial: string,
): Next {
  const { fields } = boundForm(model, subject, {});
  const named = given.filter((word) => word.includes('='));
  const last = given.at(-1) ?? '';
  const choicesOf = (key: string): readonly string[] =>
    fields.find((field) => field.key === key)?.choices ?? [];
  const hintOf = (key: string): string => fields.find((field) => field.key === key)?.hint ?? '';
  if (bare.includes(last)) {
    const choices = last === 'for' ? usualDurations : choicesOf(last);
    return { choices, hint: hintOf(last), isFree: true };
  }
  const [, member = ''] = /^([\w.]+)=/.exec(partial) ?? [];
  if (member !== '')
    return {
      choices: choicesOf(member).map((one) => `${member}=${one}`),
      hint: hintOf(member),
      isFree: true,
    };
  const position = positions[given.filter((word) => !word.includes('=')).length];
  if (position !== undefined && named.length === 0)
    return { choices: choicesOf(position), hint: hintOf(position), isFree: false };
  const open = fields.filter(
    ({ key, isHeading }) =>
      isHeading !== true &&
      !positions.includes(key) &&
      !given.includes(key) &&
      !named.some((word) => word.startsWith(`${key}=`)),
  );
  const choices = open.map(({ key }) => (bare.includes(key) ? key : `${key}=`));
  return { choices, hint: 'enter does it', isFree: true };
}

/** What a word without a place was most likely meant for: what must be given, else what comes first. */
function firstMember(model: Model, subject: FormSubject, positions: readonly string[]): string | undefined {
  const fields = boundForm(model, subject, {}).fields.filter(
    ({ key, isHeading }) => isHeading !== true && !positions.includes(key),
  );
  return (fields.find(({ required }) => required) ?? fields[0])?.key;
}

/** Does what the line says, or opens the form where something is missing or wrong. */
export function runForm(session: Session, { subject, positions }: Line, given: readonly string[]): void {
  if (given.length === 0) {
    session.dispatch({ type: 'form.open', subject });
    return;
  }
  const { model } = session;
  const anyKeys = keysOf(model, subject, {});
  const values = valuesOf(given, positions, anyKeys, firstMember(model, subject, positions));
  const keys = keysOf(model, subject, values);
  const unknown = Object.keys(values).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new RangeError(`no "${unknown}" here; there is ${keys.join(', ')}`);
  const form = boundForm(model, subject, values);
  if (form.complaints.size > 0) session.dispatch({ type: 'form.open', subject, values, isTried: true });
  else session.dispatch(form.action());
}

/** An entry of a form whose subject is known from its words. */
export const formEntry = (words: string, doc: string, line: Line): Entry => ({
  words,
  doc,
  next: (model, given, partial) => nextInForm(model, line, given, partial),
  run: (session, given) => runForm(session, line, given),
});
