import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { type Command, exitCode, WrongInput } from '../context.ts';
import { firstNetwork, firstScenario } from '../first-scenario.ts';

/** Writes a first scenario and its network, both commented; never over something that is there. */
export const init: Command = {
  name: 'init',
  summary: 'write a first scenario and its network, to edit',
  examples: [
    ['init', 'scenarios/first.yaml and scenarios/networks/first.yaml'],
    ['init drills/cut.yaml', 'drills/cut.yaml and drills/networks/cut.yaml'],
  ],
  define: (program) => {
    program.argument('[file]', 'the scenario file to write (default: scenarios/first.yaml)');
  },
  execute: async (program, context) => {
    const name = program.args[0] ?? 'scenarios/first.yaml';
    if (!/^\.ya?ml$/i.test(extname(name))) throw new WrongInput(`${name}: a scenario file ends in .yaml`);
    const scenario = resolve(context.cwd, name);
    const inFolder = join('networks', basename(scenario));
    const network = join(dirname(scenario), inFolder);
    const shown = (path: string) => relative(context.cwd, path);
    for (const path of [scenario, network]) {
      if (existsSync(path)) throw new WrongInput(`${shown(path)} is there already; init overwrites nothing`);
    }
    try {
      mkdirSync(dirname(network), { recursive: true });
      writeFileSync(network, firstNetwork, { flag: 'wx' });
      writeFileSync(scenario, firstScenario(inFolder.replaceAll('\\', '/')), { flag: 'wx' });
    } catch (error) {
      throw new WrongInput(`cannot write ${name}: ${error instanceof Error ? error.message : error}`);
    }
    context.stdout.write(
      `wrote ${shown(network)}\nwrote ${shown(scenario)}\nnow: npx dxdrill run ${shown(scenario)}\n`,
    );
    return exitCode.held;
  },
};
