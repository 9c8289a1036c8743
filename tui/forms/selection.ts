/** What the operator has selected, and what that suggests for a form. */
import { selectedIndex } from '../rows.ts';
import type { Session } from '../session.ts';
import { listOf } from '../state.ts';
import { viewOf } from '../views/registry.ts';
import type { Field, Values } from './form.ts';

/** Key of the open page, else of the selected row. */
export function selectedKey({ state, model }: Session): string | undefined {
  const page = state.pages.at(-1);
  if (page !== undefined) return page.key;
  const view = viewOf(state.view);
  const list = listOf(state);
  const rows = view?.rows?.(model, list);
  if (view === undefined || rows === undefined || rows.length === 0) return undefined;
  return rows.at(selectedIndex(rows, list, view.followsEnd === true));
}

/** The first field that can be given what is selected, given it. */
export function suggested(fields: readonly Field[], selected: string | undefined): Values {
  const field =
    selected === undefined
      ? undefined
      : fields.find(({ key, choices }) => key !== 'as' && choices.includes(selected));
  return field === undefined || selected === undefined ? {} : { [field.key]: selected };
}
