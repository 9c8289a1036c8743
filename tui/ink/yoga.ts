/**
 * Ink's layout engine, in the place of `yoga-layout`, which awaits its WebAssembly while it is loaded: a script whose
 * code is kept cannot. Empty until somebody who can wait fills it.
 */
export const yoga: object = {};
