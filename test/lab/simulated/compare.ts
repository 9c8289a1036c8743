/** A predicted answer against a measured one. */
import type { Answer } from '../cases/ask.ts';

/** What daemons leave out of their answer where it is the default (RFC 4271 §5.1.4; every vendor's 100). */
const DEFAULTS = { localPreference: 100, med: 0 } as const;

interface Pair {
  readonly predicted: Answer;
  readonly measured: Answer;
}

const comparable = ({ best, together, asPath, communities, localPreference, med }: Answer) =>
  best === 'none'
    ? { best }
    : {
        best,
        together,
        asPath,
        communities,
        localPreference: localPreference ?? DEFAULTS.localPreference,
        med: med ?? DEFAULTS.med,
      };

export const isSame = (a: Answer, b: Answer): boolean =>
  JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));

/** In what they differ; a step only where the daemon names one, and where one path lost. */
export function disagreements({ predicted, measured }: Pair): readonly string[] {
  const [ours, theirs]: readonly Readonly<Record<string, unknown>>[] = [
    comparable(predicted),
    comparable(measured),
  ];
  const members = [...new Set([...Object.keys(ours ?? {}), ...Object.keys(theirs ?? {})])];
  const differing = members.flatMap((member) => {
    const [a, b] = [JSON.stringify(ours?.[member]), JSON.stringify(theirs?.[member])];
    return a === b ? [] : [`${member}: ${a}, measured ${b}`];
  });
  const named = measured.reason !== undefined && predicted.reason !== undefined;
  return named && predicted.reason !== measured.reason
    ? [...differing, `decided by ${predicted.reason}, measured ${measured.reason}`]
    : differing;
}
