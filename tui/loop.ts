/** Wall-clock time for the player: at most ten ticks a second while it plays, none while it does not. */
import type { Session } from './session.ts';

const TICK_MILLIS = 100;
/** Of each tick, at most so much goes into the simulation: keys must be heard. */
const WORK_MILLIS = 45;
/** While the process was stopped or the machine asleep nobody watched: time goes on from where it was. */
const MOST_MILLIS = 1000;

/** Starts ticking; answers a function that stops it. */
export function startLoop(session: Session): () => void {
  let last: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    timer = undefined;
    const now = performance.now();
    const elapsed = last === undefined ? TICK_MILLIS : Math.min(now - last, MOST_MILLIS);
    last = now;
    session.tick(elapsed, () => performance.now() - now > WORK_MILLIS);
    wake();
  };
  const wake = (): void => {
    if (!session.player.playing) last = undefined;
    else
      timer ??= setTimeout(
        tick,
        Math.max(0, TICK_MILLIS - (performance.now() - (last ?? performance.now()))),
      );
  };
  const unsubscribe = session.store.subscribe(wake);
  wake();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
