/**
 * Names for what an operator named by an id, or made himself: those of the network file, else `$name` of what an
 * earlier answer gave. A file with names also plays with another seed, and can be read.
 */
import type { Simulation } from '../simulation.ts';
import { sections } from './names.ts';
import { requestReferences } from './requests.ts';
import { isMap } from './schema/build.ts';
import type { Scenario, Step } from './types.ts';

/** Member of an answer (dotted) to keep, and under which name. */
export interface Save {
  readonly path: string;
  readonly name: string;
}

const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,90}$/;
const ACCOUNTS = new Set([
  'ownerAccount',
  'directConnectGatewayOwnerAccount',
  'associatedGatewayOwnerAccount',
]);

/** Inputs are asked for in the order of the journal, so that a name is never used before it is saved. */
export class WrittenNames {
  readonly #sim: Simulation;
  readonly #network: Scenario['network'];
  readonly #saves: ReadonlyMap<number, readonly Save[]>;
  readonly #made = new Map<number, Save[]>();
  #index = 0;

  constructor(scenario: Scenario, sim: Simulation, stepOf: (journalIndex: number) => Step | undefined) {
    this.#sim = sim;
    this.#network = scenario.network;
    this.#saves = new Map(
      sim.journal.map((_, index) => {
        const step = stepOf(index);
        const saves = step?.verb === 'api' ? Object.entries(step.save) : [];
        return [index, saves.map(([path, name]) => ({ path, name }))];
      }),
    );
  }

  /** From here on names are for this input. */
  goTo(journalIndex: number): void {
    this.#index = journalIndex;
  }

  /** What the answer to an input has to be asked for, besides what its step saved already. */
  madeBy(journalIndex: number): readonly Save[] {
    return this.#made.get(journalIndex) ?? [];
  }

  account(nameOrDigits: string): string {
    const accounts = Object.entries(this.#network.accounts);
    return accounts.find(([, digits]) => digits === nameOrDigits)?.[0] ?? nameOrDigits;
  }

  request(value: unknown, member = ''): unknown {
    if (Array.isArray(value)) return value.map((item) => this.request(item, member));
    if (isMap(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, this.request(item, name)]),
      );
    if (typeof value !== 'string' || !Object.hasOwn(requestReferences, member) || ACCOUNTS.has(member))
      return value;
    return this.target(value);
  }

  /** Of a fault, or of a member of a request that takes an id. */
  target(nameOrId: string): string {
    if (this.#isInFile(nameOrId)) return nameOrId;
    const name = this.#sim.nameById(nameOrId);
    if (name !== undefined && this.#isInFile(name)) return name;
    return this.#saved(nameOrId) ?? this.#sim.idOf(nameOrId) ?? nameOrId;
  }

  /** A router's record of a change shows the name: what was given by id cannot become one. */
  readonly virtualInterface = (nameOrId: string): string => {
    const isName = this.#sim.nameById(nameOrId) === nameOrId;
    return !isName || this.#isInFile(nameOrId) ? nameOrId : (this.#saved(nameOrId) ?? nameOrId);
  };

  #isInFile(name: string): boolean {
    return sections.some((section) => Object.hasOwn(this.#network[section] ?? {}, name));
  }

  /** `$name` for what an earlier answer had the id of. */
  #saved(nameOrId: string): string | undefined {
    const id = this.#sim.idOf(nameOrId);
    if (id === undefined) return undefined;
    for (const [index, { result }] of this.#sim.journal.slice(0, this.#index).entries()) {
      const path = result?.ok === true ? pathOf(result.answer, id) : undefined;
      if (path === undefined) continue;
      const known = [...(this.#saves.get(index) ?? []), ...this.madeBy(index)].find(
        (save) => save.path === path,
      );
      if (known === undefined) return `$${this.#save(index, path, nameOrId)}`;
      // A name that is saved twice means the last: then only the id is sure.
      return this.#taken().filter((name) => name === known.name).length === 1 ? `$${known.name}` : undefined;
    }
    return undefined;
  }

  #taken(): string[] {
    return [...this.#saves.values(), ...this.#made.values()].flat().map(({ name }) => name);
  }

  #save(index: number, path: string, nameOrId: string): string {
    const wanted = this.#sim.nameById(nameOrId) ?? nameOrId;
    const taken = this.#taken();
    const base = NAME.test(wanted) ? wanted : 'made';
    let name = base;
    for (let n = 2; taken.includes(name); n++) name = `${base}-${n}`;
    this.#made.set(index, [...this.madeBy(index), { path, name }]);
    return name;
  }
}

/** Where in an answer a text stands, dotted. */
function pathOf(answer: unknown, text: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  for (const [member, value] of Object.entries(answer)) {
    if (value === text) return member;
    const below = pathOf(value, text);
    if (below !== undefined) return `${member}.${below}`;
  }
  return undefined;
}
