/** The bottom line: what was said last, what is being typed, or the keys that mean something now. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { bindings } from '../bindings.ts';
import { fitTo } from '../cells.ts';
import { activeBindings, type Binding, contextsOf } from '../keys.ts';
import { listOf, type UiState } from '../state.ts';
import { useSurroundings, useUi } from '../widgets/context.ts';
import { Glyph } from '../widgets/glyph.tsx';
import { Input } from '../widgets/input.tsx';

const lengthOf = ({ keys, footer }: Binding): number =>
  (keys[0]?.length ?? 0) + (footer?.word.length ?? 0) + 3;

/** Those with a place in the footer, the most important that fit. */
export function footerBindings(state: UiState, width: number): readonly Binding[] {
  const wanted = activeBindings(bindings, contextsOf(state)).filter(({ footer }) => footer !== undefined);
  const ranked = [...wanted].sort((a, b) => (a.footer?.rank ?? 0) - (b.footer?.rank ?? 0));
  let left = width;
  const kept = ranked.filter((one) => {
    left -= lengthOf(one);
    return left >= 0;
  });
  return kept;
}

function Keys({ state }: { readonly state: UiState }): ReactNode {
  return (
    <Box width={state.columns}>
      {footerBindings(state, state.columns - 1).map((one) => (
        <Box key={`${one.context} ${one.keys.join(' ')}`}>
          <Text bold color="cyan">{` ${one.keys[0]}`}</Text>
          <Text dimColor>{` ${one.footer?.word} `}</Text>
        </Box>
      ))}
    </Box>
  );
}

export function Footer(): ReactNode {
  const { glyphs } = useSurroundings();
  const state = useUi();
  if (state.isFiltering && state.overlays.length === 0) {
    return <Input label=" filter: " text={listOf(state).filter} width={state.columns} />;
  }
  const { toast, columns } = state;
  if (toast === undefined) return <Keys state={state} />;
  return (
    <Box>
      <Glyph text={` ${glyphs.mark[toast.isBad ? 'bad' : 'good']} `} tone={toast.isBad ? 'bad' : 'good'} />
      <Text bold>{fitTo(glyphs.words(toast.text), columns - 4, glyphs.cut)}</Text>
    </Box>
  );
}
