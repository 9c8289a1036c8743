/** A named thing, or undefined; never what every JavaScript object inherits. */
import type { Named } from '../../topology/spec.ts';

export const own = <T>(things: Named<T>, name: string): T | undefined =>
  Object.hasOwn(things, name) ? things[name] : undefined;
