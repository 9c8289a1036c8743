/** Adj-RIB-In and Adj-RIB-Out of every endpoint, as immutable lists; UPDATEs carry the difference. */
import type { Kernel } from '../kernel/kernel.ts';
import { parsePrefix } from '../topology/address.ts';
import type { Topology } from '../topology/topology.ts';
import type { Route } from './contract.ts';
import type { Endpoints } from './endpoints.ts';
import type { Announcement, Message } from './messages.ts';
import { sameAnnouncement } from './rows.ts';

type Update = Extract<Message, { type: 'UPDATE' }>;

export class Routes {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #adjRibIn;
  readonly #adjRibOut;
  /** What a peer's gateway advertises; undefined while it is not attached. */
  readonly #gateway;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#adjRibIn = kernel.store.list<readonly Route[]>('adj-rib-in');
    this.#adjRibOut = kernel.store.list<readonly Announcement[]>('adj-rib-out');
    this.#gateway = kernel.store.list<readonly string[] | undefined>('gateway prefixes');
  }

  reach(endpoint: number): void {
    while (this.#adjRibIn.length <= endpoint) {
      this.#adjRibIn.push([]);
      this.#adjRibOut.push([]);
      this.#gateway.push(undefined);
    }
  }

  in(endpoint: number): readonly Route[] {
    return this.#adjRibIn.get(endpoint);
  }

  out(endpoint: number): readonly Announcement[] {
    return this.#adjRibOut.get(endpoint);
  }

  gateway(endpoint: number): readonly string[] | undefined {
    return this.#gateway.get(endpoint);
  }

  setGateway(endpoint: number, prefixes: readonly string[] | undefined): void {
    this.#gateway.set(endpoint, prefixes);
  }

  /** The UPDATE that brings the other end up to date, if it needs one; it counts as sent. */
  difference(endpoint: number): Update | undefined {
    const before = this.#adjRibOut.get(endpoint);
    const after = this.#policy(endpoint);
    const announced = after.filter((route) => !before.some((old) => sameAnnouncement(old, route)));
    const withdrawn = before
      .filter((old) => !after.some(({ prefix }) => prefix === old.prefix))
      .map(({ prefix }) => prefix);
    this.#adjRibOut.set(endpoint, after);
    return announced.length + withdrawn.length > 0 ? { type: 'UPDATE', announced, withdrawn } : undefined;
  }

  /** Takes an UPDATE in; routes with the own ASN in their path are loops (RFC 4271 §9.1.2). */
  learn(endpoint: number, update: Update): void {
    const { localAsn } = this.#ends.config(endpoint);
    const learned = update.announced.filter(({ asPath }) => !asPath.includes(localAsn));
    const gone = new Set([...update.withdrawn, ...update.announced.map(({ prefix }) => prefix)]);
    const kept = this.#adjRibIn.get(endpoint).filter(({ prefix }) => !gone.has(prefix));
    const learnedMicros = this.#kernel.now;
    this.#adjRibIn.set(endpoint, [
      ...kept,
      ...learned.map(({ prefix, asPath }) => ({ prefix, asPath, learnedMicros })),
    ]);
    const entity = this.#ends.entity(endpoint);
    if (update.withdrawn.length > 0)
      this.#kernel.record('route.lost', entity, 0, 0, update.withdrawn.join(', '));
    if (learned.length > 0)
      this.#kernel.record('route.learned', entity, 0, 0, learned.map(({ prefix }) => prefix).join(', '));
  }

  /** The session is gone, and with it all that was learned and sent. */
  forget(endpoint: number): void {
    const lost = this.#adjRibIn.get(endpoint);
    this.#adjRibIn.set(endpoint, []);
    this.#adjRibOut.set(endpoint, []);
    if (lost.length > 0)
      this.#kernel.record(
        'route.lost',
        this.#ends.entity(endpoint),
        0,
        0,
        lost.map(({ prefix }) => prefix).join(', '),
      );
  }

  #policy(endpoint: number): readonly Announcement[] {
    const { localAsn, addressFamily } = this.#ends.config(endpoint);
    const ofFamily = (prefix: string) => parsePrefix(prefix).family === addressFamily;
    if (this.#ends.isAws(endpoint))
      return (this.#gateway.get(endpoint) ?? [])
        .filter(ofFamily)
        .map((prefix) => ({ prefix, asPath: [localAsn] }));
    const entity = this.#ends.entity(endpoint);
    const { advertise, prepend } = this.#topology.as('neighbor', entity);
    const prefixes = advertise ?? this.#topology.as('router', this.#topology.only(entity, 'partOf')).networks;
    const asPath = Array.from({ length: 1 + prepend }, () => localAsn);
    return prefixes.filter(ofFamily).map((prefix) => ({ prefix, asPath }));
  }
}
