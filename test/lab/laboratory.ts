/** A network of real daemons: built, started, watched, changed, broken, and always taken down. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daemons } from './daemons/all.ts';
import type { Path, Place, Program } from './daemons/daemon.ts';
import { buildNetwork, type Namespaces, namesFor, namespaceOf, removeNetwork } from './netns.ts';
import type { LabNetwork } from './network.ts';
import { type ResolvedRouter, resolveRouter } from './resolve.ts';
import { ended, hasEnded, run, start, until } from './shell.ts';

interface Running {
  readonly program: Program;
  readonly child: ChildProcess;
}

export class Laboratory {
  readonly network: LabNetwork;
  readonly namespaces: Namespaces;
  readonly folder: string;
  readonly #running = new Map<string, readonly Running[]>();
  readonly #helpers: ChildProcess[] = [];
  readonly #started = new Set<string>();

  private constructor(network: LabNetwork) {
    this.network = network;
    this.namespaces = namesFor(network);
    // FRR's user must be able to walk through.
    this.folder = mkdtempSync(join(tmpdir(), 'dxlab-'));
  }

  /** Runs the work in a network of its own; whatever happens in it, nothing stays behind. */
  static async with<T>(network: LabNetwork, work: (lab: Laboratory) => Promise<T>): Promise<T> {
    const lab = new Laboratory(network);
    try {
      await run(['chmod', '755', lab.folder]);
      await buildNetwork(network, lab.namespaces);
      return await work(lab);
    } finally {
      await lab.#remove();
    }
  }

  place(router: string): Place {
    return { namespace: namespaceOf(this.namespaces, router), folder: join(this.folder, router) };
  }

  router(name: string, network: LabNetwork = this.network): ResolvedRouter {
    return resolveRouter(network, name);
  }

  /** Returns when it can be talked to. */
  async start(name: string): Promise<void> {
    const router = this.router(name);
    const daemon = daemons[router.daemon];
    const place = this.place(name);
    mkdirSync(place.folder, { recursive: true });
    daemon.write(router, place);
    const running: Running[] = [];
    this.#running.set(name, running);
    for (const program of daemon.programs(router, place, this.#started.has(name))) {
      if (program.ready !== undefined) rmSync(program.ready, { force: true });
      const log = join(place.folder, `${program.name}.log`);
      const child = start(program.command, log);
      running.push({ program, child });
      await until(`${name} ${program.name} runs`, 20_000, async () => isReady(program, child, log), 20);
    }
    this.#started.add(name);
    if (daemon.prepare) {
      await until(`${name} takes commands`, 20_000, () => prepared(daemon.prepare?.(router, place)), 50);
    }
  }

  startAll(names: readonly string[]): Promise<unknown> {
    return Promise.all(names.map((name) => this.start(name)));
  }

  /** The daemon that speaks BGP dies at once, and with it what only helped it a little later. */
  async kill(name: string): Promise<void> {
    const running = this.#running.get(name) ?? [];
    for (const { program, child } of running) if (program.speaksBgp) child.kill('SIGKILL');
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ child }) => ended(child)));
    this.#running.delete(name);
  }

  /** A daemon that ended by itself, for an error in its configuration or in it, must not be taken for silence. */
  assertAlive(): void {
    for (const [name, running] of this.#running) {
      for (const { program, child } of running) {
        if (!hasEnded(child)) continue;
        const log = readFileSync(join(this.place(name).folder, `${program.name}.log`), 'utf8');
        throw new Error(`${name}: ${program.name} has ended: ${log.slice(-500)}`);
      }
    }
  }

  paths(router: string, prefix: string): Promise<readonly Path[]> {
    return daemons[this.router(router).daemon].paths(this.place(router), prefix);
  }

  clear(router: string, neighbor: string): Promise<void> {
    return daemons[this.router(router).daemon].clear(neighbor, this.router(router), this.place(router));
  }

  /** The router takes over what another description says of it; cables stay. */
  reconfigure(router: string, after: LabNetwork): Promise<void> {
    const daemon = daemons[this.router(router).daemon];
    return daemon.reconfigure(this.router(router), this.router(router, after), this.place(router));
  }

  /** A program that ends with the laboratory. */
  keep(child: ChildProcess): ChildProcess {
    this.#helpers.push(child);
    return child;
  }

  async #remove(): Promise<void> {
    const children = [...[...this.#running.values()].flat().map(({ child }) => child), ...this.#helpers];
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map(ended));
    await killTheRest([...this.namespaces.values()]);
    await removeNetwork(this.namespaces);
    if (process.env.DXLAB_KEEP === undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}

function isReady({ name, ready }: Program, child: ChildProcess, log: string): boolean {
  if (hasEnded(child)) throw new Error(`${name} has ended: ${readFileSync(log, 'utf8').slice(-500)}`);
  return ready === undefined || existsSync(ready);
}

/** OpenBGPD has processes of its own, which outlive a parent that was killed. */
async function killTheRest(namespaces: readonly string[]): Promise<void> {
  for (const name of namespaces) {
    if (!existsSync(`/run/netns/${name}`)) continue;
    const pids = (await run(['ip', 'netns', 'pids', name])).split('\n').filter((pid) => pid !== '');
    for (const pid of pids) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    }
  }
}

const prepared = async (work: Promise<void> | undefined) => {
  await work;
  return true;
};
