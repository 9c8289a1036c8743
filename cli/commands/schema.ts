import { type Command, exitCode } from '../context.ts';

/** Prints the JSON Schema that editors complete scenario files with. */
export const schema: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of the scenario format, for editors',
  examples: [['schema > schema.json', 'then: # yaml-language-server: $schema=./schema.json']],
  define: () => {},
  execute: async (_program, context) => {
    const text = await (await context.engine()).schema();
    context.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    return exitCode.held;
  },
};
