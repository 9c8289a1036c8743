/** The form of a change of a customer router: an interface, a neighbour, or an interface to remove. */
import { check, type Issue } from '../../sim/scenario/issues.ts';
import { pick } from '../../sim/scenario/schema/build.ts';
import { routerChange } from '../../sim/scenario/schema/router.ts';
import type { RouterChange } from '../../sim/topology/router-change.ts';
import type { Model } from '../model.ts';
import {
  boolOrText,
  type Complaints,
  type Field,
  type Form,
  type FormSubject,
  fieldOf,
  listOfText,
  missing,
  numberOrText,
  type Values,
} from './form.ts';
import { type InterfaceKind, interfaceMembers, type MemberShape, neighborMembers } from './router-fields.ts';

type RouterSubject = Extract<FormSubject, { kind: 'router' }>;

const interfaceKinds: readonly InterfaceKind[] = ['port', 'portChannel', 'subInterface'];

/** Labels of what a router has of a kind. */
export const labelsOf = (
  { simulation }: Model,
  router: string,
  kinds: readonly (InterfaceKind | 'neighbor')[],
): readonly string[] =>
  kinds.flatMap((kind) =>
    simulation
      .names(kind)
      .filter((name) => name.startsWith(`${router} `))
      .map((name) => name.slice(router.length + 1)),
  );

const whatCanBe = (model: Model, { router, change }: RouterSubject): readonly string[] => {
  if (change === 'neighbor') return labelsOf(model, router, ['neighbor']);
  return labelsOf(model, router, change === 'remove' ? ['portChannel', 'subInterface'] : interfaceKinds);
};

/** What an interface is; a new one is a sub-interface when its name has a dot, else a port-channel. */
function kindOf(model: Model, router: string, label: string): InterfaceKind {
  const known = interfaceKinds.find((kind) => labelsOf(model, router, [kind]).includes(label));
  return known ?? (label.includes('.') ? 'subInterface' : 'portChannel');
}

function shapesOf(model: Model, { router, change }: RouterSubject, values: Values): [string, MemberShape][] {
  if (change === 'remove') return [];
  if (change === 'neighbor') return Object.entries(neighborMembers);
  const label = values.interface ?? '';
  const all = Object.entries<MemberShape>(interfaceMembers);
  if (label === '') return all;
  const kind = kindOf(model, router, label);
  return all.filter(([, { on }]) => on === undefined || on.includes(kind));
}

function choicesOf(model: Model, router: string, { kind, words }: MemberShape): readonly string[] {
  if (kind === 'bool') return ['true', 'false'];
  if (kind === 'vif') return model.simulation.names('virtualInterface');
  if (kind === 'ports') return labelsOf(model, router, ['port']);
  return words ?? [];
}

function fields(model: Model, subject: RouterSubject, values: Values): readonly Field[] {
  return [
    fieldOf(subject.change, { required: true, choices: whatCanBe(model, subject), hint: 'of the router' }),
    ...shapesOf(model, subject, values).map(([member, shape]) =>
      fieldOf(shape.name ?? member, { choices: choicesOf(model, subject.router, shape), hint: shape.hint }),
    ),
  ];
}

const readers: Readonly<Partial<Record<MemberShape['kind'], (text: string) => unknown>>> = {
  bool: boolOrText,
  int: numberOrText,
  list: listOfText,
  ports: listOfText,
};

/** As a step of a scenario file writes it. */
function entryOf(model: Model, subject: RouterSubject, values: Values): Readonly<Record<string, unknown>> {
  const members = shapesOf(model, subject, values).flatMap(([member, shape]) => {
    const name = shape.name ?? member;
    const text = values[name] ?? '';
    return text === '' ? [] : [[name, readers[shape.kind]?.(text) ?? text]];
  });
  return { [subject.change]: values[subject.change] ?? '', ...Object.fromEntries(members) };
}

/** Made late: nobody pays for it before the first router form. */
let schema: ReturnType<typeof routerChange> | undefined;

function read(
  model: Model,
  subject: RouterSubject,
  values: Values,
  issues: Issue[],
): RouterChange | undefined {
  schema ??= routerChange(pick);
  return check(schema, entryOf(model, subject, values), [], issues);
}

function complaints(model: Model, subject: RouterSubject, values: Values): Complaints {
  const all = fields(model, subject, values);
  const lacking = missing(all, values);
  if (lacking.length > 0) return new Map(lacking);
  const { change } = subject;
  const issues: Issue[] = [];
  read(model, subject, values, issues);
  const found = new Map<string, string>();
  for (const { path, message } of issues) {
    const at = String(path[0] ?? change);
    const key = all.some((field) => field.key === at) ? at : change;
    if (!found.has(key)) found.set(key, message);
  }
  const isEmpty = change !== 'remove' && all.every(({ key }) => key === change || (values[key] ?? '') === '');
  if (found.size === 0 && isEmpty) found.set(all[1]?.key ?? change, 'nothing is changed yet');
  return found;
}

export const routerForm: Form<RouterSubject> = {
  title: ({ router, change }) => (change === 'remove' ? `remove ${router}` : `router ${router}`),
  doc: ({ change }) =>
    change === 'remove' ? 'Removes a sub-interface or port-channel' : 'What is left empty stays as it is',
  fields,
  complaints,
  action: (model, subject, values) => {
    const change = read(model, subject, values, []);
    const changes = change === undefined ? [] : [change];
    return { type: 'act', act: { kind: 'configure', router: subject.router, changes } };
  },
};
