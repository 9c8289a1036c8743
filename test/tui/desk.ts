/** A sitting with files that are in memory, at the VIFs. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Files } from '../../tui/forms/files.ts';
import { Session } from '../../tui/session.ts';
import { playerOf, type Sitting, scenario } from './fixture.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Files of the repository by their path in it, and above them what was written. */
export class MemoryFiles implements Files {
  readonly written = new Map<string, string>();
  absolute = (path: string): string => (path.startsWith('/') ? path : `${root}${path}`);
  exists = (path: string): boolean => this.written.has(path);
  read = (path: string): string => this.written.get(path) ?? readFileSync(this.absolute(path), 'utf8');
  write = (path: string, text: string): void => {
    if (path.startsWith('locked/')) throw new Error(`EACCES: permission denied, open '${path}'`);
    this.written.set(path, text);
  };
}

export interface Desk extends Omit<Sitting, 'quits'> {
  readonly files: MemoryFiles;
  /** Opens the palette, types a line, presses enter. */
  command(line: string): void;
  /** The overlay on top. */
  readonly top: () => Session['state']['overlays'][number] | undefined;
}

export function desk(columns = 80, rows = 24): Desk {
  const files = new MemoryFiles();
  const source = files.read('scenarios/moving/connection-to-lag.yaml');
  // Paths as on a command line in the repository.
  const of = { ...scenario(), file: 'scenarios/moving/connection-to-lag.yaml' };
  const session = new Session({ player: playerOf(of), columns, rows, quit: () => {}, files, source });
  session.dispatch({ type: 'ui.view', view: 'vifs' });
  const press = (...names: readonly string[]): void => {
    for (const name of names) session.stroke({ name });
  };
  const type = (text: string): void => {
    for (const character of text)
      session.stroke({ name: character === ' ' ? 'space' : character, text: character });
  };
  return {
    session,
    files,
    press,
    type,
    command: (line) => {
      press(':');
      type(line);
      press('enter');
    },
    top: () => session.state.overlays.at(-1),
  };
}
