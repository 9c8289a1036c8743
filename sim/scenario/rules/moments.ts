/** Moments that cannot come: after the end, before the start, or waiting for themselves. */
import { formatDuration } from '../../kernel/quantity.ts';
import type { Path } from '../document.ts';
import type { Issue } from '../issues.ts';
import type { Script, ScriptStep } from '../script.ts';
import type { Anchor } from '../types.ts';

/** The earliest time that a moment can be, and whether it can be no other. */
interface Moment {
  readonly micros: number;
  readonly exact: boolean;
}

const UNKNOWN: Moment = { micros: 0, exact: false };

/** Steps that a step waits for, by id. */
const waitsFor = ({ entry }: ScriptStep): string[] => {
  if (entry === undefined) return [];
  const { trigger } = entry;
  if (trigger.on !== 'when') return [trigger.anchor.base];
  return trigger.condition.subject === 'call' ? [trigger.condition.name] : [];
};

/** Each circle once, at its first step in the file. */
function circles(steps: ReadonlyMap<string, ScriptStep>): Map<string, Issue> {
  const done = new Set<string>();
  const found = new Map<string, Issue>();
  for (const start of steps.values()) {
    const way: string[] = [];
    let current: ScriptStep | undefined = start;
    while (current !== undefined && !done.has(current.id) && !way.includes(current.id)) {
      way.push(current.id);
      current = steps.get(waitsFor(current)[0] ?? '');
    }
    if (current !== undefined && way.includes(current.id)) {
      const circle = way.slice(way.indexOf(current.id));
      const first = circle.map((id) => steps.get(id)?.index ?? 0).reduce((a, b) => Math.min(a, b));
      const message = `this never happens: ${[...circle, current.id].join(' waits for ')}`;
      for (const id of circle) found.set(id, { path: ['timeline', first], message });
    }
    for (const id of way) done.add(id);
  }
  return found;
}

type Moments = (anchor: Anchor) => Moment;

function momentsOf(
  durationMicros: number,
  steps: ReadonlyMap<string, ScriptStep>,
  stuck: ReadonlySet<string>,
): Moments {
  const known = new Map<string, Moment>();
  const ofStep = (id: string): Moment => {
    const step = steps.get(id);
    if (step?.entry === undefined || stuck.has(id)) return UNKNOWN;
    const { trigger } = step.entry;
    const moment = known.get(id) ?? (trigger.on === 'when' ? UNKNOWN : of(trigger.anchor));
    known.set(id, moment);
    return moment;
  };
  const of: Moments = ({ base, offsetMicros }) => {
    if (base === 'start') return { micros: offsetMicros, exact: true };
    if (base === 'end') return { micros: durationMicros + offsetMicros, exact: true };
    const step = ofStep(base);
    return { micros: step.micros + offsetMicros, exact: step.exact };
  };
  return of;
}

/** Times against the duration, and circles. `duration` is undefined when it could not be read. */
export function momentRules(script: Script, durationMicros: number | undefined): Issue[] {
  const steps = new Map([...script.steps].reverse().map((step) => [step.id, step]));
  const stuck = circles(new Map(script.steps.map((step) => [step.id, step])));
  const issues = [...new Set(stuck.values())];
  if (durationMicros === undefined) return issues;
  const of = momentsOf(durationMicros, steps, new Set(stuck.keys()));
  const end = formatDuration(durationMicros);
  const within = (anchor: Anchor, path: Path): Issue[] => {
    const { micros } = of(anchor);
    if (micros > durationMicros)
      return [{ path, message: `this is at ${formatDuration(micros)}, after the end at ${end}` }];
    return micros < 0 ? [{ path, message: `this is ${formatDuration(-micros)} before the start` }] : [];
  };
  for (const { entry, index } of script.steps) {
    if (entry === undefined || entry.trigger.on === 'when') continue;
    issues.push(...within(entry.trigger.anchor, ['timeline', index, entry.trigger.on]));
  }
  script.expectations.forEach((entry, i) => {
    const path = ['expect', i];
    if (entry === undefined) return;
    const { hold } = entry;
    if (hold.when === 'at') issues.push(...within(hold.anchor, [...path, 'at']));
    else if (hold.when === 'within') {
      const late = { ...hold.of, offsetMicros: hold.of.offsetMicros + hold.micros };
      const early = within(hold.of, [...path, 'of']);
      issues.push(...(early.length > 0 ? early : within(late, [...path, 'within'])));
    } else {
      const bad = [
        ...within(hold.from, [...path, hold.when, 0]),
        ...within(hold.to, [...path, hold.when, 1]),
      ];
      const [from, to] = [of(hold.from), of(hold.to)];
      const backwards = bad.length === 0 && from.exact && to.exact && from.micros > to.micros;
      issues.push(
        ...bad,
        ...(backwards ? [{ path: [...path, hold.when], message: 'this ends before it begins' }] : []),
      );
    }
  });
  return issues;
}
