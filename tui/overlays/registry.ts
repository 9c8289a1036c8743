/** The component of each overlay; its keys stand in `keys.ts` under the context of its id. */
import type { FunctionComponent } from 'react';
import { ConfirmScreen, ResultScreen } from '../forms/asking-screens.tsx';
import { FormScreen } from '../forms/form-screen.tsx';
import { PaletteScreen } from '../palette/palette-screen.tsx';
import type { Overlay } from '../state.ts';
import { Help } from './help.tsx';
import type { OverlayProps } from './overlay.ts';

export const overlays: { readonly [Id in Overlay['id']]: FunctionComponent<OverlayProps<Id>> } = {
  help: Help,
  palette: PaletteScreen,
  form: FormScreen,
  confirm: ConfirmScreen,
  result: ResultScreen,
};
