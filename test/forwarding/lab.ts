/**
 * A small network over fakes of the link and BGP floors: routers r1 and r2 of one AS, each with a virtual interface
 * (v1, v2) to the VPC behind one gateway. Tests say what the floors below answer and look at what the flows do.
 */
import type { Route } from '../../sim/bgp/contract.ts';
import { intern } from '../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../sim/bgp/rib/nlri.ts';
import { Forwarding } from '../../sim/forwarding/forwarding.ts';
import { Igp } from '../../sim/igp/igp.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import type { Direction } from '../../sim/link/contract.ts';
import type { EntityId } from '../../sim/topology/entities.ts';
import type { FlowSpec } from '../../sim/topology/spec.ts';
import { Topology } from '../../sim/topology/topology.ts';
import { FakeBgp, FakeLink } from './fakes.ts';
import { build, type LabOptions, SECOND, SITE_NETWORK, VPC_CIDR } from './network.ts';

const flowSpec: FlowSpec = {
  from: 'r1',
  to: 'vpc',
  rateBps: 1_000_000,
  packetSize: 1000,
  dontFragment: true,
  addressFamily: 'ipv4',
};

export const route = (prefix: string, asPath: readonly number[], learnedMicros: number): Route => ({
  nlri: nlri(prefix),
  attributes: intern({ origin: 'IGP', asPath, nextHop: '', communities: [] }),
  learnedMicros,
});

export class Lab {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link = new FakeLink();
  readonly bgp: FakeBgp;
  readonly igp: Igp;
  readonly forwarding: Forwarding;

  constructor(options: LabOptions = {}) {
    this.kernel = new Kernel({ seed: 1, timing: options.timing ?? {}, startMicros: 0 });
    this.topology = new Topology(this.kernel.store);
    this.igp = new Igp(this.kernel, this.topology, this.link);
    this.bgp = new FakeBgp({ kernel: this.kernel, topology: this.topology, igp: this.igp, link: this.link });
    this.forwarding = new Forwarding(this.kernel, this.topology, this.igp, this.link, this.bgp);
    build(this, options);
  }

  id(name: string): EntityId {
    const id = this.topology.find(name);
    if (id === undefined) throw new Error(`no ${name}`);
    return id;
  }

  addFlow(name: string, spec: Partial<FlowSpec> = {}): EntityId {
    const all = { ...flowSpec, ...spec };
    return this.forwarding.addFlow(name, this.id(all.from), this.id(all.to), all);
  }

  /** The session of v1 or v2 comes up: both ends learn routes now. */
  connect(vif: 'v1' | 'v2', options: { prefixes?: readonly string[]; pathLength?: number } = {}): void {
    const asPath = new Array<number>(options.pathLength ?? 1).fill(64512);
    const learnedMicros = this.kernel.now;
    this.learn(`${vif} neighbor`, [route(VPC_CIDR, asPath, learnedMicros)]);
    const prefixes = options.prefixes ?? [SITE_NETWORK];
    this.learn(
      `${vif} peer`,
      prefixes.map((prefix) => route(prefix, asPath, learnedMicros)),
    );
  }

  /** The session of v1 or v2 goes down at both ends, or at one. */
  disconnect(vif: 'v1' | 'v2', ends: readonly ('neighbor' | 'peer')[] = ['neighbor', 'peer']): void {
    for (const end of ends) this.learn(`${vif} ${end}`, undefined);
  }

  learn(endpoint: string, routes: readonly Route[] | undefined): void {
    this.bgp.learn(this.id(endpoint), routes);
  }

  block(vif: string, why: string | undefined): void {
    const id = this.id(vif);
    if (why === undefined) this.link.blocked.delete(id);
    else this.link.blocked.set(id, why);
    this.link.changedVirtualInterfaces.add(id, this.kernel.cause);
  }

  lose(vif: string, lossPpm: number): void {
    const id = this.id(vif);
    this.link.lossPpm.set(id, lossPpm);
    this.link.changedVirtualInterfaces.add(id, this.kernel.cause);
  }

  stop(router: string, stopped: boolean): void {
    const id = this.id(router);
    if (stopped) this.link.stopped.add(id);
    else this.link.stopped.delete(id);
  }

  /** The answers of the floors below, which are no part of the store here. */
  saveFakes(): readonly ReadonlyMap<EntityId, unknown>[] {
    return this.#fakes().map((fake) => new Map(fake));
  }

  loadFakes(saved: readonly ReadonlyMap<EntityId, unknown>[]): void {
    for (const [index, fake] of this.#fakes().entries()) {
      fake.clear();
      for (const [key, value] of saved[index] ?? []) fake.set(key, value);
    }
  }

  /** Plays until a time, settling every instant. */
  advance(toMicros: number): this {
    while (this.kernel.queue.nextTime <= toMicros) {
      const now = this.kernel.queue.nextTime;
      while (this.kernel.queue.nextTime === now) this.kernel.step();
      this.settle();
    }
    this.kernel.rest(toMicros);
    return this;
  }

  /** Does something at a time, as the effect of a fault of that name. */
  at(timeMicros: number, what: string, action: (lab: this) => void): this {
    this.advance(timeMicros);
    this.kernel.because(this.kernel.cause, () => {
      this.kernel.record('fault.begins', this.id('r1'), 0, 0, what);
      action(this);
    });
    this.settle();
    return this;
  }

  settle(): void {
    const { link, igp, bgp, forwarding } = this;
    const linkChanges = [...link.changedVirtualInterfaces.drain(), ...link.changedInterfaces.drain()];
    igp.settle(linkChanges);
    forwarding.settle({ link: linkChanges, igp: igp.changed.drain(), bgp: bgp.changedRoutes.drain() });
    const broken = forwarding.invariants.flatMap(({ name, check }) =>
      check().map((line) => `${name}: ${line}`),
    );
    if (broken.length > 0) throw new Error(broken.join('\n'));
  }

  names(path: readonly EntityId[]): string[] {
    return path.map((id) => this.topology.name(id));
  }

  /** The records of a flow, as `time kind detail <- name of the fault behind it`. */
  story(flow: string): string[] {
    const { trace } = this.kernel;
    const about = this.id(flow);
    const lines: string[] = [];
    for (const record of trace) {
      if (record.entity !== about) continue;
      const root = trace.chain(record.id).at(-1);
      const why = root === undefined || root.id === record.id ? '-' : (root.detail ?? '');
      lines.push(`${record.timeMicros / SECOND}s ${record.detail ?? ''} <- ${why}`);
    }
    return lines;
  }

  /** Each gets back only what it held itself. */
  #fakes(): Map<EntityId, unknown>[] {
    return [this.bgp.learned, this.bgp.waiting, this.link.blocked, this.link.lossPpm] as Map<
      EntityId,
      unknown
    >[];
  }
}

/** A lab with v1 up long enough that all tables have settled, and the flow `prod` measured from now on. */
export function running(options: LabOptions = {}, spec: Partial<FlowSpec> = {}): Lab {
  const lab = new Lab(options);
  lab.at(0, 'setup', () => {
    lab.addFlow('prod', spec);
    lab.connect('v1');
  });
  lab.advance(10 * SECOND);
  lab.kernel.forgetHistory();
  lab.forwarding.begin();
  return lab;
}

export const eachDirection = ['toAws', 'toCustomer'] as const satisfies readonly Direction[];
