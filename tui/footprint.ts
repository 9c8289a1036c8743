/** How much memory a state takes, estimated: asking the process would differ from run to run. */
import type { Simulation } from '../sim/simulation.ts';

const BYTES_PER_RECORD = 64;
/** Columns, RIB entries and streams that hang on one virtual interface or session end; measured at some 3 kB. */
const BYTES_PER_SESSION = 4096;
const BYTES_AT_LEAST = 256 * 1024;

/** Bytes of one fork. */
export function bytesOf(simulation: Simulation): number {
  const sessions = simulation.names('virtualInterface').length + simulation.names('neighbor').length;
  return BYTES_AT_LEAST + simulation.trace.length * BYTES_PER_RECORD + sessions * BYTES_PER_SESSION;
}
