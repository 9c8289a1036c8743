/** Virtual interfaces: state, where each rides, both ends of its BGP sessions, what they cost so far. */
import { formatDuration } from '../../sim/kernel/quantity.ts';
import type { PeerView, VirtualInterfaceView } from '../../sim/view-types.ts';
import { outside } from '../history.ts';
import type { Model } from '../model.ts';
import { type Tone, toneOf } from '../theme.ts';
import { chainLines } from './because.ts';
import { type Column, tableView } from './table.ts';
import type { Line } from './view.ts';

interface VifRow extends VirtualInterfaceView {
  /** The session that is worst off. */
  readonly worst: PeerView | undefined;
  readonly flaps: number;
  readonly downMicros: number;
}

const ESTABLISHED = 'Established';
const MICROS_PER_SECOND = 1_000_000;

const isUp = (peer: PeerView): boolean =>
  peer.bgp === ESTABLISHED && (peer.customer?.bgp ?? ESTABLISHED) === ESTABLISHED;

function read({ simulation, history }: Model, name: string): VifRow {
  const vif = simulation.vif(name);
  const sessions = [...new Set([...simulation.aspects(name), ...history.sessionsOf(name)])];
  const states = new Map(vif.peers.map((peer) => [peer.name, peer.bgp]));
  const up = sessions
    .slice(1)
    .flatMap((one) => history.established(one, states.get(one) ?? 'Idle', simulation.now));
  return {
    ...vif,
    worst: vif.peers.find((peer) => !isUp(peer)) ?? vif.peers[0],
    flaps: history.flaps(sessions),
    downMicros: outside(up, simulation.now),
  };
}

/** What the operator should see first: a VIF that calls itself available over a dead session is not well. */
function toneOfVif({ state, worst }: VifRow): Tone {
  const own = toneOf(state);
  return own === 'good' && worst !== undefined && !isUp(worst) ? 'warn' : own;
}

/** AWS's end waits for ever where the router has none: that is no fault. */
const bfdOf = (peer: PeerView | undefined): string => (peer?.customerHasBfd === true ? peer.bfd : 'off');

const shortTime = (micros: number): string =>
  micros === 0 ? '' : formatDuration(Math.floor(micros / MICROS_PER_SECOND) * MICROS_PER_SECOND);

const fsm = (state: string | undefined): Tone => (state === undefined ? 'dim' : toneOf(state));

const columns: readonly Column<VifRow>[] = [
  { title: 'VIF', width: 8, grows: true, most: 24, text: ({ name }) => name },
  { title: 'STATE', width: 10, text: ({ state }) => state, tone: ({ state }) => toneOf(state) },
  { title: 'TYPE', width: 7, priority: 4, text: ({ type }) => type },
  { title: 'VLAN', width: 4, align: 'right', text: ({ vlan }) => String(vlan), order: ({ vlan }) => vlan },
  {
    title: 'MTU',
    width: 4,
    align: 'right',
    priority: 5,
    text: ({ mtu }) => String(mtu),
    order: ({ mtu }) => mtu,
  },
  { title: 'RIDES', width: 10, grows: true, most: 20, priority: 1, text: ({ connection }) => connection },
  {
    title: 'BGP AWS',
    width: 11,
    text: ({ worst }) => worst?.bgp ?? '',
    tone: ({ worst }) => fsm(worst?.bgp),
  },
  {
    title: 'BGP ROUTER',
    width: 11,
    priority: 2,
    text: ({ worst }) => worst?.customer?.bgp ?? '',
    tone: ({ worst }) => fsm(worst?.customer?.bgp),
  },
  {
    title: 'BFD',
    width: 9,
    priority: 8,
    text: ({ worst }) => bfdOf(worst),
    tone: ({ worst }) => fsm(bfdOf(worst)),
  },
  {
    title: 'IN',
    width: 4,
    align: 'right',
    priority: 6,
    text: ({ peers }) => String(prefixesIn(peers)),
    order: ({ peers }) => prefixesIn(peers),
  },
  {
    title: 'OUT',
    width: 4,
    align: 'right',
    priority: 7,
    text: ({ peers }) => String(prefixesOut(peers)),
    order: ({ peers }) => prefixesOut(peers),
  },
  {
    title: 'FLAPS',
    width: 5,
    align: 'right',
    priority: 3,
    text: ({ flaps }) => String(flaps),
    order: ({ flaps }) => flaps,
  },
  {
    title: 'DOWN',
    width: 7,
    align: 'right',
    text: (row) => shortTime(row.downMicros),
    order: (row) => row.downMicros,
  },
  { title: 'AWS ADDRESS', width: 18, priority: 10, text: ({ worst }) => worst?.amazonAddress ?? '' },
  { title: 'ROUTER ADDRESS', width: 18, priority: 11, text: ({ worst }) => worst?.customerAddress ?? '' },
  { title: 'ATTACHED', width: 9, priority: 12, text: ({ attachment }) => attachment },
];

