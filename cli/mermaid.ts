import type { Graph } from './engine.ts';

/** An entity graph as a Mermaid flowchart. Node ids are numbered: names may hold anything. */
export function graphDiagram({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const quoted = (text: string) =>
    `"${text.replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;')}"`;
  const boxes = nodes.map(({ id, kind, label }) => `  ${ids.get(id)}[${quoted(`${label} (${kind})`)}]`);
  const arrows = edges.map(({ from, to, relation }) => `  ${ids.get(from)} -->|${relation}| ${ids.get(to)}`);
  return ['flowchart LR', ...boxes, ...arrows, ''].join('\n');
}
