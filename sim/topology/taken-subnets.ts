/** Subnets that are in use, asked about one after the other: neither adding nor asking looks at all of them. */
import type { Prefix } from './address.ts';
import { prefixOf } from './address.ts';

const FAMILIES = { ipv4: 0, ipv6: 1000 } as const;
const keyOf = ({ family }: Prefix, length: number): number => FAMILIES[family] + length;

export class TakenSubnets {
  readonly #all: Prefix[] = [];
  /** Bits of what is taken, by family and length. */
  readonly #taken = new Map<number, Set<bigint>>();
  /** Bits of the subnets of a length in which something longer is taken, for lengths that were asked about. */
  readonly #broken = new Map<number, Set<bigint>>();

  constructor(prefixes: readonly Prefix[] = []) {
    for (const prefix of prefixes) this.add(prefix);
  }

  add(prefix: Prefix): void {
    this.#all.push(prefix);
    const key = keyOf(prefix, prefix.length);
    const same = this.#taken.get(key);
    if (same === undefined) this.#taken.set(key, new Set([prefix.bits]));
    else same.add(prefix.bits);
    for (let length = 0; length < prefix.length; length++)
      this.#broken.get(keyOf(prefix, length))?.add(prefixOf(prefix, length).bits);
  }

  /** Whether the subnet and one that is taken have an address in common. */
  overlaps(subnet: Prefix): boolean {
    for (let length = 0; length <= subnet.length; length++) {
      const taken = this.#taken.get(keyOf(subnet, length));
      if (taken?.has(prefixOf(subnet, length).bits)) return true;
    }
    return this.#brokenAt(subnet).has(subnet.bits);
  }

  #brokenAt(subnet: Prefix): ReadonlySet<bigint> {
    const key = keyOf(subnet, subnet.length);
    let broken = this.#broken.get(key);
    if (broken === undefined) {
      broken = new Set();
      for (const other of this.#all)
        if (other.family === subnet.family && other.length > subnet.length)
          broken.add(prefixOf(other, subnet.length).bits);
      this.#broken.set(key, broken);
    }
    return broken;
  }
}
