/** The application on a terminal, from the first frame until it ends. */
import { render } from 'ink';
import { ScenarioRun } from '../sim/scenario/run.ts';
import type { Scenario } from '../sim/scenario/types.ts';
import { App } from './app.tsx';
import { machineFiles } from './forms/files.ts';
import { startLoop } from './loop.ts';
import { Player } from './player.ts';
import type { Screen } from './screen.ts';
import { Session } from './session.ts';
import { suspend } from './suspend.ts';
import { glyphSets } from './theme.ts';

export interface StartOptions {
  readonly seed?: number;
  readonly ascii: boolean;
  /** Virtual seconds a second, Infinity for as fast as possible. */
  readonly speed: number;
  /** Called once the first frame is seen. */
  readonly seen?: () => void;
  /** The keyboard, if it is not that of the process. */
  readonly stdin?: NodeJS.ReadStream;
}

/** Plays a scenario on an open screen. Resolves when the operator quits; rejects when the application breaks. */
export async function startTerminal(
  scenario: Scenario,
  screen: Screen,
  options: StartOptions,
): Promise<void> {
  const run = ScenarioRun.start(scenario, {
    invariants: false,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const player = new Player(run);
  player.setSpeed(options.speed);
  const session = new Session({
    player,
    columns: screen.columns,
    rows: screen.rows,
    quit: () => app.unmount(),
    redraw: () => screen.forget(),
    suspend: () => suspend(process),
    files: machineFiles,
    // Now: who edits it while the drill goes on does not change what is played.
    source: machineFiles.read(scenario.file),
  });
  const glyphs = options.ascii ? glyphSets.ascii : glyphSets.unicode;
  const app = render(<App session={session} glyphs={glyphs} />, {
    // Ink takes the whole type of a stream, but writes, asks for the size and listens for `resize` only.
    stdout: screen as unknown as NodeJS.WriteStream,
    ...(options.stdin && { stdin: options.stdin }),
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const stop = startLoop(session);
  const settling = setImmediate(() => options.seen?.());
  try {
    await app.waitUntilExit();
  } finally {
    stop();
    clearImmediate(settling);
    app.unmount();
  }
}
