/** The form of an API operation, from the API model. */
import { check, type Issue } from '../../sim/scenario/issues.ts';
import { noSuch } from '../../sim/scenario/names.ts';
import { region } from '../../sim/scenario/schema/quantities.ts';
import { catalogue } from '../../sim/simulation.ts';
import type { Model } from '../model.ts';
import {
  type Complaints,
  type Field,
  type Form,
  type FormSubject,
  fieldOf,
  missing,
  type Values,
} from './form.ts';
import { choicesFor } from './member-choices.ts';
import { fieldsOfMembers, requestOf, TOP } from './request.ts';

type CallSubject = Extract<FormSubject, { kind: 'call' }>;

const ACCOUNT_NUMBER = /^\d{12}$/;

const membersOf = (operation: string) => catalogue.api.membersOf(operation) ?? [];

function fields(model: Model, { operation }: CallSubject, values: Values): readonly Field[] {
  const choices = (member: string): readonly string[] => choicesFor(model, member);
  const { network } = model.scenario;
  return [
    ...fieldsOfMembers(membersOf(operation), { ...TOP, values, choices }),
    fieldOf('as', {
      label: 'as account',
      choices: Object.keys(network.accounts),
      hint: 'default: the first of the network',
    }),
    fieldOf('in', { label: 'in Region', choices: [network.region], hint: `default: ${network.region}` }),
  ];
}

/** The field that a path of the model is about: the same, the first one under it, or the list that it is an item of. */
function fieldAt(all: readonly Field[], path: string): Field | undefined {
  const typed = all.filter(({ isHeading }) => isHeading !== true);
  return (
    typed.find(({ key }) => key === path) ??
    typed.find(({ key }) => key.startsWith(`${path}.`)) ??
    typed.find(({ key }) => path.startsWith(`${key}.`)) ??
    typed[0]
  );
}

function complaints(model: Model, subject: CallSubject, values: Values): Complaints {
  const all = fields(model, subject, values);
  const found = new Map(missing(all, values));
  const request = requestOf(membersOf(subject.operation), values);
  for (const { path, message } of catalogue.api.check(subject.operation, request)) {
    // Those were said already, by field.
    if (message.endsWith(' is required')) continue;
    const key = fieldAt(all, path.join('.'))?.key;
    if (key !== undefined && !found.has(key)) found.set(key, message);
  }
  const { as = '', in: place = '' } = values;
  const accounts = Object.keys(model.scenario.network.accounts);
  if (as !== '' && !accounts.includes(as) && !ACCOUNT_NUMBER.test(as))
    found.set('as', noSuch(['account'], as, accounts));
  const issues: Issue[] = [];
  if (place !== '') check(region, place, [], issues);
  if (issues[0] !== undefined) found.set('in', issues[0].message);
  return found;
}

export const callForm: Form<CallSubject> = {
  title: ({ operation }) => `api ${operation}`,
  doc: ({ operation }) => `Answers ${catalogue.api.outputOf(operation) ?? 'nothing'}; names stand for ids`,
  fields,
  complaints,
  action: (_model, { operation }, values) => {
    const { as = '', in: place = '' } = values;
    const options = { ...(as !== '' && { as }), ...(place !== '' && { in: place }) };
    const request = requestOf(membersOf(operation), values);
    return { type: 'act', act: { kind: 'call', operation, request, options } };
  },
};
