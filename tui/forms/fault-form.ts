/** The form of a fault, from the catalogue of faults. */
import type { FaultDefinition, FaultOption } from '../../sim/faults/fault.ts';
import { check, type Issue } from '../../sim/scenario/issues.ts';
import { noSuch } from '../../sim/scenario/names.ts';
import { optionSchema } from '../../sim/scenario/schema/fault-steps.ts';
import { duration } from '../../sim/scenario/schema/quantities.ts';
import { catalogue } from '../../sim/simulation.ts';
import type { Model } from '../model.ts';
import {
  type Complaints,
  type Field,
  type Form,
  type FormSubject,
  fieldOf,
  missing,
  numberOrText,
  type Values,
} from './form.ts';

type FaultSubject = Extract<FormSubject, { kind: 'fault' }>;

const NONE: FaultDefinition = { name: '', targets: [], options: [] };
const definitionOf = (name: string): FaultDefinition =>
  catalogue.faults.find((fault) => fault.name === name) ?? NONE;

/** Durations that are often meant; any other can be typed. */
export const usualDurations: readonly string[] = ['10s', '30s', '1m', '5m', '15m', '1h'];

function hintOf({ kind, words, min, max, doc }: FaultOption): string {
  const bounds = [min === undefined ? '' : `from ${min}`, max === undefined ? '' : `to ${max}`];
  const what = kind === 'word' ? (words ?? []).join(', ') : kind === 'int' ? 'whole number' : kind;
  return [[what, ...bounds].filter(Boolean).join(' '), doc ?? ''].filter(Boolean).join('; ');
}

function fields(model: Model, { fault }: FaultSubject): readonly Field[] {
  const definition = definitionOf(fault);
  return [
    fieldOf('target', {
      required: true,
      choices: model.simulation.faultTargets(definition),
      hint: definition.targets.join(' or '),
    }),
    ...definition.options.map((option) =>
      fieldOf(option.name, {
        required: option.required === true,
        choices: option.words ?? (option.kind === 'duration' ? usualDurations : []),
        hint: hintOf(option),
      }),
    ),
    fieldOf('for', { choices: usualDurations, hint: 'duration; default: until it is cleared' }),
  ];
}

const written = ({ kind }: FaultOption, text: string): unknown =>
  kind === 'int' ? numberOrText(text) : text;

/** Options as the simulation takes them, and what is wrong with them. */
function optionsOf({ options }: FaultDefinition, values: Values, found: Map<string, string>) {
  return Object.fromEntries(
    options.flatMap((option) => {
      const text = values[option.name] ?? '';
      if (text === '') return [];
      const issues: Issue[] = [];
      const value = check(optionSchema(option), written(option, text), [], issues);
      if (issues[0] !== undefined) found.set(option.name, issues[0].message);
      return [[option.name, value]];
    }),
  );
}

function complaints(model: Model, subject: FaultSubject, values: Values): Complaints {
  const definition = definitionOf(subject.fault);
  const { simulation } = model;
  const found = new Map(missing(fields(model, subject), values));
  const { target = '', for: lasts = '' } = values;
  const targets = simulation.faultTargets(definition);
  if (target !== '' && !targets.includes(target) && !targets.includes(simulation.nameById(target) ?? ''))
    found.set('target', noSuch(definition.targets, target, targets));
  optionsOf(definition, values, found);
  const issues: Issue[] = [];
  if (lasts !== '') check(duration, lasts, [], issues);
  if (issues[0] !== undefined) found.set('for', issues[0].message);
  return found;
}

export const faultForm: Form<FaultSubject> = {
  title: ({ fault }) => `fault ${fault}`,
  doc: ({ fault }) => definitionOf(fault).doc ?? '',
  fields,
  complaints,
  action: (_model, { fault }, values) => {
    const { target = '', for: lasts = '' } = values;
    const options = optionsOf(definitionOf(fault), values, new Map());
    const injection = {
      fault,
      target,
      ...(lasts !== '' && { for: lasts }),
      ...(Object.keys(options).length > 0 && { options }),
    };
    return { type: 'act', act: { kind: 'inject', injection } };
  },
};
