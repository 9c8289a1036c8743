/** The top line: where you are on the left, what time it is on the right. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { formatClock, formatDuration } from '../../sim/kernel/quantity.ts';
import { cut, widthOf } from '../cells.ts';
import type { Session } from '../session.ts';
import type { Glyphs } from '../theme.ts';
import { viewOf } from '../views/registry.ts';
import { useSurroundings, useUi } from '../widgets/context.ts';
import { Glyph } from '../widgets/glyph.tsx';

const NARROW = 60;

/** From the program to the page, outermost first. */
export function breadcrumbs({ state, model }: Session): readonly string[] {
  const pages = state.pages.map(({ key }) => key);
  const overlays = state.overlays.map(({ id }) => id);
  return ['dxdrill', model.scenario.name, viewOf(state.view)?.title ?? state.view, ...pages, ...overlays];
}

/** `×10`, `×max`, or what it runs to. */
export function paceInWords({ player }: Session, glyphs: Glyphs): string {
  if (player.seeking !== undefined) return `to ${player.seeking}`;
  return `${glyphs.times}${Number.isFinite(player.speed) ? player.speed : 'max'}`;
}

const DAY = 86_400_000_000;

/** As short as it is exact: `30d`, `20:00`. */
const endInWords = (micros: number): string =>
  micros >= DAY ? formatDuration(micros) : formatClock(micros).replace(/\.000$/, '');

export function Header(): ReactNode {
  const { session, glyphs } = useSurroundings();
  const { columns } = useUi();
  const { player } = session;
  const end = columns < NARROW ? '' : ` / ${endInWords(player.endMicros)}`;
  const seed = columns < NARROW ? '' : `  seed ${player.run.seed}`;
  const pace = paceInWords(session, glyphs);
  const ahead = player.ahead.length === 0 || columns < NARROW ? '' : `  ${player.ahead.length} ahead`;
  const clock = `${formatClock(player.now)}${end}${seed}${ahead}`;
  const state = player.run.ended ? 'ended' : player.playing ? 'plays' : 'paused';
  const right = 2 + widthOf(pace) + 1 + state.length + 2 + clock.length + 1;
  const [first = '', ...others] = breadcrumbs(session).map(glyphs.words);
  const trail = cut([first, ...others].join(` ${glyphs.crumb} `), columns - right - 2, glyphs.cut);
  const space = Math.max(0, columns - 1 - widthOf(trail) - right);
  return (
    <Box>
      <Text bold>{` ${trail}${' '.repeat(space)}`}</Text>
      <Glyph text={player.playing ? glyphs.play : glyphs.pause} tone={player.playing ? 'good' : 'warn'} />
      <Text>{` ${state} `}</Text>
      <Text color="cyan">{pace}</Text>
      <Text bold>{`  ${clock} `}</Text>
    </Box>
  );
}
