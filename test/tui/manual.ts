/** The manual's tables of keys, made from the table that the terminal UI itself reads. */
import { bindings } from '../../tui/bindings.ts';
import { keysInWords, titleOf } from '../../tui/help.ts';
import { viewOf } from '../../tui/views/registry.ts';

const headingOf = (context: (typeof bindings)[number]['context']): string =>
  context.startsWith('view:')
    ? `View ${viewOf(context.slice('view:'.length))?.title ?? context}`
    : titleOf(context);

const inCell = (text: string): string => text.replaceAll('|', '\\|');

/** Markdown: a table for each place where keys are heard, in the order of the table of keys. */
export function keyTables(): string {
  const headings = [...new Set(bindings.map(({ context }) => headingOf(context)))];
  return headings
    .map((heading) => {
      const rows = bindings
        .filter(({ context }) => headingOf(context) === heading)
        .map(
          (one) => `| ${inCell(`\`${keysInWords(one).split(' ').join('` `')}\``)} | ${inCell(one.label)} |`,
        );
      return [`### ${heading}`, '', '| keys | what they do |', '| --- | --- |', ...rows].join('\n');
    })
    .join('\n\n');
}
