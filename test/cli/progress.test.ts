import { expect, test } from 'vitest';
import { progressOn } from '../../cli/progress.ts';

/** What a terminal of 20 columns gets, with a clock that the test moves. */
function terminal(isTTY: boolean) {
  const written: string[] = [];
  const clock = { millis: 0 };
  const stream = { isTTY, columns: 20, write: (text: string) => written.push(text) };
  return { written, clock, progress: progressOn(stream, () => clock.millis) };
}

test('says nothing in the first second, and wipes nothing then', () => {
  const { written, clock, progress } = terminal(true);
  progress.show('1/24 move');
  clock.millis = 999;
  progress.show('2/24 move');
  progress.clear();
  expect(written).toEqual([]);
});

test('then keeps one line, cut to the terminal, and wipes it once', () => {
  const { written, clock, progress } = terminal(true);
  clock.millis = 1_000;
  progress.show('3/24 a scenario with a long name');
  progress.clear();
  progress.clear();
  expect(written).toEqual(['\r\u001b[K3/24 a scenario wi…', '\r\u001b[K']);
});

test('says nothing into a pipe', () => {
  const { written, clock, progress } = terminal(false);
  clock.millis = 60_000;
  progress.show('3/24 move');
  expect(written).toEqual([]);
});
