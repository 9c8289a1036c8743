/** Connections and LAGs as rows of one shape. */
import type { BothWays, LagLinkView, LinkView, LoadView } from '../../sim/view-types.ts';
import type { Model } from '../model.ts';

/** Whether frames get through, as far as AWS's end and the fibre are concerned. */
export type Carries = 'frames' | 'one way' | 'nothing';

function carriesOf({ carries, fibre }: LinkView): Carries {
  const blocked = [fibre?.blocked.toAws ?? '', fibre?.blocked.toCustomer ?? ''].filter((why) => why !== '');
  if (!carries || blocked.length > 1) return 'nothing';
  return blocked.length === 0 ? 'frames' : 'one way';
}

export interface LinkRow {
  readonly name: string;
  /** How deep in the tree: a member under its LAG, a hosted connection under what it rides. */
  readonly depth: number;
  readonly link: LinkView | undefined;
  readonly lag: LagLinkView | undefined;
  readonly state: string;
  readonly carries: Carries;
  readonly load: LoadView | undefined;
  /** Utilisation a bar, parts per million. */
  readonly history: readonly number[];
  readonly vifs: readonly string[];
}

const isLag = ({ simulation }: Model, name: string): boolean => {
  const lags = simulation.names('lag');
  return lags.includes(name);
};

const loadsOf = (model: Model): ReadonlyMap<string, LoadView> =>
  model.cached('links.loads', String(model.player.revision), () => model.simulation.loads());

/** A link by name; undefined when there is none. */
export function readLink(model: Model, name: string): LinkRow | undefined {
  const { simulation } = model;
  if (!simulation.exists(name)) return undefined;
  const common = {
    name,
    load: loadsOf(model).get(name),
    history: model.samples.loads(name, simulation.now),
  };
  if (isLag(model, name)) {
    const lag = simulation.lagLink(name);
    const { state, vifs } = lag;
    const carries = lag.carries ? 'frames' : 'nothing';
    return { ...common, depth: 0, link: undefined, lag, state, carries, vifs };
  }
  const link = simulation.link(name);
  const { state, vifs } = link;
  const carries = carriesOf(link);
  const depth = Number(link.lag !== undefined) + Number(link.rides !== undefined);
  return { ...common, depth, link, lag: undefined, state, carries, vifs };
}

export const utilisation = ({ load }: LinkRow): BothWays<number> =>
  load?.utilisationPpm ?? { toAws: 0, toCustomer: 0 };
