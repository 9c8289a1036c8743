/** What a condition sees: one reader a subject and check, and how a value is held against what is expected of it. */

import type { CallResult } from '../directconnect/call.ts';
import { formatDuration, formatPercent } from '../kernel/quantity.ts';
import type { Direction } from '../link/contract.ts';
import type { Simulation } from '../simulation.ts';
import type { PeerView, RouteCandidateView } from '../view-types.ts';
import { inUse } from '../views/route-words.ts';
import type { Checked, Condition, Losers, Range } from './types.ts';

/** What api steps left behind. */
export interface Memory {
  /** Answers so far, by the id of the step. */
  readonly calls: ReadonlyMap<string, CallResult>;
  /** Values kept from answers, by name without the `$`. */
  readonly saved: ReadonlyMap<string, unknown>;
}

export interface Verdict {
  readonly holds: boolean;
  /** What each check saw, in words. */
  readonly seen: string;
}

type Value = string | number | boolean;
/** All of the values must fit; none is a check that does not hold. */
type Reader = (
  sim: Simulation,
  name: string,
  checks: Condition['checks'],
  calls: Memory['calls'],
) => readonly Value[];

const LIVE = (peer: PeerView) => peer.bgpPeerState !== 'deleting' && peer.bgpPeerState !== 'deleted';

function peers(sim: Simulation, name: string, checks: Condition['checks']): readonly PeerView[] {
  const { family } = checks;
  return sim
    .vif(name)
    .peers.filter((peer) => LIVE(peer) && (family === undefined || peer.addressFamily === family));
}

/** The words of the format for RFC 5880's states. */
const bfdWords: Readonly<Record<string, string>> = {
  Up: 'up',
  Init: 'init',
  Down: 'down',
  AdminDown: 'adminDown',
  off: 'off',
};
const bfdWord = (state: string) => bfdWords[state] ?? state;

const optional = (value: Value | undefined): readonly Value[] => (value === undefined ? [] : [value]);

/** Names of what both directions of a flow pass, all that their connections are part of included. */
function passed(sim: Simulation, flow: string): readonly string[] {
  const { path, connections } = sim.flow(flow);
  const names = (direction: Direction) =>
    new Set([...path[direction], ...connections[direction]].flatMap((id) => sim.around(id)));
  const back = names('toCustomer');
  return [...names('toAws')].filter((name) => back.has(name));
}

export const readers: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  vif: {
    state: (sim, name) => [sim.vifSummary(name).state],
    bgp: (sim, name, checks) => peers(sim, name, checks).map((peer) => peer.bgp),
    customerBgp: (sim, name, checks) => peers(sim, name, checks).map((peer) => peer.customer?.bgp ?? 'Idle'),
    bfd: (sim, name, checks) =>
      peers(sim, name, checks).map((peer) => (peer.customerHasBfd ? bfdWord(peer.bfd) : 'off')),
    connection: (sim, name) => [sim.vifSummary(name).connection],
    vlan: (sim, name) => [sim.vifSummary(name).vlan],
    mtu: (sim, name) => [sim.vifSummary(name).mtu],
    prefixes: (sim, name, checks) => [
      peers(sim, name, checks).reduce((sum, peer) => sum + peer.prefixes.length, 0),
    ],
    peers: (sim, name) => [sim.vif(name).peers.length],
  },
  connection: {
    state: (sim, name) => [sim.connection(name).state],
    light: (sim, name) => [sim.connection(name).light],
    lag: (sim, name) => [sim.connection(name).lag ?? 'none'],
    vifs: (sim, name) => [sim.connection(name).vifs.length],
    lacp: (sim, name) => [sim.connection(name).lacp],
  },
  lag: {
    state: (sim, name) => [sim.lag(name).state],
    links: (sim, name) => [sim.lag(name).links],
    vifs: (sim, name) => [sim.lag(name).vifs.length],
  },
  flow: {
    state: (sim, name) => [sim.flow(name).state],
    downtime: (sim, name) => [sim.flow(name).downtimeMicros],
    blackholed: (sim, name) => [sim.flow(name).blackholedMicros],
    via: (sim, name) => passed(sim, name),
    loss: (sim, name) => [Math.max(sim.flow(name).lossPpm.toAws, sim.flow(name).lossPpm.toCustomer)],
    pathMtu: (sim, name) => [Math.min(sim.flow(name).pathMtu.toAws, sim.flow(name).pathMtu.toCustomer)],
    asymmetric: (sim, name) => {
      const { state, virtualInterface } = sim.flow(name);
      return state === 'up' ? [virtualInterface.toAws !== virtualInterface.toCustomer] : [];
    },
    waitingFor: (sim, name) => [sim.flow(name).state === 'down' ? sim.flow(name).reason : ''],
  },
  interface: {
    state: (sim, name) => [sim.interface(name).state],
    members: (sim, name) => [sim.interface(name).members],
  },
  call: {
    ok: (_sim, name, _checks, calls) => optional(calls.get(name)?.ok),
    error: (_sim, name, _checks, calls) => optional(errorOf(calls.get(name))?.type),
    message: (_sim, name, _checks, calls) => optional(errorOf(calls.get(name))?.message),
  },
  attachment: { state: (sim, name) => [sim.vif(name).attachment] },
  failoverTest: { status: (sim, name) => optional(sim.failoverTest(name)?.status) },
  neighbor: {
    bgp: (sim, name) => [sim.neighbor(name).bgp],
    bfd: (sim, name) => [bfdWord(sim.neighbor(name).bfd)],
    lastError: (sim, name) => [sim.neighbor(name).lastError],
  },
  route: {
    prefix: (sim, name, { prefix }) =>
      inUse(routesTo(sim, name, prefix)).length > 0 && typeof prefix === 'string' ? [prefix] : [],
    via: (sim, name, { prefix }) => inUse(routesTo(sim, name, prefix)).flatMap((one) => leadsOf(sim, one)),
    lost: (sim, name, { prefix }) =>
      routesTo(sim, name, prefix).flatMap((one) =>
        one.lostOn === undefined ? [] : leadsOf(sim, one).map((lead) => lostWords(lead, one.lostOn ?? '')),
      ),
  },
};

