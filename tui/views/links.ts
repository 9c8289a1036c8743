/** Connections and LAGs as a tree: light, ports, LACP and loss of both ends, how full, and what rides them. */
import type { Model } from '../model.ts';
import { BARS } from '../samples.ts';
import { type Tone, toneOf } from '../theme.ts';
import { chainLines } from './because.ts';
import { bothWays, millis, NONE, percent, sparkline } from './figures.ts';
import { lastEvents } from './last-events.ts';
import { lacp, light, ports } from './link-cells.ts';
import { linkLines } from './link-lines.ts';
import { type LinkRow, readLink, utilisation } from './link-rows.ts';
import { type Column, tableView } from './table.ts';
import type { Line } from './view.ts';

const FULL_PPM = 1_000_000;
const ALMOST_FULL_PPM = 800_000;
/** Available and not carrying is what hurts most: the API is the last to notice. */
function toneOfLink({ state, carries }: LinkRow): Tone {
  const own = toneOf(state);
  return own === 'good' && carries !== 'frames' ? 'warn' : own;
}

const fullTone = (ppm: number): Tone =>
  ppm > FULL_PPM ? 'bad' : ppm > ALMOST_FULL_PPM ? 'warn' : ppm === 0 ? 'dim' : 'plain';

const lightColumn = (title: string, end: 'aws' | 'router', priority: number): Column<LinkRow> => ({
  title,
  width: 6,
  align: 'right',
  priority,
  text: (row) => light(row, end),
  tone: (row) => (light(row, end) === 'dark' ? 'bad' : light(row, end) === NONE ? 'dim' : 'plain'),
  order: (row) => row.link?.fibre?.[end]?.lightMilliDbm ?? 0,
});

const loadColumn = (title: string, way: 'toAws' | 'toCustomer', priority: number): Column<LinkRow> => ({
  title,
  width: 5,
  align: 'right',
  priority,
  text: (row) => percent(utilisation(row)[way]),
  tone: (row) => fullTone(utilisation(row)[way]),
  order: (row) => utilisation(row)[way],
});

const columns: readonly Column<LinkRow>[] = [
  {
    title: 'LINK',
    width: 12,
    grows: true,
    most: 24,
    text: ({ name, depth }) => `${'  '.repeat(depth)}${name}`,
  },
  { title: 'STATE', width: 9, text: ({ state }) => state, tone: ({ state }) => toneOf(state) },
  lightColumn('LIGHT>', 'aws', 3),
  lightColumn('<LIGHT', 'router', 3),
  {
    title: 'PORTS',
    width: 9,
    text: ports,
    tone: (row) => (ports(row).includes('down') ? 'bad' : ports(row) === NONE ? 'dim' : 'plain'),
  },
  {
    title: 'LACP',
    width: 12,
    grows: true,
    most: 22,
    priority: 2,
    text: lacp,
    tone: (row) => (row.lag !== undefined || /^(distributing|static)?$/.test(lacp(row)) ? 'plain' : 'warn'),
  },
  {
    title: 'CARRIES',
    width: 7,
    priority: 1,
    text: ({ carries }) => carries,
    tone: ({ carries }) => (carries === 'frames' ? 'plain' : 'bad'),
  },
  {
    title: 'LOSS',
    width: 7,
    align: 'right',
    priority: 6,
    text: ({ link }) => {
      const loss = link?.fibre?.lossPpm;
      return loss === undefined ? '' : bothWays(percent(loss.toAws), percent(loss.toCustomer));
    },
    tone: ({ link }) =>
      (link?.fibre?.lossPpm.toAws ?? 0) + (link?.fibre?.lossPpm.toCustomer ?? 0) > 0 ? 'bad' : 'dim',
  },
  {
    title: 'DELAY',
    width: 6,
    align: 'right',
    priority: 8,
    text: ({ link }) => (link?.fibre === undefined ? '' : millis(link.fibre.delayMicros)),
    order: ({ link }) => link?.fibre?.delayMicros ?? 0,
  },
  loadColumn('LOAD>', 'toAws', 4),
  loadColumn('<LOAD', 'toCustomer', 5),
  {
    title: 'LAST 2 MIN',
    width: BARS,
    priority: 9,
    text: ({ history }) => sparkline(history, BARS, FULL_PPM),
    tone: (row) => (fullTone(Math.max(...Object.values(utilisation(row)))) === 'bad' ? 'bad' : 'accent'),
    order: (row) => utilisation(row).toAws,
  },
  {
    title: 'VIFS',
    width: 6,
    grows: true,
    priority: 7,
    text: ({ vifs }) => (vifs.length === 0 ? '' : `${vifs.length}: ${vifs.join(' ')}`),
  },
];

const names = (model: Model): readonly string[] =>
  model.cached('links.names', model.past.structureStamp, () => model.simulation.linkNames());

function why(model: Model, name: string): readonly Line[] {
  const row = readLink(model, name);
  if (row === undefined) return [];
  const newest = model.history.newest(aspects(row));
  return [...linkLines(row), ...(newest === undefined ? [] : chainLines(model, newest))];
}

/** Names under which things happen to a link: its own, its port's and its port-channels'. */
const aspects = ({ name, link, lag }: LinkRow): readonly string[] => [
  name,
  ...(link?.fibre?.router === undefined ? [] : [link.fibre.router.port]),
  ...(lag?.bundles.map((bundle) => bundle.name) ?? []),
];

function page(model: Model, name: string): readonly Line[] | undefined {
  const row = readLink(model, name);
  if (row === undefined) return undefined;
  const { id } = row.link ?? row.lag ?? { id: '' };
  const [first, ...others] = linkLines(row);
  return [
    ...(first === undefined ? [] : [first]),
    { text: id, tone: 'dim' },
    ...others,
    { text: `carries ${row.vifs.length} virtual interfaces: ${row.vifs.join(', ') || 'none'}` },
    { text: '' },
    ...lastEvents(model, aspects(row), () => true),
  ];
}

function summary(model: Model): string {
  const all = names(model);
  const bad = model.cached(
    'links.bad',
    model.stamp(all.length),
    () => all.filter((name) => ['bad', 'warn'].includes(toneOfName(model, name))).length,
  );
  return bad === 0 ? 'all well' : `${bad} not well`;
}

function toneOfName(model: Model, name: string): Tone {
  const row = readLink(model, name);
  return row === undefined ? 'dim' : toneOfLink(row);
}

export const links = tableView<LinkRow>({
  id: 'links',
  key: '4',
  title: 'Links',
  names,
  read: readLink,
  tone: toneOfLink,
  columns,
  summary,
  why,
  page,
});
