/** A request that fits the API model, read member by member. */
export class Input {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.#members = members;
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined;
  }

  text(name: string): string | undefined {
    return this.#of(name, (value) => (typeof value === 'string' ? value : undefined));
  }

  /** A required string; the model has made sure that it is there. */
  id(name: string): string {
    return this.text(name) ?? '';
  }

  number(name: string): number | undefined {
    return this.#of(name, (value) => (typeof value === 'number' ? value : undefined));
  }

  flag(name: string): boolean | undefined {
    return this.#of(name, (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** A structure; empty when absent. */
  part(name: string): Input {
    return this.#of(name, (value) => (isRecord(value) ? new Input(value) : undefined)) ?? new Input({});
  }

  /** A list of structures; empty when absent. */
  parts(name: string): Input[] {
    return this.#list(name)
      .filter(isRecord)
      .map((value) => new Input(value));
  }

  /** A list of strings; empty when absent. */
  texts(name: string): string[] {
    return this.#list(name).filter((value) => typeof value === 'string');
  }

  /** A list of numbers; empty when absent. */
  numbers(name: string): number[] {
    return this.#list(name).filter((value) => typeof value === 'number');
  }

  #of<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    const result = read(value);
    if (result === undefined) throw new Error(`request member ${name} was not checked against the model`);
    return result;
  }

  #list(name: string): readonly unknown[] {
    return (
      this.#of(name, (value) => (Array.isArray(value) ? (value as readonly unknown[]) : undefined)) ?? []
    );
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
