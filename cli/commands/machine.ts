import { Option } from 'commander';
import { didYouMean } from '../../sim/kernel/near.ts';
import { type Command, exitCode, WrongInput } from '../context.ts';

const formats = ['mermaid', 'json'] as const;

/** Prints a state chart as the engine runs it. */
export const machine: Command = {
  name: 'machine',
  summary: 'print a state chart (connection, virtual interface, BGP peer …)',
  examples: [
    ['machine', 'the names of all charts'],
    ['machine virtual-interface --format mermaid', 'a diagram that Markdown renders'],
  ],
  define: (program) => {
    const format = new Option('-f, --format <format>', 'how').choices(formats).default('mermaid');
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
    const { toJson, toMermaid } = await import('../../sim/kernel/chart-diagram.ts');
    const { format } = program.opts<{ format: (typeof formats)[number] }>();
    context.stdout.write(
      format === 'json' ? `${JSON.stringify(toJson(chart), null, 2)}\n` : toMermaid(chart),
    );
    return exitCode.held;
  },
};
