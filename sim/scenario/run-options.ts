/** How a scenario is played. */
export interface RunOptions {
  /** Replaces the seed of the file. */
  readonly seed?: number;
  /** Check the invariants after every instant (default); a face that must keep up with keys does without. */
  readonly invariants?: boolean;
  /** Take the hashes of trace and state (default): they go through all of both. Without they are empty. */
  readonly hashes?: boolean;
}
