import { Option } from 'commander';
import { type Command, exitCode } from '../context.ts';
import type { Graph } from '../engine.ts';
import { byName } from '../files.ts';
import { graphDiagram } from '../mermaid.ts';
import { pattern } from '../options.ts';
import { harmless } from '../paint.ts';
import { oneOf } from '../scenarios.ts';

const formats = { text, mermaid: graphDiagram, dot, json } as const;

interface GraphFlags {
  readonly format: keyof typeof formats;
  readonly grep?: RegExp;
}

/** Prints the network of a scenario as a graph. */
export const graph: Command = {
  name: 'graph',
  summary: 'print the network of a scenario: what rides on, is a member of, terminates on what',
  examples: [
    ['graph scenarios/first.yaml', 'by kind, a line an entity'],
    ['graph scenarios/first.yaml --format dot | dot -Tsvg > network.svg', 'drawn by Graphviz'],
  ],
  define: (program) => {
    const format = new Option('-f, --format <format>', 'how').choices(Object.keys(formats)).default('text');
    program
      .argument('<scenario>', 'a scenario file')
      .addOption(format)
      .option('-g, --grep <pattern>', 'which scenario of the file', pattern);
  },
  execute: async (program, context) => {
    const flags = program.opts<GraphFlags>();
    const engine = await context.engine();
    const scenario = oneOf(engine, program.args, flags, context);
    if (scenario === undefined) return exitCode.wrongInput;
    context.stdout.write(harmless(formats[flags.format](engine.graph(scenario))));
    return exitCode.held;
  },
};

function text({ nodes, edges }: Graph): string {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const relations = (id: string) =>
    edges.filter(({ from }) => from === id).map(({ relation, to }) => `${relation} ${labels.get(to) ?? to}`);
  const kinds = [...new Set(nodes.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const rows = nodes
        .filter((node) => node.kind === kind)
        .sort((a, b) => byName(a.label, b.label))
        .map(({ id, label }) => `  ${[label, relations(id).join(', ')].filter(Boolean).join('  ')}\n`);
      return `${kind}\n${rows.join('')}`;
    })
    .join('');
}

function dot({ nodes, edges }: Graph): string {
  const quoted = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const boxes = nodes.map(
    ({ id, kind, label }) => `  ${quoted(id)} [label=${quoted(`${label} (${kind})`)}];`,
  );
  const arrows = edges.map(
    ({ from, to, relation }) => `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(relation)}];`,
  );
  return ['digraph network {', '  rankdir=LR;', '  node [shape=box];', ...boxes, ...arrows, '}', ''].join(
    '\n',
  );
}

function json(of: Graph): string {
  return `${JSON.stringify({ nodes: of.nodes, edges: of.edges }, null, 2)}\n`;
}
