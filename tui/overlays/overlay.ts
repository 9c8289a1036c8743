/** What lies over the body: one component for each `id` of `Overlay` in `state.ts`. */
import type { Overlay } from '../state.ts';

export interface OverlayProps<Id extends Overlay['id'] = Overlay['id']> {
  readonly overlay: Extract<Overlay, { readonly id: Id }>;
  readonly width: number;
  readonly height: number;
}
