/** One thing in detail, in place of its view. */
import { type ReactNode, useRef } from 'react';
import { pageLines } from '../page.ts';
import { scrolled } from '../rows.ts';
import type { Page } from '../state.ts';
import { viewOf } from '../views/registry.ts';
import { useSurroundings } from '../widgets/context.ts';
import { Lines } from '../widgets/lines.tsx';
import { Panel } from '../widgets/panel.tsx';

interface PageScreenProps {
  readonly page: Page;
  readonly width: number;
  readonly height: number;
}

export function PageScreen({ page, width, height }: PageScreenProps): ReactNode {
  const { session } = useSurroundings();
  const top = useRef(0);
  const lines = pageLines(session, page);
  const line = Math.min(page.line, lines.length - 1);
  top.current = scrolled(top.current, line, height - 1, lines.length);
  const hasLink = lines[line]?.link !== undefined && lines[line]?.link !== page.key;
  return (
    <Panel
      title={`${viewOf(page.view)?.title ?? ''} ${page.key}`}
      note={`${hasLink ? 'enter opens this  ' : ''}${line + 1} of ${lines.length}`}
      width={width}
      height={height}
    >
      <Lines
        lines={lines.slice(top.current, top.current + height - 1)}
        width={width}
        selected={line - top.current}
      />
    </Panel>
  );
}
