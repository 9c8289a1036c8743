import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Igp } from '../../sim/igp/igp.ts';
import { type Link, shortestPaths } from '../../sim/igp/shortest-paths.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import { recordKind } from '../../sim/records.ts';
import { type EntityId, entityId } from '../../sim/topology/entities.ts';
import { Topology } from '../../sim/topology/topology.ts';
import { FakeLink } from '../forwarding/fakes.ts';

type Cable = readonly [a: string, b: string, metric: number];

function network(cables: readonly Cable[]) {
  const kernel = new Kernel({ seed: 1, timing: {}, startMicros: 0 });
  const topology = new Topology(kernel.store);
  const link = new FakeLink();
  const igp = new Igp(kernel, topology, link);
  const router = (name: string): EntityId =>
    topology.find(name) ??
    topology.add({
      kind: 'router',
      name,
      asn: 65001,
      routerId: '192.0.2.1',
      networks: [],
      vendor: 'generic',
    });
  for (const [a, b, metric] of cables) {
    const ends = [router(a), router(b)];
    const cable = topology.add({
      kind: 'routerLink',
      igp: 'active',
      name: `${a}-${b}`,
      metric,
      delayMicros: 5,
    });
    for (const end of ends) topology.relate(cable, 'connects', end);
  }
  const path = (a: string, b: string) =>
    igp.distance(router(a), router(b))?.path.map((id) => topology.name(id));
  const changed = () =>
    igp.changed.drain().map(([id, cause]) => [topology.name(entityId(id)), cause] as const);
  igp.settle();
  igp.changed.drain();
  return { kernel, topology, link, igp, router, path, changed };
}

describe('distance', () => {
  it('takes the path of the lowest metric and adds up delays', () => {
    const { igp, router, path } = network([
      ['a', 'b', 10],
      ['b', 'c', 10],
      ['a', 'c', 30],
    ]);
    expect(path('a', 'c')).toEqual(['a', 'b', 'c']);
    expect(igp.distance(router('a'), router('c'))).toMatchObject({ metric: 20, delayMicros: 10 });
  });

  it('prefers fewer hops, then the older router, at one metric', () => {
    const { path } = network([
      ['a', 'x', 1],
      ['a', 'y', 1],
      ['y', 'd', 1],
      ['x', 'd', 1],
      ['a', 'd', 2],
    ]);
    expect(path('a', 'd')).toEqual(['a', 'd']);
    const square = network([
      ['a', 'x', 1],
      ['a', 'y', 1],
      ['y', 'd', 1],
      ['x', 'd', 1],
    ]);
    expect(square.path('a', 'd')).toEqual(['a', 'x', 'd']);
  });

  it('is nothing for a router itself, and undefined from or to one that is down', () => {
    const { igp, link, router } = network([['a', 'b', 10]]);
    expect(igp.distance(router('a'), router('a'))).toMatchObject({ metric: 0, path: [router('a')] });
    link.stopped.add(router('b'));
    igp.settle();
    expect(igp.distance(router('a'), router('b'))).toBeUndefined();
    expect(igp.distance(router('b'), router('b'))).toBeUndefined();
  });
});

describe('failures', () => {
  it('re-routes around a failed link and names its record as the cause', () => {
    const { igp, kernel, topology, path, changed } = network([
      ['a', 'b', 10],
      ['b', 'c', 10],
      ['a', 'c', 30],
    ]);
    const cable = topology.find('b-c') ?? entityId(-1);
    igp.fail(cable, 1);
    expect(path('a', 'c')).toEqual(['a', 'b', 'c']);
    igp.settle();
    expect(path('a', 'c')).toEqual(['a', 'c']);
    const marks = changed();
    expect(marks.map(([name]) => name)).toEqual(['a', 'b', 'c']);
    expect(kernel.trace.get(marks[0]?.[1] ?? -1)).toMatchObject({ entity: cable, detail: 'between b and c' });
  });

  it('counts failures: a link is back when all of them are over', () => {
    const { igp, kernel, topology, path } = network([['a', 'b', 10]]);
    const cable = topology.find('a-b') ?? entityId(-1);
    igp.fail(cable, 1);
    igp.fail(cable, 1);
    igp.fail(cable, -1);
    igp.settle();
    expect(path('a', 'b')).toBeUndefined();
    igp.fail(cable, -1);
    igp.settle();
    expect(path('a', 'b')).toEqual(['a', 'b']);
    expect([...kernel.trace].map(({ kind }) => recordKind(kind))).toEqual(['path.blocked', 'path.open']);
    expect(() => igp.fail(cable, -1)).toThrow('a-b has no failure to take back');
  });

  it('marks only routers that notice', () => {
    const { igp, link, router, changed } = network([
      ['a', 'b', 10],
      ['x', 'y', 10],
    ]);
    link.stopped.add(router('y'));
    igp.settle([[router('y'), 42]]);
    expect(changed()).toEqual([
      ['x', 42],
      ['y', 42],
    ]);
    igp.settle();
    expect(changed()).toEqual([]);
  });

  it('goes back with a snapshot, also when other failures came after it', () => {
    const { igp, kernel, topology, path } = network([
      ['a', 'b', 10],
      ['b', 'c', 10],
      ['a', 'c', 30],
    ]);
    const snapshot = kernel.store.save();
    igp.fail(topology.find('a-b') ?? entityId(-1), 1);
    igp.settle();
    expect(path('a', 'b')).toEqual(['a', 'c', 'b']);
    kernel.store.load(snapshot);
    expect(path('a', 'b')).toEqual(['a', 'b']);
    igp.fail(topology.find('b-c') ?? entityId(-1), 1);
    igp.settle();
    expect(path('a', 'c')).toEqual(['a', 'c']);
    expect(path('a', 'b')).toEqual(['a', 'b']);
  });
});

describe('shortestPaths', () => {
  const SIZE = 7;
  const links = fc
    .array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.nat(5)), { maxLength: 14 })
    .map((list) =>
      list
        .filter(([a, b]) => a !== b)
        .map(([a, b, metric], index): Link => {
          return {
            id: entityId(100 + index),
            ends: [entityId(a), entityId(b)],
            metric,
            delayMicros: 1,
            lossPpm: 0,
          };
        }),
    );

  it('agrees with relaxing every link as often as there are routers', () => {
    fc.assert(
      fc.property(links, (all) => {
        const metrics = new Array<number>(SIZE).fill(Number.POSITIVE_INFINITY);
        metrics[0] = 0;
        for (let round = 0; round < SIZE; round++)
          for (const { ends, metric } of all)
            for (const [a, b] of [ends, [ends[1], ends[0]] as const])
              metrics[b] = Math.min(metrics[b] ?? 0, (metrics[a] ?? 0) + metric);
        const found = shortestPaths(all, entityId(0));
        for (let router = 0; router < SIZE; router++)
          expect(found.get(entityId(router))?.metric ?? Number.POSITIVE_INFINITY).toBe(metrics[router]);
      }),
    );
  });

  it('never sends packets in circles when each router looks for itself, even at metric 0', () => {
    fc.assert(
      fc.property(links, fc.nat(SIZE - 1), (all, goal) => {
        for (let start = 0; start < SIZE; start++) {
          const seen = new Set<number>();
          let at: EntityId | undefined = entityId(start);
          while (at !== undefined && at !== goal) {
            expect(seen.has(at)).toBe(false);
            seen.add(at);
            at = shortestPaths(all, at).get(entityId(goal))?.path[1];
          }
        }
      }),
    );
  });
});
