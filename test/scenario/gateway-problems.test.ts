import { describe, expect, it } from 'vitest';
import { readNetworkText } from '../../sim/scenario/topology.ts';

const gateways = {
  dxgw: '{ type: directConnect, asn: 64512, associated: [{ gateway: tgw, allowedPrefixes: [10.0.0.0/16] }] }',
  tgw: '{ type: transit, asn: 64513, associated: [vpc] }',
  tgw2: '{ type: transit, asn: 64514 }',
  vgw: '{ type: virtual, asn: 64515, associated: [vpc] }',
};

interface Change {
  readonly gateways?: Readonly<Record<string, string>>;
  readonly vif?: string;
  readonly vpc?: string;
  readonly vpns?: string;
}

const lines = (things: Readonly<Record<string, string>>): string =>
  Object.entries(things)
    .map(([name, text]) => `  ${name}: ${text}\n`)
    .join('');

/** `marked text: message` of everything that is wrong. */
function problems(change: Change): readonly string[] {
  const text = `dxdrill-network: 1
region: eu-west-2
devices: { here: { location: EqLD5 } }
routers: { lon: { asn: 65001, networks: [172.16.0.0/16], interfaces: { eth1: {} } } }
connections: { c: { device: here, bandwidth: 10Gbps, port: lon eth1 } }
vifs: { v: { type: transit, on: c, vlan: 101, gateway: dxgw${change.vif ?? ''} } }
gateways:
${lines({ ...gateways, ...change.gateways })}vpcs: { vpc: { cidrs: [10.0.0.0/16]${change.vpc ?? ''} } }
${change.vpns === undefined ? '' : `vpns: { vpn: ${change.vpns} }`}
`;
  const all = text.split('\n');
  return readNetworkText(text, 'net.yaml').problems.map(({ message, position }) => {
    const line = all[position.line - 1] ?? '';
    return `${line.slice(position.column - 1, position.column - 1 + position.length)}: ${message}`;
  });
}

