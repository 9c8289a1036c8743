/** Options of faults as they are written in files and said in traces. */
import { formatDuration, formatPercent } from '../kernel/quantity.ts';
import type { FaultDefinition, FaultOptionKind, FaultOptions } from './fault.ts';

const inWords: Readonly<Partial<Record<FaultOptionKind, (value: number) => string>>> = {
  percent: formatPercent,
  duration: formatDuration,
};

/** The value of an option as a file has it: `0.1%` for parts per million, `10s` for µs. */
export function optionValue(
  { options }: Pick<FaultDefinition, 'options'>,
  name: string,
  value: unknown,
): unknown {
  const kind = options.find((option) => option.name === name)?.kind;
  const words = kind === undefined ? undefined : inWords[kind];
  return words !== undefined && typeof value === 'number' ? words(value) : value;
}

/** ` (direction toAws, loss 0.1%)`, in one order however they were given, or nothing. Free texts are keys: not shown. */
export function optionWords(fault: Pick<FaultDefinition, 'options'>, options: FaultOptions = {}): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  const words = sorted.map(([name, value]) => {
    const isText = fault.options.some((option) => option.name === name && option.kind === 'text');
    return `${name} ${isText ? '[PROTECTED]' : String(optionValue(fault, name, value))}`;
  });
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
