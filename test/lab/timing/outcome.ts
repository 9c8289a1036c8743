/** What the packets of one run say. */
import type { BgpMessage } from '../bgp-messages.ts';
import type { ResolvedNeighbor } from '../resolve.ts';
import { PREFIX } from './rows.ts';

/** When we did what, wall clock, µs. */
export interface Moments {
  readonly startedMicros: number;
  /** The fault, then the steps after it. */
  readonly stepsMicros: readonly number[];
}

export interface Outcome {
  /** One-minute load average of the machine when the fault struck. */
  readonly load: number;
  /** From the start of the customer's process to the KEEPALIVEs of both ends. */
  readonly establishMicros: number;
  /** From there to the customer's first UPDATE with a route. */
  readonly firstUpdateMicros: number;
  /** From there to the router under test telling the observer. */
  readonly passOnMicros: number;
  /** Between KEEPALIVEs, before the fault. */
  readonly keepaliveMicros: { readonly customer: readonly number[]; readonly tested: readonly number[] };
  /**
   * From the fault to the first word that it makes pass between the two: a NOTIFICATION, or the customer's UPDATE.
   * What is done by a command takes the time of the command until then.
   */
  readonly triggerMicros?: number;
  /** From the fault until the observer is told that the route is gone; absent: it never is. */
  readonly withdrawalMicros?: number;
  /** From the fault until the observer is told of another path. */
  readonly switchMicros?: number;
  /** From the last step until both ends' KEEPALIVEs of a new session; and until the observer hears of the route. */
  readonly reestablishMicros?: number;
  readonly recoveryMicros?: number;
  /** After the fault: `customer 6/4`, with the time since the fault. */
  readonly notifications: readonly { readonly text: string; readonly afterMicros: number }[];
}

interface Establishment {
  readonly atMicros: number;
  readonly connection: string;
}

/** A connection is Established when KEEPALIVEs have passed in both directions. */
function establishments(session: readonly BgpMessage[]): readonly Establishment[] {
  const heard = new Map<string, Set<string>>();
  const found: Establishment[] = [];
  for (const message of session) {
    if (message.type !== 'keepalive') continue;
    const sources = heard.get(message.connection) ?? new Set();
    heard.set(message.connection, sources);
    if (sources.size === 1 && !sources.has(message.source)) {
      found.push({ atMicros: message.timeMicros, connection: message.connection });
    }
    sources.add(message.source);
  }
  return found;
}

function keepaliveIntervals(
  session: readonly BgpMessage[],
  source: string,
  untilMicros: number,
): readonly number[] {
  const times = session
    .filter((m) => m.type === 'keepalive' && m.source === source && m.timeMicros < untilMicros)
    .map(({ timeMicros }) => timeMicros);
  // The first one answers the OPEN.
  return times.slice(1).flatMap((time, i) => (i === 0 ? [] : [time - (times[i] ?? time)]));
}

type Update = Extract<BgpMessage, { readonly type: 'update' }>;
const updates = (messages: readonly BgpMessage[], destination: string): readonly Update[] =>
  messages.filter((m): m is Update => m.type === 'update' && m.destination === destination);

export function outcome(
  messages: readonly BgpMessage[],
  customer: ResolvedNeighbor,
  observer: ResolvedNeighbor,
  { startedMicros, stepsMicros }: Moments,
  load: number,
): Outcome {
  const between = (m: BgpMessage) => [m.source, m.destination].includes(customer.remoteAddress);
  const session = messages.filter(between);
  const told = updates(messages, observer.remoteAddress);
  const [fault = 0] = stepsMicros;
  const last = stepsMicros.at(-1) ?? fault;
  const found = establishments(session);
  const first = found[0];
  const announced = updates(session, customer.localAddress).find((u) => u.announced.includes(PREFIX));
  const passed = told.find(
    (u) => u.announced.includes(PREFIX) && u.timeMicros >= (announced?.timeMicros ?? 0),
  );
  if (first === undefined || announced === undefined || passed === undefined)
    throw new Error('never came up');
  const trigger = session.find(
    (m) =>
      m.timeMicros > fault &&
      (m.type === 'notification' || (m.type === 'update' && m.destination === customer.localAddress)),
  );
  const withdrawn = told.find((u) => u.timeMicros > fault && u.withdrawn.includes(PREFIX));
  const elsewhere = (u: Update) => !u.asPath.includes(customer.remoteAsn);
  const changed = told.find((u) => u.timeMicros > fault && u.announced.includes(PREFIX) && elsewhere(u));
  const again = found.find(({ atMicros }) => atMicros > last && atMicros > fault);
  const back = told.find(
    (u) =>
      withdrawn !== undefined &&
      u.timeMicros > Math.max(last, withdrawn.timeMicros) &&
      u.announced.includes(PREFIX),
  );
  return {
    load,
    establishMicros: first.atMicros - startedMicros,
    firstUpdateMicros: announced.timeMicros - first.atMicros,
    passOnMicros: passed.timeMicros - announced.timeMicros,
    keepaliveMicros: {
      customer: keepaliveIntervals(session, customer.remoteAddress, fault),
      tested: keepaliveIntervals(session, customer.localAddress, fault),
    },
    ...(trigger && { triggerMicros: trigger.timeMicros - fault }),
    ...(withdrawn && { withdrawalMicros: withdrawn.timeMicros - fault }),
    ...(withdrawn === undefined && changed && { switchMicros: changed.timeMicros - fault }),
    ...(again && { reestablishMicros: again.atMicros - last }),
    ...(back && { recoveryMicros: back.timeMicros - last }),
    notifications: session.flatMap((m) =>
      m.type === 'notification' && m.timeMicros > fault
        ? [
            {
              text: `${m.source === customer.remoteAddress ? 'customer' : 'tested'} ${m.code}`,
              afterMicros: m.timeMicros - fault,
            },
          ]
        : [],
    ),
  };
}
