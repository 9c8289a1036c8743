import { describe, expect, test } from 'vitest';
import { Store } from '../../sim/kernel/store.ts';

function build() {
  const store = new Store();
  return { store, numbers: store.column('numbers', 'f64', 7), words: store.list<string>('words') };
}

describe('the store', () => {
  test('restores what was saved, and a snapshot is not disturbed by what comes later', () => {
    const { store, numbers, words } = build();
    numbers.push(1);
    words.push('one');
    const snapshot = store.save();
    const hash = store.hash();
    numbers.set(0, 2);
    numbers.push();
    words.set(0, 'two');
    expect(store.hash()).not.toBe(hash);
    const other = build();
    other.store.load(snapshot);
    expect([other.numbers.get(0), other.numbers.length, other.words.get(0)]).toEqual([1, 1, 'one']);
    expect(other.store.hash()).toBe(hash);
    other.numbers.set(0, 3);
    store.load(snapshot);
    expect(numbers.get(0)).toBe(1);
  });

  test('says which part differs', () => {
    const [one, other] = [build(), build()];
    for (const each of [one, other]) each.numbers.push(1);
    other.words.push('more');
    const [a, b] = [one.store.hashes(), other.store.hashes()];
    expect(a.numbers).toBe(b.numbers);
    expect(a.words).not.toBe(b.words);
  });

  test('refuses a snapshot of another build', () => {
    const { store } = build();
    expect(() => new Store().load(store.save())).toThrow('another build');
  });
});
