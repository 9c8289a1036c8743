/** A view of a scenario at a time as it stands on a screen: its lines, after keys were pressed. */
import { render } from 'ink-testing-library';
import { expect } from 'vitest';
import { App } from '../../tui/app.tsx';
import { widthOf } from '../../tui/cells.ts';
import { glyphSets } from '../../tui/theme.ts';
import { playerOf, scenario, sitting } from './fixture.ts';

const SECOND = 1_000_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');

export interface Sight {
  readonly file: string;
  readonly view: string;
  readonly atSeconds: number;
  readonly columns?: number;
  readonly rows?: number;
  readonly ascii?: boolean;
  /** Seen on the way, so that measurements are taken there. */
  readonly stopsSeconds?: readonly number[];
}

/** Lines of the screen once it has settled; every one was checked to fit. */
export async function shown(sight: Sight, ...keys: readonly string[]): Promise<readonly string[]> {
  const { file, view, atSeconds, columns = 120, rows = 36, ascii = false, stopsSeconds = [] } = sight;
  const { session, press } = sitting(columns, rows, playerOf(scenario(file)));
  for (const seconds of [...stopsSeconds, atSeconds])
    session.dispatch({ type: 'time.seek', micros: seconds * SECOND });
  session.dispatch({ type: 'ui.view', view });
  const glyphs = ascii ? glyphSets.ascii : glyphSets.unicode;
  const app = render(<App session={session} glyphs={glyphs} size={{ columns, rows }} />);
  press(...keys);
  await new Promise((done) => setTimeout(done, 20));
  const lines = plain(app.lastFrame() ?? '').split('\n');
  app.unmount();
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
  return lines;
}

/** The line of a table that begins with these words, mark and selection left out. */
export const rowOf = (lines: readonly string[], words: string): string =>
  lines.find((line) => line.slice(3).trimStart().startsWith(words)) ?? '';
