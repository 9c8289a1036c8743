/** A connection or LAG in words. */
import { formatRate } from '../../sim/kernel/quantity.ts';
import type { FibreView, LagLinkView, LinkView } from '../../sim/view-types.ts';
import { toneOf } from '../theme.ts';
import { dBm, millis, percent, rate } from './figures.ts';
import type { LinkRow } from './link-rows.ts';
import type { Line } from './view.ts';

type End = FibreView['aws'];

const light = (milliDbm: number): string =>
  dBm(milliDbm) === 'dark' ? 'no light' : `light ${dBm(milliDbm)} dBm`;

const endWords = ({ portUp, lightMilliDbm, lacp }: End): string =>
  [`port ${portUp ? 'up' : 'down'}`, light(lightMilliDbm), ...(lacp === '' ? [] : [`LACP ${lacp}`])].join(
    ', ',
  );

function fibreLines({
  aws,
  router,
  device,
  portChannel,
  carriers,
  blocked,
  lossPpm,
  delayMicros,
}: FibreView): readonly Line[] {
  const channel = portChannel === undefined ? '' : ` in ${portChannel}`;
  const through = carriers.length === 0 ? 'direct' : `through ${carriers.join(', ')}`;
  const loss = `loss ${percent(lossPpm.toAws)} to AWS, ${percent(lossPpm.toCustomer)} to the customer`;
  const ways = [
    ['to AWS', blocked.toAws],
    ['to the customer', blocked.toCustomer],
  ] as const;
  return [
    { text: `AWS ${device}: ${endWords(aws)}`, tone: aws.portUp ? 'plain' : 'bad' },
    router === undefined
      ? { text: 'Router: nothing is plugged in', tone: 'dim' }
      : {
          text: `Router ${router.port}${channel}: ${endWords(router)}`,
          tone: router.portUp ? 'plain' : 'bad',
        },
    { text: `${through}, ${millis(delayMicros)} one way, ${loss}` },
    ...ways.flatMap(([way, words]): Line[] =>
      words === '' ? [] : [{ text: `no frames pass ${way}: ${words}`, tone: 'bad' }],
    ),
  ];
}

function headOfLink({ name, type, state, rateBps, location, lag, rides }: LinkView, carries: string): Line {
  const on = lag === undefined ? (rides === undefined ? '' : `, on ${rides}`) : `, member of ${lag}`;
  return {
    text: `${name}: ${type} ${formatRate(rateBps)} at ${location}${on}, ${state}, carries ${carries}`,
    tone: toneOf(state),
  };
}

function lagLines({
  name,
  state,
  links,
  members,
  minimumLinks,
  lacpRate,
  rateBps,
  bundles,
  carries,
}: LagLinkView): readonly Line[] {
  const frames = carries ? 'carries frames' : 'carries nothing';
  return [
    { text: `${name}: LAG, ${state}, ${frames}, ${formatRate(rateBps)} distributing`, tone: toneOf(state) },
    {
      text: `AWS: ${links} of ${members.length} members distribute, at least ${minimumLinks} needed, LACP active ${lacpRate}`,
      tone: carries ? 'plain' : 'bad',
    },
    ...bundles.map((bundle) => ({
      text: `Router ${bundle.name}: ${bundle.state}, ${bundle.members} distribute, at least ${bundle.minimumLinks} needed, LACP ${bundle.lacp} ${bundle.lacpRate}`,
      tone: bundle.state === 'up' ? ('plain' as const) : ('bad' as const),
    })),
  ];
}

/** What it is, both ends, what passes, and how full it is. */
export function linkLines({ link, lag, load, carries }: LinkRow): readonly Line[] {
  const { toAws = 0, toCustomer = 0 } = load?.loadBps ?? {};
  const flows = { text: `flows send ${rate(toAws)}bps to AWS, ${rate(toCustomer)}bps to the customer` };
  if (lag !== undefined) return [...lagLines(lag), flows];
  if (link === undefined) return [];
  return [headOfLink(link, carries), ...(link.fibre === undefined ? [] : fibreLines(link.fibre)), flows];
}
