/** The wall clock in µs, to set our actions beside the times that the kernel stamps on packets. */

/** `Date.now()` has milliseconds, `performance.now()` drifts from it: both are read where a millisecond begins. */
export function wallClock(): () => number {
  const before = Date.now();
  let edge = before;
  while (edge === before) edge = Date.now();
  const offsetMillis = edge - performance.now();
  return () => Math.round((offsetMillis + performance.now()) * 1000);
}
