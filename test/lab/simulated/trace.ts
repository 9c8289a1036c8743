/** The trace of a simulated run read as the capture of a real one is. */
import type { Simulation } from '../../../sim/simulation.ts';
import type { Moments, Outcome } from '../timing/outcome.ts';
import { CUSTOMER, OBSERVER, PREFIX, TESTED } from '../timing/rows.ts';
import { endName } from './network.ts';

interface Line {
  readonly timeMicros: number;
  readonly words: string;
}

const HERE = endName(TESTED, CUSTOMER);
const THERE = endName(CUSTOMER, TESTED);
const FAR = endName(OBSERVER, TESTED);

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

const said = ({ words }: Line): string | undefined => {
  const [, code] = /NOTIFICATION (\d+\/\d+)/.exec(words) ?? [];
  if (code === undefined) return undefined;
  if (words.startsWith(`${HERE} sends`)) return `tested ${code}`;
  return words.startsWith(`${HERE} receives`) ? `customer ${code}` : undefined;
};

export function readTrace(sim: Simulation, { startedMicros, stepsMicros }: Moments): Outcome {
  const lines = [...sim.trace].map(({ id, timeMicros }): Line => ({ timeMicros, words: sim.describe(id) }));
  const [fault = 0] = stepsMicros;
  const last = stepsMicros.at(-1) ?? fault;
  const after = lines.filter(({ timeMicros }) => timeMicros >= fault);
  const up = establishments(lines);
  const [first = 0] = up;
  const announced = lines.find(
    ({ words }) => /receives UPDATE \([1-9]/.test(words) && words.startsWith(HERE),
  );
  const passed = lines.find((line) => learns(line) && line.timeMicros >= (announced?.timeMicros ?? 0));
  const trigger = after.find(isTrigger);
  const withdrawn = after.find(loses);
  const changed = withdrawn === undefined ? after.find(learns) : undefined;
  const again = up.find((at) => at > last && at > fault);
  const back = after.find(
    (line) =>
      withdrawn !== undefined && line.timeMicros > Math.max(last, withdrawn.timeMicros) && learns(line),
  );
  const announcedMicros = announced?.timeMicros ?? first;
  return {
    load: 0,
    establishMicros: first - startedMicros,
    firstUpdateMicros: announcedMicros - first,
    passOnMicros: (passed?.timeMicros ?? announcedMicros) - announcedMicros,
    keepaliveMicros: { customer: [], tested: [] },
    ...(trigger && { triggerMicros: trigger.timeMicros - fault }),
    ...(withdrawn && { withdrawalMicros: withdrawn.timeMicros - fault }),
    ...(changed && { switchMicros: changed.timeMicros - fault }),
    ...(again !== undefined && { reestablishMicros: again - last }),
    ...(back && { recoveryMicros: back.timeMicros - last }),
    notifications: after.flatMap((line) => {
      const text = said(line);
      return text === undefined ? [] : [{ text, afterMicros: line.timeMicros - fault }];
    }),
  };
}
