/** What views read: the simulation of the moment and what was worked out from it. Views change nothing. */
import type { Scenario } from '../sim/scenario/types.ts';
import type { Simulation } from '../sim/simulation.ts';
import { History } from './history.ts';
import { Past } from './past.ts';
import type { Player } from './player.ts';
import { Samples } from './samples.ts';

/** Reading thousands of rows costs more than a frame may: while time runs, long lists are read the more rarely the longer they are. */
const MANY_ROWS = 500;
/** So many rows for each revision that is let pass: a list of 10,000 is read every ten seconds. */
const ROWS_A_REVISION = 100;

export class Model {
  readonly player: Player;
  readonly history = new History();
  readonly past = new Past();
  readonly samples = new Samples();
  readonly #cache = new Map<string, { readonly stamp: string; readonly value: unknown }>();

  constructor(player: Player) {
    this.player = player;
    this.refresh();
  }

  get simulation(): Simulation {
    return this.player.run.simulation;
  }

  get scenario(): Scenario {
    return this.player.run.scenario;
  }

  /** After time moved or something was done. */
  refresh(): void {
    this.history.follow(this.simulation);
    this.past.follow(this.simulation);
    this.samples.follow(this.simulation);
  }

  /** Changes when a list of so many rows should be read again. */
  stamp(rows: number): string {
    const { playing, revision } = this.player;
    if (rows <= MANY_ROWS || !playing) return String(revision);
    return `~${Math.floor(revision / Math.ceil(rows / ROWS_A_REVISION))}`;
  }

  /** The value made last under this name, unless the stamp is another one. One name always holds one type. */
  cached<T>(name: string, stamp: string, make: () => T): T {
    const found = this.#cache.get(name);
    // Each name has one maker, so that what is stored under it is what that maker made.
    if (found !== undefined && found.stamp === stamp) return found.value as T;
    const value = make();
    this.#cache.set(name, { stamp, value });
    return value;
  }
}
