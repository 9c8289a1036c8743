import { expect, test } from 'vitest';
import { FadingCache } from '../../../tui/ink/fading-cache.ts';

test('what is asked for again and again is made once, however much else comes along', () => {
  const cache = new FadingCache<number>(10);
  const made: string[] = [];
  const lengthOf = (text: string): number => {
    made.push(text);
    return text.length;
  };
  for (let n = 0; n < 1000; n++) {
    expect(cache.of('kept', lengthOf)).toBe(4);
    cache.of(`clock ${n}`, lengthOf);
    expect(cache.size).toBeLessThanOrEqual(20);
  }
  expect(made.filter((text) => text === 'kept')).toHaveLength(1);
});
