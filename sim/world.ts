/** All floors, wired. It runs one instant after the other and settles each from the lowest floor up. */
import { Bgp } from './bgp/bgp.ts';
import { Forwarding } from './forwarding/forwarding.ts';
import { Igp } from './igp/igp.ts';
import { type Invariant, kernelInvariants } from './kernel/invariants.ts';
import { Kernel, type TimingOverrides } from './kernel/kernel.ts';
import { EVENT } from './kernel/queue.ts';
import type { Snapshot } from './kernel/store.ts';
import { NO_CAUSE } from './kernel/trace.ts';
import { Link } from './link/link.ts';
import { awsSession } from './resources/peers.ts';
import { Resources } from './resources/resources.ts';
import { buildNetwork } from './topology/build.ts';
import { buildPublicNetwork } from './topology/build-public.ts';
import { entityId } from './topology/entities.ts';
import { violations } from './topology/invariants.ts';
import type { FlowSpec, Named, NetworkSpec } from './topology/spec.ts';
import { Topology } from './topology/topology.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly timing: TimingOverrides;
  /** µs; a warm-up starts before 0. */
  readonly startMicros: number;
}

/** Events of one instant beyond this are a bug: something feeds itself without time passing. */
const MOST_EVENTS_PER_INSTANT = 1_000_000;
/** Settling feeds back within an instant only downwards from resources, so a few passes are enough. */
const MOST_PASSES = 16;

export class World {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: Link;
  readonly igp: Igp;
  readonly bgp: Bgp;
  readonly forwarding: Forwarding;
  readonly resources: Resources;
  #structure: { readonly revision: number; readonly broken: readonly string[] } = {
    revision: -1,
    broken: [],
  };

  readonly #time: readonly Invariant[];

  /** Empty floors; the same in every build, so that a snapshot of one fits another. */
  constructor(options: WorldOptions) {
    this.kernel = new Kernel(options);
    this.#time = kernelInvariants(this.kernel);
    this.topology = new Topology(this.kernel.store, () => this.kernel.cause);
    this.link = new Link(this.kernel, this.topology);
    this.igp = new Igp(this.kernel, this.topology, this.link);
    this.bgp = new Bgp(this.kernel, this.topology, this.link, this.igp);
    this.forwarding = new Forwarding(this.kernel, this.topology, this.igp, this.link, this.bgp);
    this.resources = new Resources(this.kernel, this.topology, this.link, this.bgp);
  }

  /** Builds a network into the empty floors; nothing has happened yet. */
  build(network: NetworkSpec, traffic: Named<FlowSpec>): void {
    const { kernel, topology, resources } = this;
    const initial = buildNetwork(network, topology, kernel, (peer) => awsSession({ kernel }, peer));
    buildPublicNetwork(topology, network, traffic);
    for (const [entity, state] of initial) resources.setInitial(entity, state);
    for (const [name, flow] of Object.entries(traffic).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const from = topology.find(flow.from);
      const to = topology.find(flow.to);
      if (from === undefined || to === undefined) throw new Error(`flow ${name} leads nowhere`);
      this.forwarding.addFlow(name, from, to, flow);
    }
    resources.adopt();
    this.link.start();
    for (const router of topology.all('router')) this.bgp.touch(router);
    this.settle();
  }

  /** Time 0: what came before is no part of the drill. */
  begin(): void {
    const { kernel, forwarding, topology } = this;
    kernel.rest(0);
    kernel.forgetHistory();
    if (topology.size > 0) kernel.record('start', entityId(0));
    forwarding.begin();
    kernel.cause = NO_CAUSE;
  }

  /** Plays everything up to and with `untilMicros`. */
  advance(untilMicros: number): void {
    while (this.kernel.queue.nextTime <= untilMicros) this.instant();
    this.kernel.rest(untilMicros);
  }

  /** Plays the next instant: its events, settled floor by floor, then the inputs that were scheduled for it. */
  instant(): void {
    const { queue } = this.kernel;
    const time = queue.nextTime;
    for (let events = 0; queue.nextTime === time; events++) {
      if (events > MOST_EVENTS_PER_INSTANT)
        throw new Error(`more than ${MOST_EVENTS_PER_INSTANT} events at ${time} µs`);
      let happened = false;
      if (queue.nextClass === EVENT) {
        while (queue.nextTime === time && queue.nextClass === EVENT) if (this.kernel.step()) happened = true;
      } else happened = this.kernel.step();
      // Timers that were stopped come up all the same.
      if (happened) this.settle();
    }
  }

  /** Each floor drains what the floors below marked, in order. */
  settle(): void {
    for (let pass = 0; this.#pass(); pass++) {
      if (pass > MOST_PASSES) throw new Error(`an instant does not settle at ${this.kernel.now} µs`);
    }
  }

  #pass(): boolean {
    const { link, igp, bgp, forwarding, resources } = this;
    link.settle();
    const ports = link.changed.drain();
    const vifs = link.changedVirtualInterfaces.drain();
    const interfaces = link.changedInterfaces.drain();
    igp.settle([...vifs, ...interfaces]);
    const routers = igp.changed.drain();
    bgp.settle(vifs, interfaces, routers);
    const sessions = bgp.changed.drain();
    const routes = bgp.changedRoutes.drain();
    for (const [entity, cause] of this.topology.changed.drain())
      this.kernel.because(cause, () => forwarding.touch(entityId(entity)));
    forwarding.settle({ link: [...vifs, ...interfaces], igp: routers, bgp: routes });
    resources.settle(ports, sessions);
    return (
      ports.length + vifs.length + interfaces.length + routers.length + sessions.length + routes.length > 0
    );
  }

  /** `name: what is wrong`, for each invariant that does not hold between instants. */
  brokenInvariants(): string[] {
    const floors = [...this.#time, ...this.bgp.invariants, ...this.forwarding.invariants];
    const measured = floors.flatMap(({ name, check }) => check().map((what) => `${name}: ${what}`));
    return [...this.#brokenStructure(), ...measured];
  }

  /** What the graph breaks; it is looked at again when it has changed. */
  #brokenStructure(): readonly string[] {
    const { topology } = this;
    if (this.#structure.revision !== topology.revision)
      this.#structure = { revision: topology.revision, broken: violations(topology) };
    return this.#structure.broken;
  }

  save(): Snapshot {
    return this.kernel.store.save();
  }

  load(snapshot: Snapshot): void {
    this.kernel.store.load(snapshot);
    this.topology.forgetIndex();
  }
}
