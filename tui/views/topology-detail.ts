/** The selected thing in words: what it is, how it stands, what hangs on it, and what led to its newest change. */
import type { DrawnNode, NodeKind } from '../drawing/network.ts';
import type { Sheet } from '../drawing/sheet.ts';
import type { Model } from '../model.ts';
import { type Tone, toneOf } from '../theme.ts';
import { chainLines } from './because.ts';
import type { Meaning } from './topology-emphasis.ts';
import { groundOf } from './topology-sheet.ts';
import { type Tally, tallyAt, tallyOn, toneOfNode } from './topology-tones.ts';
import type { Line } from './view.ts';
import { vifs } from './vifs.ts';

const MOST_NAMES = 6;
const PPM_PER_PERCENT = 10_000;
const FULL_PERCENT = 80;

export const percentOf = (ppm: number): number => Math.round(ppm / PPM_PER_PERCENT);
export const toneOfLoad = (ppm: number): Tone =>
  percentOf(ppm) > 100 ? 'bad' : percentOf(ppm) >= FULL_PERCENT ? 'warn' : 'good';

/** A few names, and how many more. */
function few(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more` : names.join(', ');
}

const tallyWords = ({ total, down, changing }: Tally): string =>
  `${total} ${total === 1 ? 'VIF' : 'VIFs'}, ${down} down${changing === 0 ? '' : `, ${changing} changing`}`;

/** How full the fullest connection of a bearer is; undefined where nothing can be sent. */
export function loadOf({ simulation }: Model, node: DrawnNode): number | undefined {
  if (node.kind === 'lag') {
    const loads = node.children.map(({ name }) => simulation.utilisationPpm(name));
    return loads.length === 0 ? undefined : Math.max(...loads);
  }
  return ['connection', 'member', 'hosted'].includes(node.kind)
    ? simulation.utilisationPpm(node.name)
    : undefined;
}

function connectionWords(model: Model, node: DrawnNode): string {
  const { state, light, lacp, lag } = model.simulation.connection(node.name);
  const member = lag === undefined ? '' : `, in ${lag} with LACP ${lacp}`;
  return `${state}, ${light}${member}, ${percentOf(loadOf(model, node) ?? 0)}% used, ${tallyWords(tallyOn(model, lag ?? node.name))}`;
}

const ends = ({ map }: ReturnType<typeof groundOf>, name: string) =>
  map.bearers
    .filter(({ device, routers }) => device === name || routers.includes(name))
    .map((one) => one.name);

/** Links to other routers, those that are down said to be. */
function linkWords(model: Model, router: string): string {
  const words = groundOf(model).map.links.flatMap(({ name, between, metric }) => {
    if (!between.includes(router)) return [];
    const other = between.find((end) => end !== router) ?? router;
    const state = model.simulation.routerLinkWorks(name) ? '' : ', down';
    return [`${other} (${name}, metric ${metric}${state})`];
  });
  return words.length === 0 ? '' : `, linked to ${few(words)}`;
}

/** Bearers that pass all of these carriers. */
const carried = (model: Model, carriers: string): readonly string[] =>
  groundOf(model)
    .map.bearers.filter((bearer) => carriers.split(', ').every((one) => bearer.carriers.includes(one)))
    .map(({ name }) => name);

function faultWords({ simulation }: Model, carriers: string): string {
  const own = simulation.faultsInForce.filter(({ target }) => carriers.split(', ').includes(target));
  return own.length === 0 ? '' : `, ${few(own.map(({ fault, target }) => `${fault} on ${target}`))}`;
}

const words: { readonly [K in NodeKind]: (model: Model, node: DrawnNode) => string } = {
  router: (model, { name, fact }) =>
    `router, ${fact}, on ${few(ends(groundOf(model), name)) || 'no connection'}${linkWords(model, name)}`,
  carrier: (model, { name }) => `carrier of ${few(carried(model, name))}${faultWords(model, name)}`,
  connection: connectionWords,
  member: connectionWords,
  hosted: connectionWords,
  lag: (model, node) => {
    const { state, links } = model.simulation.lag(node.name);
    const load = loadOf(model, node);
    const used = load === undefined ? '' : `, fullest ${percentOf(load)}% used`;
    return `${state}, ${links} of ${node.children.length} links work${used}, ${tallyWords(tallyOn(model, node.name))}`;
  },
  awsDevice: (model, { name, fact }) => `AWS device at ${fact}, end of ${few(ends(groundOf(model), name))}`,
  virtualInterface: () => '',
  fold: (model, { name, vifs: names }) => {
    const down = names.filter((vif) => toneOf(model.simulation.vifSummary(vif).state) === 'bad');
    return `${tallyWords(tallyOn(model, name))}${down.length === 0 ? '' : `: ${few(down)}`}; enter opens them`;
  },
  more: () => '',
  gateway: (model, { name, fact }) => {
    const { associated = [], type = '' } =
      groundOf(model).map.gateways.find((one) => one.name === name) ?? {};
    const own = tallyAt(model, name);
    const attached = own.total === 0 ? '' : `, ${tallyWords(own)}`;
    return `${type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}, ${fact}${attached}, leads to ${few(associated) || 'nothing'}`;
  },
  vpc: (model, { name }) =>
    `VPC, ${
      groundOf(model)
        .map.vpcs.find((one) => one.name === name)
        ?.cidrs.join(', ') ?? ''
    }`,
};

function flowLine({ simulation }: Model, name: string): Line {
  const { state, reason } = simulation.flow(name);
  const why = reason === '' ? '' : `: ${reason}`;
  return { text: `flow ${name} is ${state}${why}`, tone: toneOf(state) };
}

/** First line: the thing. Then what hangs on it, flows, and the newest change with its causes. */
export function detailLines(
  model: Model,
  sheet: Sheet,
  node: DrawnNode,
  { dependent, flows }: Meaning,
): readonly Line[] {
  const { simulation, history } = model;
  const kinds = new Set(['virtualInterface', 'fold', 'gateway', 'vpc', 'hosted']);
  const lost = [...dependent].flatMap((key) => {
    const one = sheet.spots.get(key)?.node;
    if (one === undefined || !kinds.has(one.kind)) return [];
    return one.kind === 'fold' ? [`${one.vifs.length} VIFs on ${one.name}`] : [one.name];
  });
  const tone = toneOfNode(model, node);
  const hangs: Line[] = lost.length === 0 ? [] : [{ text: `no other way for ${few(lost)}`, tone: 'accent' }];
  const carried = flows.slice(0, MOST_NAMES).map((name) => flowLine(model, name));
  if (node.kind === 'virtualInterface')
    return [...(vifs.table?.why?.(model, node.name) ?? []), ...hangs, ...carried];
  const head = { text: `${node.name}: ${words[node.kind](model, node)}`, tone };
  const newest = node.kind === 'fold' ? undefined : history.newest(simulation.aspects(node.name));
  return [head, ...hangs, ...carried, ...(newest === undefined ? [] : chainLines(model, newest))];
}

/** Short facts that change, for labels. */
export function changingLabel(
  model: Model,
  node: DrawnNode,
): { readonly name?: string; readonly fact?: string } {
  if (node.kind === 'lag') {
    const { links } = model.simulation.lag(node.name);
    return { fact: node.fact.replace(/^\d+/, String(links)) };
  }
  if (node.kind === 'more') return { name: `${node.vifs.length} ${node.fact}`, fact: '' };
  if (node.kind !== 'fold') return {};
  const { down } = tallyOn(model, node.name);
  return { name: `${node.vifs.length} VIFs${down === 0 ? '' : `, ${down} down`}`, fact: '' };
}
