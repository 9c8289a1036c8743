import { Option } from 'commander';
import type { Chart } from '../../machines/chart.ts';
import { didYouMean } from '../../sim/scenario/near.ts';
import { type Command, exitCode, WrongInput } from '../context.ts';
import { chartDiagram } from '../mermaid.ts';

const formats = {
  mermaid: (chart: Chart) => chartDiagram(chart.config),
  json: (chart: Chart) => `${JSON.stringify(chart.config, null, 2)}\n`,
} as const;

/** Prints a state chart as the engine runs it. */
export const machine: Command = {
  name: 'machine',
  summary: 'print a state chart (connection, virtual interface, BGP peer …)',
  examples: [
    ['machine', 'the names of all charts'],
    ['machine virtual-interface --format mermaid', 'a diagram that Markdown renders'],
  ],
  define: (program) => {
    const format = new Option('-f, --format <format>', 'how')
      .choices(Object.keys(formats))
      .default('mermaid');
    program.argument('[name]', 'a chart; without it their names are listed').addOption(format);
  },
  execute: async (program, context) => {
    const { charts } = await import('../../machines/all.ts');
    const [name] = program.args;
    if (name === undefined) {
      context.stdout.write(charts.map((chart) => `${chart.id}\n`).join(''));
      return exitCode.held;
    }
    const chart = charts.find(({ id }) => id === name);
    if (chart === undefined) {
      const names = charts.map(({ id }) => id);
      throw new WrongInput(`no chart ${name}${didYouMean(name, names) || `; there are ${names.join(', ')}`}`);
    }
    const { format } = program.opts<{ format: keyof typeof formats }>();
    context.stdout.write(formats[format](chart));
    return exitCode.held;
  },
};
