/** What stands at the head of a file that was written from a session. */
import { requestTexts } from './requests.ts';
import type { Session } from './written-steps.ts';

const PLAYED = '# As it was played: every input at its time. It replays to the same trace.';
const KEYS = '# BGP keys that were typed in the session stand in it in the clear.';
const SCHEMA = /^(# yaml-language-server: \$schema=)(\S+)$/m;

/** Adds what is to be said, once; the line for editors stays the first. `moved`: a path as the new place sees it. */
export function withHeader(text: string, session: Session, moved: (path: string) => string): string {
  const lines = [PLAYED, ...(hasTypedKeys(session) ? [KEYS] : [])].filter(
    (line) => !text.includes(`${line}\n`),
  );
  const schema = SCHEMA.exec(text);
  if (schema === null) return [...lines, text].join('\n');
  const [whole, lead, path = ''] = schema;
  const first = /^[a-z]+:/.test(path) ? whole : `${lead}${moved(path)}`;
  const end = schema.index + whole.length;
  return [text.slice(0, schema.index) + first, ...lines].join('\n') + text.slice(end);
}

/** Keys of the scenario itself were in its file already. */
function hasTypedKeys({ run }: Session): boolean {
  return run.simulation.journal.some(({ input }, index) => {
    if (run.stepOf(index) !== undefined) return false;
    if (input.kind === 'call') return requestTexts(input.request).some(({ member }) => member === 'authKey');
    if (input.kind === 'inject') return input.injection.fault === 'wrong-key';
    return input.kind === 'configure' && input.changes.some((change) => 'authKey' in change);
  });
}
