/** Faults in force, what they changed, and when they end. */
import type { List } from '../kernel/columns.ts';
import type { Scheduler } from '../kernel/kernel.ts';
import { didYouMean } from '../kernel/near.ts';
import { INPUT } from '../kernel/queue.ts';
import { entityId } from '../topology/entities.ts';
import { faults } from './catalogue.ts';
import type { Fault, FaultOptions, FaultWorld, Saved } from './fault.ts';
import { readOptions } from './options.ts';
import { targetName } from './target.ts';
import { optionWords } from './words.ts';

interface Instance {
  readonly fault: string;
  readonly target: string;
  readonly options: FaultOptions;
  readonly saved: Saved;
  /** Over: ended by time or cleared. */
  readonly over: boolean;
}

export interface FaultInForce {
  /** For `clear`. */
  readonly number: number;
  readonly fault: string;
  readonly target: string;
  readonly options: FaultOptions;
}

const byName: ReadonlyMap<string, Fault> = new Map(faults.map((fault) => [fault.name, fault]));

export class FaultLog {
  readonly #world: FaultWorld;
  readonly #instances: List<Instance>;
  readonly #expiry: Scheduler;

  constructor(world: FaultWorld) {
    this.#world = world;
    this.#instances = world.kernel.store.list('faults');
    this.#expiry = world.kernel.event((number) => this.end(number), { klass: INPUT });
  }

  /** Begins a fault; the number is for `end`. `forMicros`: it ends by itself. Throws a RangeError on what cannot be. */
  begin(name: string, nameOrId: string, given: FaultOptions, forMicros?: number): number {
    const fault = byName.get(name);
    if (fault === undefined)
      throw new RangeError(`there is no fault ${name}${didYouMean(name, [...byName.keys()])}`);
    const { kernel, topology } = this.#world;
    const target = targetName(topology, fault, nameOrId);
    const options = readOptions(fault, given);
    this.#record('fault.begins', target, `${name} on ${target}${optionWords(fault, options)}`);
    const saved = fault.begin(this.#world, target, options);
    const number = this.#instances.push({
      fault: name,
      target,
      options,
      saved,
      over: fault.end === undefined,
    });
    if (forMicros !== undefined) this.#expiry.at(kernel.now + forMicros, number);
    return number;
  }

  /** Takes a fault away, unless it is over. */
  end(number: number): void {
    const instance = this.#instances.get(number);
    if (instance.over) return;
    this.#instances.set(number, { ...instance, over: true });
    this.#record('fault.ends', instance.target, `${instance.fault} on ${instance.target}`);
    byName.get(instance.fault)?.end?.(this.#world, instance.target, instance.options, instance.saved);
  }

  /** Faults that are not over, oldest first. */
  get inForce(): readonly FaultInForce[] {
    return Array.from({ length: this.#instances.length }, (_, number) => number).flatMap((number) => {
      const { fault, target, options, over } = this.#instances.get(number);
      return over ? [] : [{ number, fault, target, options }];
    });
  }

  #record(kind: 'fault.begins' | 'fault.ends', target: string, words: string): void {
    const { kernel, topology } = this.#world;
    const entity = topology.find(target);
    // An API fault befalls an operation, which is no entity: the words name it.
    kernel.record(kind, entity ?? entityId(0), 0, 0, words);
  }
}
