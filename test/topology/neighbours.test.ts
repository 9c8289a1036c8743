import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Store } from '../../sim/kernel/store.ts';
import type { EntityId, Relation } from '../../sim/topology/entities.ts';
import { Topology } from '../../sim/topology/topology.ts';

const relations = ['partOf', 'rides'] as const satisfies readonly Relation[];
const kinds = ['port', 'carrier', undefined] as const;
const PLACES = 6;
const MANY_EDGES = 200;

/** Half of them ports, half of them carriers: edges are told apart by the kind that they come from. */
function blank(): { readonly topology: Topology; readonly ids: readonly EntityId[] } {
  const topology = new Topology(new Store());
  const ids = Array.from({ length: PLACES }, (_, n) =>
    n % 2 === 0
      ? topology.add({ kind: 'port', name: `p${n}`, label: `p${n}`, shutdown: false })
      : topology.add({ kind: 'carrier', name: `p${n}`, delayMicros: 0, faultPropagation: false }),
  );
  return { topology, ids };
}

const step = fc.record({
  does: fc.constantFrom('relate', 'relate', 'unrelate', 'ask', 'checkpoint', 'rollBack'),
  from: fc.nat(PLACES - 1),
  to: fc.nat(PLACES - 1),
  relation: fc.constantFrom(...relations),
});

test('answers are those of the graph, whatever came, went and was taken back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { topology, ids } = blank();
      let edges: readonly string[] = [];
      let saved:
        | { readonly point: ReturnType<Topology['checkpoint']>; readonly edges: readonly string[] }
        | undefined;
      const edgesOf = (relation: Relation, end: 0 | 1, id: EntityId) =>
        edges
          .map((edge) => edge.split(' '))
          .filter((parts) => parts[1] === relation && Number(parts[end === 0 ? 0 : 2]) === id)
          .map((parts) => Number(parts[end === 0 ? 2 : 0]))
          .sort((a, b) => a - b);
      for (const { does, from: a, to: b, relation } of steps) {
        const [from, to] = [ids[a], ids[b]];
        if (from === undefined || to === undefined) throw new Error('no such place');
        const edge = `${from} ${relation} ${to}`;
        if (does === 'relate' && from !== to && !edges.includes(edge)) {
          topology.relate(from, relation, to);
          edges = [...edges, edge];
        } else if (does === 'unrelate' && edges.includes(edge)) {
          topology.unrelate(from, relation, to);
          edges = edges.filter((other) => other !== edge);
        } else if (does === 'checkpoint') saved = { point: topology.checkpoint(), edges };
        else if (does === 'rollBack' && saved !== undefined) {
          topology.rollBack(saved.point);
          edges = saved.edges;
          saved = undefined;
        }
        expect(topology.targets(from, relation)).toEqual(edgesOf(relation, 0, from));
        for (const kind of kinds) {
          const expected = edgesOf(relation, 1, to).filter(
            (id) => kind === undefined || (id % 2 === 0 ? 'port' : 'carrier') === kind,
          );
          expect(topology.sources(to, relation, kind)).toEqual(expected);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('answers of a hub with very many edges are those of the graph, too', () => {
  const topology = new Topology(new Store());
  const port = (n: number) => topology.add({ kind: 'port', name: `p${n}`, label: `p${n}`, shutdown: false });
  const hub = port(0);
  const others = Array.from({ length: MANY_EDGES }, (_, n) => port(n + 1));
  others.forEach((other, n) => {
    topology.relate(other, 'partOf', hub);
    if (n % 50 === 49) expect(topology.sources(hub, 'partOf', 'port')).toEqual(others.slice(0, n + 1));
  });
  const [gone, ...left] = others;
  if (gone !== undefined) topology.unrelate(gone, 'partOf', hub);
  expect(topology.sources(hub, 'partOf')).toEqual(left);
});