const direct = (associated: string, asn = 64512) => ({
  dxgw: `{ type: directConnect, asn: ${asn}, associated: [${associated}] }`,
});
const prefixes = (count: number) =>
  Array.from({ length: count }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`).join(', ');
const many = (count: number, text: (n: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`g${n}`, text(n)]));
const names = (count: number) => Array.from({ length: count }, (_, n) => `g${n}`);

describe('gateways', () => {
  it('are sound as the tests have them', () => {
    expect(problems({})).toEqual([]);
  });

  it('have an ASN of private use, or a virtual one an old one of AWS', () => {
    const range = 'it takes 64512–65534 or 4200000000–4294967294';
    expect(
      problems({
        gateways: {
          ...direct('{ gateway: tgw, allowedPrefixes: [10.0.0.0/16] }', 3320),
          tgw2: '{ type: transit, asn: 7224 }',
          cwan: '{ type: coreNetwork, edges: { eu-west-2: 174 } }',
          old: '{ type: virtual, asn: 9059 }',
          large: '{ type: transit, asn: 4200000000 }',
        },
      }),
    ).toEqual([
      `3320: 3320 is no ASN of a Direct Connect gateway: ${range}`,
      `7224: 7224 is no ASN of a transit gateway: ${range}`,
      `174: 174 is no ASN of a core network: ${range}`,
    ]);
  });

  it('take no route filter from virtual interfaces that are not public', () => {
    expect(problems({ vif: ', routeFilterPrefixes: [203.0.113.0/24]' })).toEqual([
      '[203.0.113.0/24]: of a public virtual interface only; this one is transit',
    ]);
  });

  it.each<[string, Change, string]>([
    [
      'a transit gateway without allowed prefixes',
      { gateways: direct('tgw') },
      'tgw: "allowedPrefixes" is missing, which a transit gateway must have: write {gateway: tgw, allowedPrefixes: [...]}',
    ],
    [
      'overlapping prefixes of two transit gateways',
      {
        gateways: direct(
          '{ gateway: tgw, allowedPrefixes: [10.0.0.0/16] }, { gateway: tgw2, allowedPrefixes: [10.0.0.0/8] }',
        ),
      },
      '10.0.0.0/8: 10.0.0.0/8 overlaps 10.0.0.0/16 of tgw: the API refuses the association',
    ],
    [
      'two kinds on one Direct Connect gateway',
      { gateways: direct('{ gateway: tgw, allowedPrefixes: [10.0.0.0/16] }, vgw') },
      'vgw: vgw is no transit gateway as tgw is: one kind a Direct Connect gateway, here dxgw',
    ],
    [
      'one ASN on both gateways',
      { gateways: direct('{ gateway: tgw, allowedPrefixes: [10.0.0.0/16] }', 64513) },
      '{ gateway: tgw, allowedPrefixes: [10.0.0.0/16] }: tgw has the ASN of dxgw, 64513: the API refuses the association',
    ],
    [
      'a name that is not there, in the long form',
      { gateways: direct('{ gateway: tgw9, allowedPrefixes: [10.0.0.0/16] }') },
      'tgw9: no VPC or gateway "tgw9"; the network has vpc, dxgw, tgw, tgw2, vgw: did you mean "tgw"?',
    ],
    [
      'a transit virtual interface before virtual gateways',
      { gateways: direct('vgw') },
      'dxgw: dxgw leads to a virtual gateway, which takes private virtual interfaces',
    ],
    [
      'edges of what has none',
      { gateways: { tgw2: '{ type: transit, edges: {} }' } },
      'edges: only a core network has edges',
    ],
    [
      'a core network without edges',
      { gateways: { core: '{ type: coreNetwork }' } },
      'core: "edges" is missing',
    ],
    [
      'a static route to what is not attached',
      { vpc: ', routes: [{ to: 0.0.0.0/0, via: tgw2 }]' },
      'tgw2: tgw2 is not attached to vpc: there is tgw, vgw',
    ],
    [
      'a VPN on a Direct Connect gateway',
      { vpns: '{ router: lon, gateway: dxgw }' },
      'dxgw: a VPN ends on a virtual or transit gateway, not on dxgw',
    ],
    [
      'a static VPN without routes',
      { vpns: '{ router: lon, gateway: vgw, routing: static }' },
      'vpn: "routes" is missing: static routing needs your prefixes',
    ],
    [
      'a session in a VPN without one',
      {
        vpns: '{ router: lon, gateway: vgw, routing: static, routes: [172.16.0.0/16], neighbor: { weight: 1 } }',
      },
      'neighbor: no session runs in a VPN with static routes',
    ],
    [
      'a route map that is not there, in a VPN',
      { vpns: '{ router: lon, gateway: vgw, neighbor: { import: from-aws } }' },
      'from-aws: no route map "from-aws"; there is none',
    ],
    [
      'prefixes of another family than the VPN has',
      { vpns: "{ router: lon, gateway: vgw, neighbor: { advertise: ['2001:db8::/32'] } }" },
      "'2001:db8::/32': 2001:db8::/32 cannot be advertised here: the session is ipv4",
    ],
    [
      'a VPN of nobody',
      { vpns: '{ router: par, gateway: vgw }' },
      'par: no router "par"; the network has lon',
    ],
  ])('%s', (_, change, expected) => {
    expect(problems(change)).toContain(expected);
  });
});

/** User guide, quotas. */
describe('quotas of gateways', () => {
  it.each([20, 21])('virtual gateways of a Direct Connect gateway: %i', (count) => {
    const found = problems({
      gateways: { ...many(count, () => '{ type: virtual }'), ...direct(names(count).join(', ')) },
      vif: '',
    }).filter((one) => one.includes('quota'));
    expect(found).toEqual(count > 20 ? ['g20: dxgw has more than 20 of a virtual gateway (quota)'] : []);
  });

  it.each([6, 7])('transit gateways of a Direct Connect gateway: %i', (count) => {
    const list = names(count).map((name, n) => `{ gateway: ${name}, allowedPrefixes: [10.${n}.0.0/16] }`);
    const found = problems({
      gateways: { ...many(count, (n) => `{ type: transit, asn: ${64600 + n} }`), ...direct(list.join(', ')) },
    });
    expect(found.filter((one) => one.includes('quota'))).toHaveLength(count > 6 ? 1 : 0);
  });

  it.each([200, 201])('allowed prefixes of a transit gateway: %i', (count) => {
    const found = problems({ gateways: direct(`{ gateway: tgw, allowedPrefixes: [${prefixes(count)}] }`) });
    expect(found.map((one) => one.split(': ').at(-1))).toEqual(
      count > 200 ? ['at most 200 of a transit gateway (quota)'] : [],
    );
  });
});
