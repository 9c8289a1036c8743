/** A sitting over a shipped scenario, and the keyboard of a test. */
import { fileURLToPath } from 'node:url';
import { loadFile } from '../../cli/load.ts';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { Player } from '../../tui/player.ts';
import { Session } from '../../tui/session.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const read = new Map<string, Scenario>();

/** A scenario is immutable: read once. */
export function scenario(file = 'scenarios/moving/connection-to-lag.yaml'): Scenario {
  const known = read.get(file);
  if (known !== undefined) return known;
  const loaded = loadFile(`${root}${file}`, false);
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const [first] = loaded.scenarios;
  if (first === undefined) throw new Error(`no scenario in ${file}`);
  read.set(file, first);
  return first;
}

export const playerOf = (of = scenario()): Player => new Player(ScenarioRun.start(of));

export interface Sitting {
  readonly session: Session;
  /** Presses keys by name, as the table of keys writes them. */
  press(...names: readonly string[]): void;
  type(text: string): void;
  readonly quits: () => number;
}

export function sitting(columns = 80, rows = 24, player = playerOf()): Sitting {
  let quits = 0;
  const session = new Session({ player, columns, rows, quit: () => void quits++ });
  return {
    session,
    press: (...names) => {
      for (const name of names) session.stroke({ name });
    },
    type: (text) => {
      for (const character of text) session.stroke({ name: character, text: character });
    },
    quits: () => quits,
  };
}

/** The same, in the view of virtual interfaces. */
export function sittingAtVifs(columns = 80, rows = 24, player = playerOf()): Sitting {
  const seat = sitting(columns, rows, player);
  seat.press('2');
  return seat;
}
