/**
 * The terminal of this process: taken over with a first picture before anything heavy is loaded, given back whatever
 * happens. Imports neither Ink nor React.
 */
import { guardScreen } from './restore.ts';
import { Screen } from './screen.ts';
import { guardStops } from './suspend.ts';

export interface TakenTerminal {
  readonly screen: Screen;
  /** Gives the terminal back. */
  release(): void;
}

/** Whether there is a keyboard and a screen. */
export const isTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * What Ink, React and chalk read from the environment when they are loaded, so it must be called before: React's
 * development build leaks, and chalk knows neither NO_COLOR nor that a CI variable says nothing about a terminal.
 */
export function prepareEnvironment(env: NodeJS.ProcessEnv, hasColour: boolean): void {
  env.NODE_ENV = 'production';
  // 16 colours are all that is used.
  env.FORCE_COLOR = hasColour ? '1' : '0';
  // Node warns, on our screen, where both are set.
  delete env.NO_COLOR;
  // Ink would look for React's developer tools.
  delete env.DEV;
}

/** The title and what is loading, in the middle of the screen. */
export function splash(title: string, loading: string, columns: number, rows: number): string {
  const center = (text: string): string => {
    const shown = text.slice(0, columns);
    return ' '.repeat(Math.floor((columns - shown.length) / 2)) + shown;
  };
  const above = Math.max(0, Math.floor(rows / 2) - 2);
  return '\n'.repeat(above) + [center(title), '', center(loading)].join('\n');
}

/** Enters the alternate screen and shows what is loading. */
export function takeTerminal(title: string, loading: string): TakenTerminal {
  const screen = new Screen(process.stdout);
  const close = (): void => {
    screen.close();
    if (process.stdin.isRaw) process.stdin.setRawMode(false);
  };
  const unguard = guardScreen(process, close, (text) => process.stderr.write(text));
  const unguardStops = guardStops(process, close, () => {
    // Off first: the shell may have changed what Node believes to be so.
    process.stdin.setRawMode(false);
    process.stdin.setRawMode(true);
    screen.open();
    screen.forget();
  });
  // At once: what is typed while the rest loads is for us, and must not be echoed into the picture.
  process.stdin.setRawMode(true);
  screen.open();
  screen.write(splash(title, loading, screen.columns, screen.rows));
  return {
    screen,
    release: () => {
      unguard();
      unguardStops();
      close();
    },
  };
}
