/** How far communities let a route go (RFC 1997). There are no confederations here, so their scope is the AS. */
import { type PathAttributes, wellKnown } from '../rib/attributes.ts';

/** Whether a route may be sent to a neighbour of the own AS (internal), or of another. */
export function mayLeave(
  { communities }: PathAttributes,
  internal: boolean,
  obeysNoExport: boolean,
): boolean {
  if (communities.length === 0) return true;
  if (communities.includes(wellKnown.noAdvertise)) return false;
  return (
    internal ||
    !obeysNoExport ||
    !(communities.includes(wellKnown.noExport) || communities.includes(wellKnown.noExportSubconfed))
  );
}
