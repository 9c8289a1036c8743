/** Entries that change something, from the lists of the simulation: what is added there appears here. */
import { catalogue } from '../../sim/simulation.ts';
import { labelsOf } from '../forms/router-form.ts';
import { injectionInWords } from '../forms/words.ts';
import type { Model } from '../model.ts';
import { type Entry, NOTHING_MORE } from './entry.ts';
import { formEntry, nextInForm, runForm } from './form-entry.ts';

const faultEntries: readonly Entry[] = catalogue.faults.map(({ name, doc = '' }) =>
  formEntry(`fault ${name}`, doc, { subject: { kind: 'fault', fault: name }, positions: ['target'] }),
);

const callEntries: readonly Entry[] = catalogue.simulated.map((operation) => {
  const required = (catalogue.api.membersOf(operation) ?? []).filter((member) => member.required);
  const doc = required.length === 0 ? 'no member is required' : required.map(({ name }) => name).join(', ');
  return formEntry(`api ${operation}`, doc, { subject: { kind: 'call', operation }, positions: [] });
});

const isAddress = (label: string): boolean =>
  label.includes(':') ? !label.includes('/') : /^\d+(\.\d+){3}$/.test(label);

/** An interface or, by its address, a neighbour. */
function lineOf(router: string, label: string, remove: boolean) {
  const change = remove ? 'remove' : isAddress(label) ? 'neighbor' : 'interface';
  return { subject: { kind: 'router', router, change }, positions: [change] } as const;
}

function routerEntry(router: string): Entry {
  return {
    words: `router ${router}`,
    doc: 'change an interface or a neighbour',
    next: (model, given, partial) => {
      const [label] = given;
      if (label !== undefined) return nextInForm(model, lineOf(router, label, false), given, partial);
      const choices = labelsOf(model, router, ['port', 'portChannel', 'subInterface', 'neighbor']);
      return { choices, hint: 'an interface, a new one too, or the address of a neighbour', isFree: true };
    },
    run: (session, given) => runForm(session, lineOf(router, given[0] ?? '', false), given),
  };
}

function removeEntry(router: string): Entry {
  const line = lineOf(router, '', true);
  return {
    words: `remove ${router}`,
    doc: 'remove a sub-interface or port-channel',
    next: (model, given, partial) =>
      given.length > 0 ? NOTHING_MORE : nextInForm(model, line, given, partial),
    run: (session, given) => runForm(session, line, given),
  };
}

function clearEntries({ simulation }: Model): readonly Entry[] {
  const inForce = simulation.faultsInForce;
  if (inForce.length === 0) {
    const nothing = (): void => {
      throw new RangeError('no fault is in force');
    };
    return [{ words: 'clear', doc: 'end a fault; none is in force', run: nothing }];
  }
  return inForce.map((fault) => ({
    words: `clear ${fault.number}`,
    doc: `end ${injectionInWords(fault)}`,
    run: (session) => session.dispatch({ type: 'act', act: { kind: 'clear', fault: fault.number } }),
  }));
}

const sitting: readonly Entry[] = [
  {
    words: 'note',
    doc: 'remember something about this moment',
    next: () => ({ ...NOTHING_MORE, hint: 'what to remember' }),
    run: (session, given) => {
      if (given.length === 0) session.dispatch({ type: 'form.open', subject: { kind: 'note' } });
      else session.dispatch({ type: 'act', act: { kind: 'note', text: given.join(' ') } });
    },
  },
  {
    words: 'write',
    doc: 'write what was done as a scenario file',
    next: () => ({ ...NOTHING_MORE, hint: 'a file that ends in .yaml' }),
    run: (session, given) => {
      const file = given.join(' ');
      if (file === '') session.dispatch({ type: 'write.ask' });
      else runForm(session, { subject: { kind: 'write' }, positions: ['file'] }, [file]);
    },
  },
];

/** As things stand now. */
export const actEntries = (model: Model): readonly Entry[] => [
  ...faultEntries,
  ...callEntries,
  ...model.simulation.names('router').flatMap((router) => [routerEntry(router), removeEntry(router)]),
  ...clearEntries(model),
  ...sitting,
];
