/** From an issue, which has a path, to a problem, which has a place in a file and its lines. */
import type { Path, SourceDocument } from './document.ts';
import { codeFrame } from './frame.ts';
import type { Issue } from './issues.ts';
import type { Problem } from './types.ts';

/** A document whose value, from `prefix` on, is (a part of) what the paths are of. */
export interface Source {
  readonly document: SourceDocument;
  readonly prefix: Path;
}

/** In the source that has most of the path; of equals in the first, since that is what changes the others. */
export function place(
  { path, otherPath, part = 'value', message }: Issue,
  sources: readonly Source[],
): Problem {
  const found = sources.flatMap(({ document, prefix }) =>
    [path, ...(otherPath ? [otherPath] : [])].map((one) => {
      const { position, depth } = document.locate([...prefix, ...one], part);
      return { position, text: document.text, depth: depth - prefix.length };
    }),
  );
  const best = found.reduce<(typeof found)[number] | undefined>(
    (deepest, one) => (deepest === undefined || one.depth > deepest.depth ? one : deepest),
    undefined,
  );
  if (best === undefined) throw new Error('a problem without a document');
  return { message, position: best.position, frame: codeFrame(best.text, best.position) };
}
