/**
 * What a flow offered, delivered and lost, in whole bits that never drift: what is left over below a bit is carried to
 * the next stretch. Both directions together.
 */

import type { Column, WideColumn } from '../kernel/columns.ts';
import { ALL_PPM } from '../kernel/loss.ts';
import type { Store } from '../kernel/store.ts';

export interface Totals {
  readonly offeredBits: bigint;
  readonly deliveredBits: bigint;
  readonly lostBits: bigint;
  /** Time in which at least one direction delivered nothing. */
  readonly downtimeMicros: number;
  /** Of it, time in which packets went into a hole. */
  readonly blackholedMicros: number;
}

/** How a flow fared since its account was last brought up to date. */
export interface Conduct {
  readonly rateBps: number;
  /** Of both directions, added: parts per million, 0 to 2,000,000. */
  readonly lossPpmSum: number;
  readonly down: boolean;
  readonly blackholed: boolean;
}

/** Rates times µs are millionths of a bit; times parts per million, millionths of those. */
const MICRO = 1_000_000n;
const DIRECTIONS = 2n;

export class Ledger {
  readonly #since: Column;
  readonly #offered: WideColumn;
  readonly #delivered: WideColumn;
  readonly #lost: WideColumn;
  readonly #offeredRest: Column;
  readonly #lostRest: Column;
  readonly #downtime: Column;
  readonly #blackholed: Column;

  constructor(store: Store) {
    this.#since = store.column('flow accounted until', 'f64');
    this.#offered = store.wideColumn('flow offered bits');
    this.#delivered = store.wideColumn('flow delivered bits');
    this.#lost = store.wideColumn('flow lost bits');
    this.#offeredRest = store.column('flow offered rest', 'f64');
    this.#lostRest = store.column('flow lost rest', 'f64');
    this.#downtime = store.column('flow downtime', 'f64');
    this.#blackholed = store.column('flow black-holed', 'f64');
  }

  /** Opens the account of the next flow. */
  open(nowMicros: number): number {
    for (const column of [this.#offered, this.#delivered, this.#lost]) column.push();
    for (const column of [this.#offeredRest, this.#lostRest, this.#downtime, this.#blackholed]) column.push();
    return this.#since.push(nowMicros);
  }

  /** Starts an account from nothing. */
  reset(row: number, nowMicros: number): void {
    for (const column of [this.#offered, this.#delivered, this.#lost]) column.set(row, 0n);
    for (const column of [this.#offeredRest, this.#lostRest, this.#downtime, this.#blackholed])
      column.set(row, 0);
    this.#since.set(row, nowMicros);
  }

  /** The account as it would stand now; writes nothing, so that asking never shows in the state. */
  totals(row: number, conduct: Conduct, nowMicros: number): Totals {
    return this.#upTo(row, conduct, nowMicros).totals;
  }

  /** Brings the account up to date. */
  accrue(row: number, conduct: Conduct, nowMicros: number): void {
    const { totals, offeredRest, lostRest } = this.#upTo(row, conduct, nowMicros);
    this.#offered.set(row, totals.offeredBits);
    this.#delivered.set(row, totals.deliveredBits);
    this.#lost.set(row, totals.lostBits);
    this.#offeredRest.set(row, offeredRest);
    this.#lostRest.set(row, lostRest);
    this.#downtime.set(row, totals.downtimeMicros);
    this.#blackholed.set(row, totals.blackholedMicros);
    this.#since.set(row, nowMicros);
  }

  #upTo(row: number, { rateBps, lossPpmSum, down, blackholed }: Conduct, nowMicros: number) {
    const elapsed = nowMicros - this.#since.get(row);
    if (elapsed < 0) throw new RangeError(`account of flow ${row} is ${-elapsed} µs ahead`);
    const traffic = BigInt(rateBps) * BigInt(elapsed);
    const offered = BigInt(this.#offeredRest.get(row)) + DIRECTIONS * traffic;
    const lost = BigInt(this.#lostRest.get(row)) + traffic * BigInt(lossPpmSum);
    const scale = MICRO * BigInt(ALL_PPM);
    const moreOffered = offered / MICRO;
    const moreLost = lost / scale;
    return {
      totals: {
        offeredBits: this.#offered.get(row) + moreOffered,
        deliveredBits: this.#delivered.get(row) + moreOffered - moreLost,
        lostBits: this.#lost.get(row) + moreLost,
        downtimeMicros: this.#downtime.get(row) + (down ? elapsed : 0),
        blackholedMicros: this.#blackholed.get(row) + (blackholed ? elapsed : 0),
      },
      offeredRest: Number(offered % MICRO),
      lostRest: Number(lost % scale),
    };
  }
}
