/** What the API reports of what the layers do: the wire's changes, later by the reporting lag. */
import type { Scheduler } from '../kernel/kernel.ts';
import type { RecordId } from '../kernel/trace.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { FailoverTests } from './failover-tests.ts';
import type { Floor } from './floor.ts';
import { anySessionUp, livePeersOf, runningTest, vifsOn } from './queries.ts';

/** What changed on a layer in this instant, with the record that caused it. */
export type Changes = readonly (readonly [entity: number, cause: RecordId])[];

export class Reporting {
  readonly #floor: Floor;
  readonly #tests: FailoverTests;
  readonly #report: Scheduler;
  readonly #survey: Scheduler;

  constructor(floor: Floor, tests: FailoverTests) {
    this.#floor = floor;
    this.#tests = tests;
    this.#report = floor.kernel.event((entity, up) => this.#show(entityId(entity), up === 1));
    this.#survey = floor.kernel.event((entity) => this.#look(entityId(entity)));
  }

  /** End of an instant: schedules the reports, in order of the entities. */
  settle(linkChanged: Changes, bgpChanged: Changes): void {
    const { kernel, topology, link, bgp } = this.#floor;
    const delay = kernel.duration('statusReporting');
    const later = (changes: Changes, up: (entity: EntityId) => boolean) => {
      for (const [row, cause] of changes) {
        const entity = entityId(row);
        kernel.because(cause, () => this.#report.after(delay, entity, up(entity) ? 1 : 0));
      }
    };
    if (linkChanged.length > 0) {
      this.#failTests(linkChanged);
      later(linkChanged, (port) => link.operational(port));
    }
    const peers = bgpChanged.filter(([row]) => topology.kind(entityId(row)) === 'bgpPeer');
    if (peers.length > 0) later(peers, (peer) => bgp.established(peer));
  }

  /** The start of a run: the layers are asked once how every connection and LAG really is. */
  begin(): void {
    const { kernel, topology } = this.#floor;
    const delay = kernel.duration('statusReporting');
    for (const kind of ['connection', 'lag'] as const)
      for (const entity of topology.all(kind)) this.#survey.after(delay, entity);
  }

  /** What is on an AWS device becomes `unknown` to the API, or known again; traffic does not care. */
  setStatusAvailable(device: EntityId, available: boolean): void {
    const { kernel, topology, states } = this.#floor;
    const why = kernel.cause;
    const ports = topology.sources(device, 'terminatesOn');
    for (const port of ports) {
      const up = this.#floor.link.operational(port);
      const event = available ? 'statusRestored' : 'statusLost';
      kernel.because(why, () => {
        if (topology.kind(port) === 'lag') states.fire('lag', port, event, { operational: up });
        else states.fire('connection', port, event, { linkUp: up });
      });
      for (const vif of vifsOn(topology, port)) {
        const bgpUp = anySessionUp(this.#floor, vif);
        kernel.because(why, () => states.fire('virtualInterface', vif, event, { bgpUp }));
      }
    }
  }

  #look(port: EntityId): void {
    this.#show(port, this.#floor.link.operational(port));
  }

  #show(entity: EntityId, up: boolean): void {
    const { ledger, states, topology } = this.#floor;
    const kind = topology.kind(entity);
    if (kind === 'connection') states.fire('connection', entity, up ? 'linkUp' : 'linkDown');
    if (kind === 'lag') states.fire('lag', entity, up ? 'operational' : 'notOperational');
    if (kind === 'bgpPeer') this.#showSession(entity, up);
    else ledger.setUp(entity, up);
  }

  #showSession(peer: EntityId, up: boolean): void {
    const { ledger, states, topology } = this.#floor;
    const vif = topology.target(peer, 'partOf');
    // A peer that is on its way out is shown down from the moment it is.
    if (vif === undefined || !livePeersOf(this.#floor, vif).includes(peer)) return;
    ledger.setUp(peer, up);
    states.fire('virtualInterface', vif, anySessionUp(this.#floor, vif) ? 'bgpUp' : 'bgpDown');
  }

  /** A failover test cannot run its full time when the connection under it fails. */
  #failTests(linkChanged: Changes): void {
    const { kernel, topology, link } = this.#floor;
    for (const [row, cause] of linkChanged) {
      const port = entityId(row);
      if (link.operational(port)) continue;
      for (const vif of vifsOn(topology, port)) {
        const test = runningTest(this.#floor, vif);
        if (test !== undefined) kernel.because(cause, () => this.#tests.routerFailed(test));
      }
    }
  }
}
