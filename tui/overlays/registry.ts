/** The component of each overlay; its keys stand in `keys.ts` under the context of its id. */
import type { FunctionComponent } from 'react';
import type { Overlay } from '../state.ts';
import { Help } from './help.tsx';
import type { OverlayProps } from './overlay.ts';

export const overlays: { readonly [Id in Overlay['id']]: FunctionComponent<OverlayProps<Id>> } = {
  help: Help,
};
