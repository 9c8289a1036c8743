/** As much of TOML as GoBGP's configuration needs: everything is an inline value. */
export type Toml =
  | string
  | number
  | boolean
  | readonly Toml[]
  | { readonly [name: string]: Toml | undefined };

export function inline(value: Toml): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${name} = ${inline(member)}`],
  );
  return `{ ${members.join(', ')} }`;
}

const isList = (value: Toml): value is readonly Toml[] => Array.isArray(value);

/** A file of top-level members. */
export const toml = (members: { readonly [name: string]: Toml }): string =>
  Object.entries(members)
    .map(([name, value]) => `${name} = ${inline(value)}\n`)
    .join('');
