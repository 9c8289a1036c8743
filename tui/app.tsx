/** The whole screen, and the one place where keys come in. */
import { Box, Text, useStdin, useStdout } from 'ink';
import { type FunctionComponent, type ReactNode, useEffect } from 'react';
import { strokesOf } from './input.ts';
import { LEAST_COLUMNS, LEAST_ROWS, layoutOf } from './layout.ts';
import type { OverlayProps } from './overlays/overlay.ts';
import { overlays } from './overlays/registry.ts';
import type { Session } from './session.ts';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';
import { News } from './shell/news.tsx';
import { PageScreen } from './shell/page-screen.tsx';
import { Tabs } from './shell/tabs.tsx';
import type { Glyphs } from './theme.ts';
import { viewOf } from './views/registry.ts';
import { SurroundingsContext, useUi } from './widgets/context.ts';
import { TableScreen } from './widgets/table-screen.tsx';

/** The topmost of overlay, page and view. */
function Body({ height }: { readonly height: number }): ReactNode {
  const { overlays: open, pages, view, columns: width } = useUi();
  const overlay = open.at(-1);
  if (overlay !== undefined) {
    // One component an id; TypeScript does not follow the pair through the lookup.
    const Overlay = overlays[overlay.id] as FunctionComponent<OverlayProps>;
    return <Overlay overlay={overlay} width={width} height={height} />;
  }
  const page = pages.at(-1);
  if (page !== undefined) {
    return <PageScreen key={`${page.view} ${page.key}`} page={page} width={width} height={height} />;
  }
  const { Component, table } = viewOf(view) ?? {};
  if (Component !== undefined) return <Component key={view} width={width} height={height} />;
  return table === undefined ? null : <TableScreen key={view} source={table} width={width} height={height} />;
}

function Frame(): ReactNode {
  const { columns, rows } = useUi();
  const { isTooSmall, hasTabs, newsRows, bodyRows } = layoutOf(columns, rows);
  if (isTooSmall)
    return <Text wrap="truncate">{`needs ${LEAST_COLUMNS}x${LEAST_ROWS}, is ${columns}x${rows}`}</Text>;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Header />
      {hasTabs ? <Tabs /> : null}
      <Box height={bodyRows}>
        <Body height={bodyRows} />
      </Box>
      {newsRows === 0 ? null : <News width={columns} height={newsRows} />}
      <Footer />
    </Box>
  );
}

interface AppProps {
  readonly session: Session;
  readonly glyphs: Glyphs;
  /** Of the terminal; a test's library has none of its own. */
  readonly size?: { readonly columns: number; readonly rows: number };
}

export function App({ session, glyphs, size }: AppProps): ReactNode {
  const { stdout } = useStdout();
  const { setRawMode, internal_eventEmitter: pieces } = useStdin();
  useEffect(() => {
    const heard = (piece: string): void => {
      for (const stroke of strokesOf(piece)) session.stroke(stroke);
    };
    setRawMode(true);
    pieces.on('input', heard);
    return () => {
      pieces.off('input', heard);
      setRawMode(false);
    };
  }, [session, setRawMode, pieces]);
  useEffect(() => {
    if (size !== undefined) return undefined;
    const resized = (): void => session.resize(stdout.columns, stdout.rows);
    resized();
    stdout.on('resize', resized);
    return () => void stdout.off('resize', resized);
  }, [session, stdout, size]);
  return (
    <SurroundingsContext value={{ session, glyphs }}>
      <Frame />
    </SurroundingsContext>
  );
}
