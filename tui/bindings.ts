/** Every key there is: the common ones and those of views. */
import { type Binding, commonBindings } from './keys.ts';
import { paletteBindings } from './palette/keys.ts';
import { viewBindings } from './views/registry.ts';

export const bindings: readonly Binding[] = [...commonBindings, ...paletteBindings, ...viewBindings];
