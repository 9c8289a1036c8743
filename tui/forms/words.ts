/** Acts and answers in words. */
import { optionWords } from '../../sim/faults/words.ts';
import { catalogue, type Injection } from '../../sim/simulation.ts';
import type { Act } from '../acts.ts';

const SUBJECTS = [
  'virtualInterfaceId',
  'connectionId',
  'lagId',
  'directConnectGatewayId',
  'parentConnectionId',
];

/** One act on one line; of a request only what it is about, so that no key is shown. */
export function actInWords(act: Act): string {
  switch (act.kind) {
    case 'call': {
      const named = SUBJECTS.flatMap((member) => {
        const value = act.request[member];
        return typeof value === 'string' ? [value] : [];
      });
      return [act.operation, ...named].join(' ');
    }
    case 'inject': {
      const { for: lasts } = act.injection;
      return `fault ${injectionInWords(act.injection)}${lasts === undefined ? '' : ` for ${lasts}`}`;
    }
    case 'clear':
      return `clear fault ${act.fault}`;
    case 'configure': {
      const what = act.changes.map((change) =>
        'interface' in change
          ? change.interface
          : 'neighbor' in change
            ? change.neighbor
            : `remove ${change.remove}`,
      );
      return `router ${act.router} ${what.join(', ')}`;
    }
    case 'note':
      return `note ${act.text}`;
  }
}

/** A fault with its target and how it was chosen. */
export function injectionInWords({ fault, target, options }: Injection): string {
  const definition = catalogue.faults.find(({ name }) => name === fault) ?? { options: [] };
  return `${fault} on ${target}${optionWords(definition, options)}`;
}

const INDENT = 4;

/** As the AWS command line prints it. */
export const answerLines = (answer: unknown): readonly string[] =>
  JSON.stringify(answer ?? {}, null, INDENT).split('\n');

/** As the AWS command line says it. */
export const errorLine = (
  operation: string,
  error: { readonly type: string; readonly message: string },
): string => `An error occurred (${error.type}) when calling the ${operation} operation: ${error.message}`;
