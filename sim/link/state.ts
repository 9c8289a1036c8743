/** The mutable state of the link floor: columns by entity id, made only as far as the kinds that use them reach. */
import type { Column, ColumnType } from '../kernel/columns.ts';
import type { Store } from '../kernel/store.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Direction } from './contract.ts';

export const directions = ['toAws', 'toCustomer'] as const satisfies readonly Direction[];
export const NEVER = Number.POSITIVE_INFINITY;
/** The number of the reason `unplugged`: what nobody has looked at yet passes nothing. */
const UNPLUGGED = 1;

export type ByDirection<T> = Readonly<Record<Direction, T>>;

/** A column of which rows beyond its end read as the initial value, so that asking never grows the state. */
export class Sparse {
  readonly #column: Column;
  readonly #initial: number;

  constructor(column: Column, initial: number) {
    this.#column = column;
    this.#initial = initial;
  }

  get(row: number): number {
    return row < this.#column.length ? this.#column.get(row) : this.#initial;
  }

  set(row: number, value: number): void {
    if (row >= this.#column.length && value === this.#initial) return;
    this.#column.reach(row);
    this.#column.set(row, value);
  }

  /** Whether the value was another one. */
  change(row: number, value: number): boolean {
    if (this.get(row) === value) return false;
    this.set(row, value);
    return true;
  }

  add(row: number, amount: number): number {
    const sum = this.get(row) + amount;
    this.set(row, sum);
    return sum;
  }
}

/** `undefined` and entities in one number column: 0 is nothing. */
export const reference = (id: EntityId | undefined): number => (id === undefined ? 0 : id + 1);

function columnsOf(store: Store) {
  const column = (name: string, type: ColumnType, initial = 0) =>
    new Sparse(store.column(`link ${name}`, type, initial), initial);
  const pair = (name: string, type: ColumnType, initial = 0): ByDirection<Sparse> => ({
    toAws: column(`${name} to aws`, type, initial),
    toCustomer: column(`${name} to customer`, type, initial),
  });
  return { column, pair };
}

/** What faults and the control plane did: by connection, carrier, device or router. */
function causesOf({ column, pair }: ReturnType<typeof columnsOf>) {
  return {
    cut: {
      customer: pair('customer cuts', 'i32'),
      carrier: pair('carrier cuts', 'i32'),
      aws: pair('aws cuts', 'i32'),
    },
    addedLoss: pair('added loss', 'i32'),
    failures: column('failures', 'i32'),
    lacpBlocks: column('lacp blocks', 'i32'),
    portOff: column('port off', 'u8'),
    decay: {
      toAws: decayColumns(column, 'toAws'),
      toCustomer: decayColumns(column, 'toCustomer'),
    },
  };
}

function decayColumns(column: ReturnType<typeof columnsOf>['column'], direction: Direction) {
  return {
    active: column(`decay ${direction} active`, 'u8'),
    from: column(`decay ${direction} from`, 'i32'),
    to: column(`decay ${direction} to`, 'i32'),
    start: column(`decay ${direction} start`, 'f64'),
    over: column(`decay ${direction} over`, 'f64'),
  };
}

/** What follows, as last settled: by end (router port; connection for AWS's port), connection, bundle or rider. */
function effectsOf({ column, pair }: ReturnType<typeof columnsOf>) {
  return {
    lit: column('lit', 'u8'),
    /** Light and no remote fault: what the port will be once it has reacted. */
    signal: column('signal', 'u8'),
    up: column('up', 'u8'),
    reactAt: column('react at', 'f64', NEVER),
    /** Number of the reason why frames do not pass; 0: they do. */
    block: pair('block', 'u8', UNPLUGGED),
    loss: pair('loss', 'i32'),
    delay: column('delay', 'f64'),
    /** Since when LACPDUs pass. */
    lacpSince: pair('lacp since', 'f64', NEVER),
    operational: column('operational', 'u8'),
    bundleUp: column('bundle up', 'u8'),
    interfaceUp: column('interface up', 'u8'),
  };
}

/** Relations and VLANs as last settled, to find what a change leaves behind. */
function knownOf({ column }: ReturnType<typeof columnsOf>) {
  return {
    cable: column('known cable', 'i32'),
    bundle: column('known bundle', 'i32'),
    parent: column('known parent', 'i32'),
    vlan: column('known vlan', 'i32'),
  };
}

/** LACP (802.1AX), by end. `partner…` is what the last PDU said. */
function lacpOf({ column }: ReturnType<typeof columnsOf>) {
  return {
    leaf: column('lacp leaf', 'u8'),
    ready: column('lacp ready', 'u8'),
    selected: column('lacp selected', 'u8'),
    distributing: column('lacp distributing', 'u8'),
    partnerEnd: column('lacp partner end', 'i32'),
    partnerBundle: column('lacp partner bundle', 'i32'),
    partnerActive: column('lacp partner active', 'u8'),
    partnerShort: column('lacp partner short', 'u8'),
    partnerSync: column('lacp partner sync', 'u8'),
    /** Flags of the PDU last sent. */
    sent: column('lacp sent', 'u8'),
    waitUntil: column('lacp wait until', 'f64', NEVER),
    /** current_while runs, and with the short timeout whatever the own rate is. */
    timing: column('lacp timing', 'u8'),
    timingShort: column('lacp timing short', 'u8'),
    heardAt: column('lacp heard at', 'f64'),
    expireAt: column('lacp expire at', 'f64', NEVER),
    tickAt: column('lacp tick at', 'f64', NEVER),
    /** Counts what was put into the queue, to tell stale events. */
    arrangement: column('lacp arrangement', 'f64'),
    draws: column('lacp draws', 'f64'),
  };
}

/** The stream of PDUs that an end receives, as last planned: what has arrived since can be computed from it. */
function planOf({ column }: ReturnType<typeof columnsOf>) {
  return {
    at: column('plan at', 'f64'),
    interval: column('plan interval', 'f64'),
    loss: column('plan loss', 'i32'),
    delay: column('plan delay', 'f64'),
    open: column('plan open', 'f64', NEVER),
    flow: column('plan flow', 'f64'),
    timeout: column('plan timeout', 'f64'),
    explicit: column('plan explicit', 'u8'),
    heardAt: column('plan heard at', 'f64'),
  };
}

export type LinkState = ReturnType<typeof linkState>;

/** Adds the columns of the link floor to a store. */
export function linkState(store: Store) {
  const columns = columnsOf(store);
  return {
    ...causesOf(columns),
    ...effectsOf(columns),
    known: knownOf(columns),
    lacp: lacpOf(columns),
    plan: planOf(columns),
  };
}
