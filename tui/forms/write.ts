/** Writes what was done as a scenario file, asking before anything is overwritten. */
import { formatClock } from '../../sim/kernel/quantity.ts';
import { type WrittenScenario, writeScenario } from '../../sim/scenario/write.ts';
import { catalogue } from '../../sim/simulation.ts';
import type { Session } from '../session.ts';

const PLAIN_PATH = /^[\w./@%+=:,-]+$/;

/** What plays a file again, to be pasted into a shell. */
export function replayCommand(file: string): string {
  const path = file.startsWith('-') ? `./${file}` : file;
  return `npx dxdrill run ${PLAIN_PATH.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`}`;
}

/** A name that is not taken: `drill-session.yaml`, `drill-session-2.yaml` … in the working folder. */
export function defaultFile({ model, files }: Session): string {
  const name = model.scenario.file.split('/').at(-1) ?? '';
  const base = `${name.replace(/\.ya?ml$/i, '').replace(/-session(-\d+)?$/, '')}-session`;
  for (let number = 1; ; number++) {
    const file = `${base}${number === 1 ? '' : `-${number}`}.yaml`;
    if (files?.exists(file) !== true) return file;
  }
}

function tell(session: Session, title: string, lines: readonly string[], isBad = false): void {
  session.dispatch({
    type: 'ui.overlay',
    overlay: { id: 'result', title, tone: isBad ? 'bad' : 'good', lines, top: 0 },
  });
}

const messageOf = (error: unknown): readonly string[] =>
  (error instanceof Error ? error.message : String(error)).split('\n');

/** Takes the form away that asked for the name, if there is one. */
function closeForm(session: Session): void {
  if (session.state.overlays.at(-1)?.id === 'form') session.dispatch({ type: 'ui.back' });
}

const expectations = (count: number): string => (count === 1 ? '1 expectation' : `${count} expectations`);

/** What of the original could not stay as it was. */
const changedLines = ({ warns, leftOut }: WrittenScenario): readonly string[] => [
  ...(warns === 0
    ? []
    : [
        `${expectations(warns)} did not hold: in the file, but with \`warn: true\`, so that it does not fail.`,
      ]),
  ...(leftOut === 0
    ? []
    : [`${expectations(leftOut)} could not be judged: left out, with the reason at the end of the file.`]),
];

/** Answers nothing: what happened stands in an overlay. */
export function write(session: Session, file: string, overwrite: boolean): void {
  const { files, source, player } = session;
  if (files === undefined || source === undefined) throw new RangeError('there is nowhere to write to');
  if (!overwrite && files.exists(file)) {
    const lines = [`${file} is there already.`, 'What is in it is lost when you write over it.'];
    const then = { type: 'write', file, overwrite: true } as const;
    session.dispatch({ type: 'ui.overlay', overlay: { id: 'confirm', title: 'Overwrite?', lines, then } });
    return;
  }
  const { run } = player;
  let written: WrittenScenario;
  try {
    // Both named from the same place: the new file finds the network from wherever it is.
    const origin = { ...run.scenario, file: files.absolute(run.scenario.file) };
    written = writeScenario(origin, source, run, {
      file: files.absolute(file),
      read: files.read,
      api: catalogue.api,
      faults: { faults: catalogue.faults },
    });
    files.write(file, written.text);
  } catch (error) {
    tell(session, `${file} was not written`, messageOf(error), true);
    return;
  }
  session.wasWritten();
  closeForm(session);
  tell(session, `${file} written`, [
    `Everything up to ${formatClock(player.now)}, ${player.done.length} of it done by you.`,
    ...changedLines(written),
    ...(player.ahead.length === 0
      ? []
      : [
          `Not in it: ${player.ahead.length} of yours that you did later; go there ($ to the end) and write again.`,
        ]),
    '',
    'This plays it again without a terminal, to the same trace:',
    '',
    `    ${replayCommand(file)}`,
    '',
    `trace ${run.simulation.traceHash()}`,
  ]);
}
