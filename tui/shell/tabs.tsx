/** The strip of views with their digits; the one that is shown stands out also without colour. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { views } from '../views/registry.ts';
import { useUi } from '../widgets/context.ts';

/** Names, or where those do not fit digits with names cut to fit. */
export function tabLabels(columns: number): readonly string[] {
  const long = views.map(({ key, title }) => `${key} ${title}`);
  const width = long.reduce((sum, label) => sum + label.length + 2, 0);
  if (width < columns) return long;
  const each = Math.max(1, Math.floor(columns / views.length) - 2);
  return long.map((label) => label.slice(0, each));
}

export function Tabs(): ReactNode {
  const { view, columns } = useUi();
  const labels = tabLabels(columns);
  return (
    <Box width={columns}>
      {views.map(({ id }, index) => (
        <Text key={id} inverse={id === view} bold={id === view} dimColor={id !== view}>
          {id === view ? `[${labels[index]}]` : ` ${labels[index]} `}
        </Text>
      ))}
    </Box>
  );
}