const routesTo = (
  sim: Simulation,
  table: string,
  prefix: Checked | undefined,
): readonly RouteCandidateView[] => (typeof prefix === 'string' ? sim.routeCandidates(table, prefix) : []);

/** Names of what a route leads through: a VPN, or virtual interface and connection or LAG; the next router or gateway. */
function leadsOf(sim: Simulation, { virtualInterface: vif, holder, internal }: RouteCandidateView): string[] {
  const ridden = vif === '' || sim.names('vpn').includes(vif) ? [] : [sim.vifSummary(vif).connection];
  const isNext = internal || sim.names('gateway').includes(holder);
  return [...(vif === '' ? [] : [vif]), ...ridden, ...(isNext ? [holder] : [])];
}

const lostWords = (name: string, step: string): string => `${name} on ${step}`;

function errorOf(
  result: CallResult | undefined,
): { readonly type: string; readonly message: string } | undefined {
  return result === undefined || result.ok ? undefined : result.error;
}

/** Checks for which one fitting value is enough, and those that compare a part of the text. */
const ANY = new Set(['via']);
const PART = new Set(['waitingFor', 'error', 'message', 'lastError', 'status']);
/** Checks that only narrow others. */
const NARROWING = new Set(['family']);

const isRange = (value: Checked | undefined): value is Range =>
  typeof value === 'object' && !('losers' in value);

/** Whether the values that a reader found are what is expected. */
function meets(check: string, values: readonly Value[], expected: Checked): boolean {
  if (typeof expected === 'object' && 'losers' in expected)
    return Object.entries(expected.losers).every(([name, step]) => values.includes(lostWords(name, step)));
  const fit = (value: Value) => fits(check, value, expected);
  return values.length > 0 && (ANY.has(check) ? values.some(fit) : values.every(fit));
}

function fits(check: string, actual: Value, expected: Exclude<Checked, Losers>): boolean {
  if (isRange(expected)) {
    if (typeof actual !== 'number') return false;
    const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = expected;
    return actual >= atLeast && actual <= atMost;
  }
  if (PART.has(check))
    return String(actual)
      .toLowerCase()
      .replaceAll(/[\s-]/g, '')
      .includes(String(expected).toLowerCase().replaceAll(/[\s-]/g, ''));
  return actual === expected;
}

/** `$new-vif` stands for what an answer gave; ids stand for names. Undefined: nothing of that name exists (yet). */
export function resolveName(
  sim: Simulation,
  text: string,
  { saved }: Pick<Memory, 'saved'>,
): string | undefined {
  if (!text.startsWith('$')) return text;
  const value = saved.get(text.slice(1));
  return typeof value === 'string' ? (sim.nameById(value) ?? value) : undefined;
}

/** Whether a condition holds now, and what it saw. What does not exist meets no condition. */
export function evaluate(sim: Simulation, condition: Condition, memory: Memory): Verdict {
  const { subject, checks } = condition;
  const name = resolveName(sim, condition.name, memory);
  if (name === undefined || (subject !== 'call' && !sim.exists(name)))
    return { holds: false, seen: `${condition.name} does not exist` };
  const seen: string[] = [];
  let holds = true;
  for (const [check, written] of Object.entries(checks)) {
    if (NARROWING.has(check)) continue;
    const reader = readers[subject]?.[check];
    if (reader === undefined) throw new Error(`no reader for ${subject}.${check}`);
    const expected = typeof written === 'string' ? (resolveName(sim, written, memory) ?? written) : written;
    const values = reader(sim, name, checks, memory.calls);
    holds = meets(check, values, expected) && holds;
    seen.push(
      `${check} ${values.length === 0 ? '–' : values.map((value) => inWords(check, value)).join(', ')}`,
    );
  }
  return { holds, seen: seen.join(', ') };
}

function inWords(check: string, value: Value): string {
  if (typeof value !== 'number') return String(value) || '–';
  if (check === 'downtime' || check === 'blackholed') return formatDuration(value);
  return check === 'loss' ? formatPercent(value) : String(value);
}

/**
 * µs at which a flow that stays down would pass a bound of the condition: measured time grows without events.
 * Infinity when nothing of the condition grows.
 */
export function nextCrossing(sim: Simulation, { subject, name, checks }: Condition): number {
  if (subject !== 'flow' || sim.flow(name).state === 'up') return Number.POSITIVE_INFINITY;
  const flow = sim.flow(name);
  const grown: Readonly<Record<string, number>> = {
    downtime: flow.downtimeMicros,
    ...(flow.blackholed && { blackholed: flow.blackholedMicros }),
  };
  let next = Number.POSITIVE_INFINITY;
  for (const [check, value] of Object.entries(grown)) {
    const range = checks[check];
    if (!isRange(range)) continue;
    for (const bound of [range.atLeast, range.atMost === undefined ? undefined : range.atMost + 1]) {
      if (bound !== undefined && bound > value) next = Math.min(next, sim.now + bound - value);
    }
  }
  return next;
}