/** Customer routes that AWS took, over all sessions. */
const prefixesIn = (peers: readonly PeerView[]): number =>
  peers.reduce((sum, { prefixes }) => sum + prefixes.length, 0);
/** AWS routes that the router took. */
const prefixesOut = (peers: readonly PeerView[]): number =>
  peers.reduce((sum, { customer }) => sum + (customer?.prefixes.length ?? 0), 0);

function peerLines({ simulation }: Model, peer: PeerView): readonly Line[] {
  const { customer, amazonAddress, customerAddress, localAsn, remoteAsn } = peer;
  const here = `AWS ${amazonAddress} AS ${localAsn} ${peer.bgp}`;
  const there =
    customer === undefined
      ? `no router speaks from ${customerAddress}`
      : `${customer.name.split(' ')[0]} ${customerAddress} AS ${customer.localAsn} ${customer.bgp}`;
  const asn =
    customer !== undefined && customer.localAsn !== remoteAsn ? `, but AWS expects AS ${remoteAsn}` : '';
  const waits = [peer.name, ...(customer === undefined ? [] : [customer.name])].flatMap((end) => {
    const reason = simulation.waitingFor(end);
    return reason === '' ? [] : [{ text: `  ${end} waits: ${reason}`, tone: 'warn' as const }];
  });
  const errors = [peer, ...(customer === undefined ? [] : [customer])].flatMap(({ name, lastError }) =>
    lastError === '' ? [] : [{ text: `  ${name}, last error: ${lastError}`, tone: 'dim' as const }],
  );
  const tone = isUp(peer) ? 'good' : toneOf(peer.bgp);
  return [
    { text: `${peer.addressFamily}: ${here}; ${there}${asn}; BFD ${bfdOf(peer)}`, tone },
    ...waits,
    ...errors,
  ];
}

function head({ name, type, state, connection, vlan, mtu, attachment, flaps, downMicros }: VifRow): Line {
  const attached = attachment === '' ? '' : `, gateway ${attachment}`;
  const lost =
    flaps === 0 && downMicros === 0
      ? 'never down'
      : `down ${shortTime(downMicros) || '0s'}, ${flaps === 1 ? 'one flap' : `${flaps} flaps`}`;
  return {
    text: `${name}: ${type}, VLAN ${vlan}, MTU ${mtu}, ${state} on ${connection}${attached}; ${lost}.`,
    tone: toneOf(state),
  };
}

/** What it is, what each session waits for, and what led to its newest change. */
function why(model: Model, name: string): readonly Line[] {
  if (!model.simulation.exists(name)) return [];
  const row = read(model, name);
  const newest = model.history.newest(model.simulation.aspects(name));
  const sessions = row.peers.flatMap((peer) => peerLines(model, peer));
  return [head(row), ...sessions, ...(newest === undefined ? [] : chainLines(model, newest))];
}

/** Also: prefixes of each session and the identifiers of the API. */
function page(model: Model, name: string): readonly Line[] | undefined {
  if (!model.simulation.exists(name)) return undefined;
  const { id, peers } = model.simulation.vif(name);
  const routes = peers.flatMap((peer) => [
    { text: `${peer.name} (${peer.id || 'no id'}) is ${peer.bgpPeerState}` },
    { text: `  AWS has ${peer.prefixes.join(', ') || 'no prefixes'}` },
    { text: `  the router has ${peer.customer?.prefixes.join(', ') || 'no prefixes'}` },
  ]);
  const [first, ...others] = why(model, name);
  const ids = { text: id, tone: 'dim' as const };
  return [...(first === undefined ? [] : [first]), ids, ...others, { text: '' }, ...routes];
}

function summary(model: Model): string {
  const { simulation } = model;
  const names = simulation.names('virtualInterface');
  const bad = model.cached(
    'vifs.bad',
    model.stamp(names.length),
    () => names.filter((name) => toneOf(simulation.vifSummary(name).state) === 'bad').length,
  );
  return bad === 0 ? 'none down' : `${bad} down`;
}

export const vifs = tableView<VifRow>({
  id: 'vifs',
  key: '2',
  title: 'VIFs',
  names: ({ simulation }) => simulation.names('virtualInterface'),
  read: (model, name) => (model.simulation.exists(name) ? read(model, name) : undefined),
  searched: ({ simulation }, name) => {
    const { id, type, state, connection, vlan } = simulation.vifSummary(name);
    return `${name} ${id} ${type} ${state} ${connection} ${vlan}`;
  },
  tone: toneOfVif,
  columns,
  summary,
  why,
  page,
});
