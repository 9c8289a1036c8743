/** Plays one variant of a case with one daemon in the tested router's place, and says what the asked router knows. */
import { daemons } from '../daemons/all.ts';
import type { Path } from '../daemons/daemon.ts';
import { Laboratory } from '../laboratory.ts';
import type { DaemonName, LabNetwork } from '../network.ts';
import { resolveRouter } from '../resolve.ts';
import { CommandFailed, pause } from '../shell.ts';
import type { Expectation, PolicyCase, Variant } from './case.ts';

export interface Answer extends Required<Pick<Expectation, 'best' | 'together' | 'asPath' | 'communities'>> {
  readonly localPreference?: number;
  readonly med?: number;
  /** FRR names the step that decided. */
  readonly reason?: string;
}

export const playedBy = (network: LabNetwork, tested: string, daemon: DaemonName): LabNetwork => {
  const router = network.routers[tested];
  if (router === undefined) throw new Error(`no router ${tested}`);
  return { ...network, routers: { ...network.routers, [tested]: { ...router, daemon } } };
};

/** What the daemon cannot be told of either variant. */
export function unsupportedIn(asked: PolicyCase, daemon: DaemonName): readonly string[] {
  return [asked.with, asked.without].flatMap(({ network }) =>
    daemons[daemon].unsupported(resolveRouter(playedBy(network, asked.tested, daemon), asked.tested)),
  );
}

export function expectedOf(variant: Variant, daemon: DaemonName): Expectation {
  const { why: _, ...expectation } = { why: '', ...(variant.otherwise?.[daemon] ?? variant.expected) };
  return expectation;
}

/** Sessions come up, and a route goes three routers far, well within this; after it, the table must not change. */
const FIRST_LOOK_MILLIS = 9000;
const BETWEEN_LOOKS_MILLIS = 2500;
const LOOKS = 8;

export function ask(asked: PolicyCase, variant: Variant, daemon: DaemonName): Promise<Answer> {
  const network = playedBy(variant.network, asked.tested, daemon);
  const names = Object.keys(network.routers);
  const isLate = (name: string) => network.routers[name]?.late === true;
  return Laboratory.with(network, async (lab) => {
    await lab.startAll(names.filter((name) => !isLate(name)));
    if (names.some(isLate)) {
      await pause(FIRST_LOOK_MILLIS);
      await lab.startAll(names.filter(isLate));
    }
    await pause(FIRST_LOOK_MILLIS);
    let before = '';
    for (let look = 0; look < LOOKS; look += 1) {
      const answer = answerOf(lab, asked.asked, await pathsOf(lab, asked));
      lab.assertAlive();
      const now = JSON.stringify(answer);
      if (now === before) return answer;
      before = now;
      await pause(BETWEEN_LOOKS_MILLIS);
    }
    throw new Error('the table does not come to rest');
  });
}

/** Some daemons answer a question about an unknown prefix as an error. */
async function pathsOf(lab: Laboratory, asked: PolicyCase): Promise<readonly Path[]> {
  try {
    return await lab.paths(asked.asked, asked.prefix);
  } catch (error) {
    if (error instanceof CommandFailed && /not in table|not found/i.test(error.message)) return [];
    throw error;
  }
}

function answerOf(lab: Laboratory, router: string, paths: readonly Path[]): Answer {
  const { neighbors } = lab.router(router);
  const keyOf = (from: string) =>
    from === 'local' ? 'local' : (neighbors.find(({ remoteAddress }) => remoteAddress === from)?.key ?? from);
  const best = paths.find((path) => path.best);
  if (best === undefined) return { best: 'none', together: [], asPath: [], communities: [] };
  return {
    best: keyOf(best.from),
    together: [...new Set(paths.filter((p) => p.best || p.multipath).map(({ from }) => keyOf(from)))].sort(),
    asPath: best.asPath,
    communities: [...best.communities].sort(),
    ...(best.localPreference !== undefined && { localPreference: best.localPreference }),
    ...(best.med !== undefined && { med: best.med }),
    ...(best.reason !== undefined && { reason: best.reason }),
  };
}

/** What of the expectation does not hold. */
export function differences(expected: Expectation, answer: Answer): readonly string[] {
  const members = ['best', 'together', 'asPath', 'communities', 'localPreference', 'med'] as const;
  return members.flatMap((member) => {
    const [wanted, got] = [JSON.stringify(expected[member]), JSON.stringify(answer[member])];
    return wanted === undefined || wanted === got ? [] : [`${member}: ${got} instead of ${wanted}`];
  });
}
