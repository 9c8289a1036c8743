/** What an operator reads off one physical link: ports, light and LACP of both ends, and what passes each way. */
import type { EntityId } from '../topology/entities.ts';
import type { Direction } from './contract.ts';
import type { Floor } from './floor.ts';
import { type LacpEnds, lacpTable } from './lacp-ends.ts';
import { explainReason, reasonOf } from './reasons.ts';
import type { ByDirection } from './state.ts';
import type { Wire } from './wires.ts';

type Leaf = (typeof lacpTable.leaves)[number];

const lacpWords: Readonly<Record<Leaf, string>> = {
  portDisabled: 'down',
  lacpDisabled: 'static',
  'enabled.expired.detached': 'detached',
  'enabled.expired.attached': 'expired',
  'enabled.defaulted': 'defaulted',
  'enabled.current.waiting': 'waiting',
  'enabled.current.attached': 'attached',
  'enabled.current.collectingDistributing': 'distributing',
};

export interface EndReading {
  readonly portUp: boolean;
  /** Received, milli-dBm. */
  readonly lightMilliDbm: number;
  /** `distributing`, `waiting` …; empty outside of a bundle. */
  readonly lacp: string;
}

export interface LinkReading
  extends Pick<Wire, 'port' | 'portChannel' | 'carriers' | 'device' | 'delayMicros'> {
  readonly aws: EndReading;
  /** Undefined: nothing is plugged in. */
  readonly router: EndReading | undefined;
  /** Random loss, parts per million. */
  readonly lossPpm: ByDirection<number>;
  /** Why frames do not pass, in words; empty: they do. */
  readonly blocked: ByDirection<string>;
}

interface Parts {
  readonly floor: Floor;
  readonly lacp: LacpEnds;
  lightMilliDbm(connection: EntityId, direction: Direction): number;
}

/** A pure reading of one dedicated connection or interconnect. */
export function readLink({ floor, lacp, lightMilliDbm }: Parts, connection: EntityId): LinkReading {
  const { state, wires, topology } = floor;
  const wire = wires.of(connection);
  const { port, portChannel, carriers, device, delayMicros } = wire;
  const end = (id: EntityId): EndReading => ({
    portUp: state.up.get(id) === 1,
    lightMilliDbm: lightMilliDbm(connection, floor.towards(id)),
    lacp:
      lacp.config(id) === undefined
        ? ''
        : lacpWords[lacpTable.leaves[state.lacp.leaf.get(id)] ?? 'portDisabled'],
  });
  const each = <T>(read: (direction: Direction) => T): ByDirection<T> => ({
    toAws: read('toAws'),
    toCustomer: read('toCustomer'),
  });
  return {
    port,
    portChannel,
    carriers,
    device,
    delayMicros,
    aws: end(connection),
    router: port === undefined ? undefined : end(port),
    lossPpm: each((direction) => state.loss[direction].get(connection)),
    blocked: each((direction) =>
      explainReason(reasonOf(state.block[direction].get(connection)), wire, topology),
    ),
  };
}
