/** Readings of both ends of a link in one cell: AWS's first, then the router's. */
import { bothWays, dBm, NONE } from './figures.ts';
import type { LinkRow } from './link-rows.ts';

const upDown = (isUp: boolean): string => (isUp ? 'up' : 'down');

export function light(row: LinkRow, end: 'aws' | 'router'): string {
  const reading = row.link?.fibre?.[end];
  return reading === undefined ? NONE : dBm(reading.lightMilliDbm);
}

export function ports({ link, lag }: LinkRow): string {
  if (lag !== undefined) {
    const routers = lag.bundles.map(({ state }) => state);
    return `${upDown(lag.carries)}/${routers.length === 0 ? NONE : routers.join('+')}`;
  }
  const fibre = link?.fibre;
  return fibre === undefined
    ? NONE
    : `${upDown(fibre.aws.portUp)}/${fibre.router === undefined ? NONE : upDown(fibre.router.portUp)}`;
}

/** Of a LAG how many members distribute, of how many, and how many each end needs. */
export function lacp({ link, lag }: LinkRow): string {
  if (lag === undefined) {
    const { aws, router } = link?.fibre ?? {};
    return aws === undefined || aws.lacp === '' ? '' : bothWays(aws.lacp, router?.lacp || NONE);
  }
  const needed = [lag.minimumLinks, ...lag.bundles.map(({ minimumLinks }) => minimumLinks)];
  return `${lag.links}/${lag.members.length} min ${needed.join('/')}`;
}
