/** The graphology graph as a part of the store: saving shares it, and the first write after that copies it. */
import { MultiDirectedGraph } from 'graphology';
import type { Hasher } from '../kernel/hash.ts';
import type { Part } from '../kernel/part.ts';
import type { Relation } from './entities.ts';

type Edge = { relation: Relation };
export type RelationGraph = MultiDirectedGraph<Record<string, never>, Edge>;

export class Relations implements Part<RelationGraph> {
  #graph = new MultiDirectedGraph<Record<string, never>, Edge>({ allowSelfLoops: false });
  #shared = false;

  get read(): RelationGraph {
    return this.#graph;
  }

  get write(): RelationGraph {
    if (this.#shared) {
      this.#graph = this.#graph.copy();
      this.#shared = false;
    }
    return this.#graph;
  }

  save(): RelationGraph {
    this.#shared = true;
    return this.#graph;
  }

  load(graph: RelationGraph) {
    this.#graph = graph;
    this.#shared = true;
  }

  hash(hasher: Hasher) {
    hasher.value(this.#graph.edges().sort());
  }
}
