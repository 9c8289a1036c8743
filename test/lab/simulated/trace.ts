/** The trace of a simulated run read as the capture of a real one is. */
import type { Simulation } from '../../../sim/simulation.ts';
import type { Moments, Outcome } from '../timing/outcome.ts';
import { CUSTOMER, OBSERVER, PREFIX, TESTED } from '../timing/rows.ts';
import { endName } from './network.ts';

interface Line {
  readonly timeMicros: number;
  readonly words: string;
}

/** The ends of the sessions between customer and tested router, and the observer's. */
export const HERE = endName(TESTED, CUSTOMER);
const THERE = endName(CUSTOMER, TESTED);
const FAR = endName(OBSERVER, TESTED);

/** What happened at the three ends, read on as the trace grows. */
export class Watched {
  readonly #sim: Simulation;
  readonly #lines: Line[];
  #read: number;

  constructor(sim: Simulation, before?: Watched) {
    this.#sim = sim;
    this.#lines = before === undefined ? [] : [...before.lines()];
    this.#read = before === undefined ? 0 : before.#read;
  }

  lines(): readonly Line[] {
    const { trace } = this.#sim;
    for (; this.#read < trace.length; this.#read += 1) {
      const { id, timeMicros, entity } = this.#sim.record(this.#read);
      const name = this.#sim.nameOf(entity);
      if (name === HERE || name === THERE || name === FAR)
        this.#lines.push({ timeMicros, words: this.#sim.describe(id) });
    }
    return this.#lines;
  }
}

const told = (verb: 'learns' | 'loses') => (line: Line) =>
  line.words.startsWith(`${FAR} ${verb} `) && line.words.includes(PREFIX);
const learns = told('learns');
const loses = told('loses');

/** Both ends are Established. */
function establishments(lines: readonly Line[]): readonly number[] {
  const up = new Map([
    [HERE, false],
    [THERE, false],
  ]);
  const found: number[] = [];
  for (const { timeMicros, words } of lines) {
    const end = [HERE, THERE].find((name) => words.startsWith(`${name}: BGP `));
    if (end === undefined) continue;
    if (words.includes('→ Established')) up.set(end, true);
    else if (words.includes('Established →')) up.set(end, false);
    else continue;
    if ([...up.values()].every((one) => one)) found.push(timeMicros);
  }
  return found;
}

/** The first word that the fault makes pass between the two. */
const isTrigger = ({ words }: Line): boolean =>
  words.startsWith(`${HERE} sends NOTIFICATION`) ||
  words.startsWith(`${HERE} receives NOTIFICATION`) ||
  words.startsWith(`${HERE} receives UPDATE`);

const isAnnouncement = ({ words }: Line): boolean =>
  words.startsWith(HERE) && /receives UPDATE \([1-9]/.test(words);

function saidIn({ words }: Line): readonly string[] {
  const [, code] = /NOTIFICATION (\d+\/\d+)/.exec(words) ?? [];
  if (code === undefined) return [];
  if (words.startsWith(`${HERE} sends`)) return [`tested ${code}`];
  return words.startsWith(`${HERE} receives`) ? [`customer ${code}`] : [];
}

export interface Intervals {
  readonly customer: readonly number[];
  readonly tested: readonly number[];
}

export function outcomeOf(
  lines: readonly Line[],
  { startedMicros, stepsMicros }: Moments,
  keepaliveMicros: Intervals,
): Outcome {
  const [fault = 0] = stepsMicros;
  const last = stepsMicros.at(-1) ?? fault;
  const after = lines.filter(({ timeMicros }) => timeMicros >= fault);
  const up = establishments(lines);
  const [first = 0] = up;
  const announced = lines.find(isAnnouncement)?.timeMicros ?? first;
  const passed = lines.find((line) => learns(line) && line.timeMicros >= announced);
  const trigger = after.find(isTrigger);
  const withdrawn = after.find(loses);
  const changed = withdrawn === undefined ? after.find(learns) : undefined;
  const again = up.find((at) => at > last && at > fault);
  const isBack = (line: Line, gone: Line) =>
    line.timeMicros > Math.max(last, gone.timeMicros) && learns(line);
  const back = withdrawn && after.find((line) => isBack(line, withdrawn));
  return {
    load: 0,
    establishMicros: first - startedMicros,
    firstUpdateMicros: announced - first,
    passOnMicros: (passed?.timeMicros ?? announced) - announced,
    keepaliveMicros,
    ...(trigger && { triggerMicros: trigger.timeMicros - fault }),
    ...(withdrawn && { withdrawalMicros: withdrawn.timeMicros - fault }),
    ...(changed && { switchMicros: changed.timeMicros - fault }),
    ...(again !== undefined && { reestablishMicros: again - last }),
    ...(back && { recoveryMicros: back.timeMicros - last }),
    notifications: after.flatMap((line) =>
      saidIn(line).map((text) => ({ text, afterMicros: line.timeMicros - fault })),
    ),
  };
}
