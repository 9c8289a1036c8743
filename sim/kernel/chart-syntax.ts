/**
 * The syntax of a chart's config, checked value by value: the type of `defineChart` refuses the same things, but
 * a config can also come from untyped code. Every refusal names the chart, the state and the key.
 */

export interface RawTransition {
  readonly target: string | undefined;
  readonly guard: string | undefined;
  readonly actions: readonly string[];
  readonly reenter: boolean;
}

type Handlers = readonly (readonly [name: string, candidates: readonly RawTransition[]])[];

export interface RawState {
  readonly final: boolean;
  readonly initial: string | undefined;
  readonly states: readonly (readonly [string, unknown])[];
  readonly on: Handlers;
  readonly after: Handlers;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
}

type Refuse = (key: string, why: string) => never;

const stateKeys = ['type', 'initial', 'states', 'on', 'after', 'entry', 'exit'];
const transitionKeys = ['target', 'guard', 'actions', 'reenter'];

/** Reads one state of a config; `path` is empty for the root. Throws an Error on anything outside the subset. */
export function readState(config: unknown, chart: string, path: string): RawState {
  const refuse: Refuse = (key, why) => {
    const state = path === '' ? 'the root state' : `state "${path}"`;
    throw new Error(`chart "${chart}", ${state}: "${key}" ${why}`);
  };
  const allowed = path === '' ? [...stateKeys, 'id'] : stateKeys;
  const raw = record(config, 'state', refuse);
  onlyKeys(raw, allowed, refuse);
  const type = raw.get('type');
  if (type !== undefined && type !== 'final') refuse('type', `may only be "final", not ${show(type)}`);
  const states = [...record(raw.get('states') ?? {}, 'states', refuse)];
  for (const [name] of states) {
    if (name === '' || /[.#]/.test(name)) refuse(name, 'is not a name for a state');
  }
  const initial = optionalString(raw, 'initial', refuse);
  if (states.length > 0 && initial === undefined) refuse('initial', 'is missing');
  const state = {
    final: type === 'final',
    initial,
    states,
    on: handlers(raw, 'on', refuse, eventName),
    after: handlers(raw, 'after', refuse, delayName),
    entry: names(raw.get('entry'), 'entry', refuse),
    exit: names(raw.get('exit'), 'exit', refuse),
  };
  if (state.final) refuseInFinal(state, refuse);
  return state;
}

function refuseInFinal(state: RawState, refuse: Refuse): void {
  if (state.states.length > 0) refuse('states', 'has no place in a final state');
  if (state.on.length > 0) refuse('on', 'has no place in a final state');
  if (state.after.length > 0) refuse('after', 'has no place in a final state');
}

function eventName(name: string): string | undefined {
  if (name === '' || name === '*' || name.endsWith('.*')) return 'is a wildcard';
  return name.startsWith('xstate.') ? 'is an event of XState itself' : undefined;
}

function delayName(name: string): string | undefined {
  return name === '' || /^\d/.test(name) ? 'is a number; a delay has a name' : undefined;
}

function handlers(
  raw: ReadonlyMap<string, unknown>,
  key: string,
  refuse: Refuse,
  wrongName: (name: string) => string | undefined,
): Handlers {
  return [...record(raw.get(key) ?? {}, key, refuse)].map(([name, value]) => {
    const wrong = wrongName(name);
    if (wrong !== undefined) refuse(name, wrong);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return [name, list.map((each) => transition(each, name, refuse))];
  });
}

function transition(value: unknown, event: string, refuse: Refuse): RawTransition {
  if (typeof value === 'string') return { target: value, guard: undefined, actions: [], reenter: false };
  const at: Refuse = (key, why) => refuse(key, `of "${event}" ${why}`);
  const raw = record(value, 'transition', at);
  onlyKeys(raw, transitionKeys, at);
  const reenter = raw.get('reenter') ?? false;
  if (typeof reenter !== 'boolean') return at('reenter', `must be true or false, not ${show(reenter)}`);
  return {
    target: optionalString(raw, 'target', at),
    guard: optionalString(raw, 'guard', at),
    actions: names(raw.get('actions'), 'actions', at),
    reenter,
  };
}

function onlyKeys(raw: ReadonlyMap<string, unknown>, allowed: readonly string[], refuse: Refuse): void {
  for (const key of raw.keys()) if (!allowed.includes(key)) refuse(key, 'is not part of a chart');
}

function optionalString(raw: ReadonlyMap<string, unknown>, key: string, refuse: Refuse): string | undefined {
  const value = raw.get(key);
  return value === undefined || typeof value === 'string'
    ? value
    : refuse(key, `must be a name, not ${show(value)}`);
}

function names(value: unknown, key: string, refuse: Refuse): readonly string[] {
  const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.map((name) =>
    typeof name === 'string' ? name : refuse(key, `must hold names, not ${show(name)}`),
  );
}

function record(value: unknown, key: string, refuse: Refuse): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(key, `must be an object, not ${show(value)}`);
  }
  return new Map(Object.entries(value));
}

function show(value: unknown): string {
  if (typeof value === 'function') return 'an inline function';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : `${JSON.stringify(value)}`;
}
