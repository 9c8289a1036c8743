/**
 * A 64-bit fingerprint in two 32-bit lanes, the same on every machine. Not cryptographic: it tells runs apart.
 */
const scratch = new DataView(new ArrayBuffer(8));

export class Hasher {
  #high = 0x9e3779b9;
  #low = 0x85ebca6b;

  /** Mixes in the low 32 bits of an integer. */
  word(value: number): this {
    this.#high = Math.imul(this.#high ^ value, 2654435761);
    this.#high ^= this.#high >>> 15;
    this.#low = Math.imul(this.#low ^ value ^ (this.#high << 7), 1597334677);
    this.#low ^= this.#low >>> 13;
    return this;
  }

  number(value: number): this {
    scratch.setFloat64(0, value);
    return this.word(scratch.getInt32(0)).word(scratch.getInt32(4));
  }

  text(value: string): this {
    this.word(value.length);
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i));
    return this;
  }

  /** Any immutable plain value; members in the order of their names, so that insertion order never shows. */
  value(value: unknown): this {
    if (typeof value === 'string') return this.word(1).text(value);
    if (typeof value === 'number') return this.word(2).number(value);
    if (typeof value === 'bigint') return this.word(3).text(value.toString());
    if (typeof value === 'boolean') return this.word(value ? 4 : 5);
    if (value === null || value === undefined) return this.word(6);
    if (Array.isArray(value)) {
      this.word(7).word(value.length);
      for (const item of value) this.value(item);
      return this;
    }
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    this.word(8).word(members.length);
    for (const [name, member] of members) this.text(name).value(member);
    return this;
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    const mix = (x: number) => {
      let y = Math.imul(x ^ (x >>> 16), 2246822507);
      y = Math.imul(y ^ (y >>> 13), 3266489909);
      return (y ^ (y >>> 16)) >>> 0;
    };
    const high = mix(this.#high ^ (this.#low >>> 3));
    const low = mix(this.#low ^ (this.#high << 5));
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  }
}
