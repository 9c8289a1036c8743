/** How each drawn thing stands: its own state, or of what has none the worst and best of what it lives on. */
import type { DrawnNode } from '../drawing/network.ts';
import type { Model } from '../model.ts';
import { type Tone, toneOf } from '../theme.ts';
import { groundOf } from './topology-sheet.ts';
import { vifs } from './vifs.ts';

export interface Tally {
  readonly total: number;
  readonly down: number;
  readonly changing: number;
}

const NONE: Tally = { total: 0, down: 0, changing: 0 };

interface Tallies {
  readonly byRide: ReadonlyMap<string, Tally>;
  readonly byGateway: ReadonlyMap<string, Tally>;
}

/** All virtual interfaces are looked at, so of many only once a second while time runs. */
function talliesOf(model: Model): Tallies {
  const { virtualInterfaces } = groundOf(model).map;
  const stamp = `${model.stamp(virtualInterfaces.length)} ${model.simulation.topologyRevision}`;
  return model.cached('topology.tallies', stamp, () => {
    const byRide = new Map<string, Tally>();
    const byGateway = new Map<string, Tally>();
    for (const { name, rides = '', gateway } of virtualInterfaces) {
      const tone = toneOf(model.simulation.vifSummary(name).state);
      if (tone === 'dim') continue;
      count(byRide, rides, tone);
      if (gateway !== undefined) count(byGateway, gateway, tone);
    }
    return { byRide, byGateway };
  });
}

function count(tallies: Map<string, Tally>, key: string, tone: Tone): void {
  const { total, down, changing } = tallies.get(key) ?? NONE;
  tallies.set(key, {
    total: total + 1,
    down: down + (tone === 'bad' ? 1 : 0),
    changing: changing + (tone === 'warn' ? 1 : 0),
  });
}

export const tallyOn = (model: Model, ride: string): Tally => talliesOf(model).byRide.get(ride) ?? NONE;
export const tallyAt = (model: Model, gateway: string): Tally =>
  talliesOf(model).byGateway.get(gateway) ?? NONE;

const toneOfTally = ({ total, down, changing }: Tally): Tone =>
  total === 0 ? 'plain' : down === total ? 'bad' : down + changing > 0 ? 'warn' : 'good';

/** Of what can take either of several ways: bad when all are. */
function together(tones: readonly Tone[]): Tone {
  if (tones.length === 0) return 'plain';
  if (tones.every((tone) => tone === 'bad')) return 'bad';
  if (tones.some((tone) => tone === 'bad' || tone === 'warn')) return 'warn';
  return tones.includes('good') ? 'good' : 'plain';
}

export function toneOfConnection({ simulation }: Model, name: string): Tone {
  const { state, light, lacp } = simulation.connection(name);
  const own = toneOf(state);
  if (own === 'good' && (light === 'dark' || lacp === 'down')) return light === 'dark' ? 'bad' : 'warn';
  return own;
}

function toneOfLag(model: Model, name: string): Tone {
  const { state, links } = model.simulation.lag(name);
  const members = groundOf(model).map.bearers.find((bearer) => bearer.name === name)?.members ?? [];
  const own = toneOf(state);
  return own === 'good' && links < members.length ? 'warn' : own;
}

const toneOfBearer = (
  model: Model,
  { name, kind }: { readonly name: string; readonly kind: string },
): Tone => (kind === 'lag' ? toneOfLag(model, name) : toneOfConnection(model, name));

function toneOfGateway(model: Model, name: string, seen: readonly string[] = []): Tone {
  const own = tallyAt(model, name);
  const before = (groundOf(model).leadingTo.get(name) ?? []).filter((one) => !seen.includes(one.name));
  const tones = before.map((one) => toneOfGateway(model, one.name, [...seen, name]));
  return together(own.total === 0 ? tones : [...tones, toneOfTally(own)]);
}

type Kind = DrawnNode['kind'];
const readers: { readonly [K in Kind]: (model: Model, node: DrawnNode) => Tone } = {
  router: (model, { name }) => {
    const bearers = bearersAt(model, name);
    return together(bearers.length > 0 ? bearers : linkTones(model, name));
  },
  // No state of its own is known: what is wrong with it is a fault.
  carrier: ({ simulation }, { name }) =>
    simulation.faultsInForce.some(({ target }) => name.split(', ').includes(target)) ? 'bad' : 'plain',
  connection: (model, { name }) => toneOfConnection(model, name),
  member: (model, { name }) => toneOfConnection(model, name),
  // It has no light of its own.
  hosted: ({ simulation }, { name }) => toneOf(simulation.connection(name).state),
  lag: (model, { name }) => toneOfLag(model, name),
  awsDevice: (model, { name }) => together(bearersAt(model, name)),
  virtualInterface: (model, { name }) => vifs.table?.cells(model, name).mark ?? 'plain',
  fold: (model, { name }) => toneOfTally(tallyOn(model, name)),
  more: () => 'dim',
  gateway: (model, { name }) => toneOfGateway(model, name),
  vpc: (model, { name }) =>
    together(
      (groundOf(model).leadingTo.get(name) ?? []).map((gateway) => toneOfGateway(model, gateway.name)),
    ),
};

const bearersAt = (model: Model, name: string): Tone[] =>
  (groundOf(model).bearersAt.get(name) ?? []).map((bearer) => toneOfBearer(model, bearer));

/** Of the links of a router to others. */
const linkTones = (model: Model, name: string): Tone[] =>
  groundOf(model).map.links.flatMap((link): Tone[] => {
    if (!link.between.includes(name)) return [];
    return [model.simulation.routerLinkWorks(link.name) ? 'good' : 'bad'];
  });

/** Each is worked out once a moment. */
export function toneOfNode(model: Model, node: DrawnNode): Tone {
  const stamp = `${model.player.revision} ${model.simulation.topologyRevision}`;
  const known = model.cached('topology.tones', stamp, () => new Map<string, Tone>());
  const tone = known.get(node.key) ?? readers[node.kind](model, node);
  known.set(node.key, tone);
  return tone;
}
