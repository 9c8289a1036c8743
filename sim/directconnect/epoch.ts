/** Times on the wire are epoch seconds; virtual time 0 is 2026-01-01T00:00:00Z (assumed). */
const EPOCH_SECONDS = 1_767_225_600;

/** µs since the start → epoch seconds, to the millisecond. */
export const epochSeconds = (micros: number): number => EPOCH_SECONDS + Math.floor(micros / 1000) / 1000;
