import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { bindings } from '../../tui/bindings.ts';
import { helpLines } from '../../tui/help.ts';
import { strokesOf } from '../../tui/input.ts';
import { activeBindings, bindingFor, contextsOf } from '../../tui/keys.ts';
import { initialState, type UiState } from '../../tui/state.ts';
import { views } from '../../tui/views/registry.ts';

const state = initialState('vifs', 80, 24);

const situations: readonly (readonly [string, UiState])[] = [
  ...views.map(({ id }): [string, UiState] => [`the view ${id}`, { ...state, view: id }]),
  ['a page', { ...state, pages: [{ view: 'vifs', key: 'v101', line: 0 }] }],
  ['the filter', { ...state, isFiltering: true }],
  ['help', { ...state, overlays: [{ id: 'help', top: 0 }] }],
];

describe('the table of keys', () => {
  it.each(situations)('gives a key one meaning in %s', (_name, situation) => {
    const contexts = contextsOf(situation);
    // A view may give a key of a list or of time another meaning; within one context a key means one thing.
    for (const context of contexts) {
      const own = bindings.filter((binding) => binding.context === context).flatMap((one) => one.keys);
      expect(own.filter((key, index) => own.indexOf(key) !== index)).toEqual([]);
    }
    const keys = activeBindings(bindings, contexts).flatMap((one) => one.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('lets ctrl-c quit from everywhere', () => {
    for (const [, situation] of situations) {
      expect(bindingFor(bindings, contextsOf(situation), 'ctrl-c')?.action).toEqual({ type: 'app.quit' });
    }
  });

  it('leads back with esc from whatever lies on top', () => {
    for (const [, situation] of situations) {
      expect(bindingFor(bindings, contextsOf(situation), 'esc')?.action).toEqual({ type: 'ui.back' });
    }
  });

  it('is what help tells: every key that is active beneath it, and no other', () => {
    const open: UiState = { ...state, overlays: [{ id: 'help', top: 0 }] };
    const told = helpLines(open).map(({ text }) => text);
    const active = activeBindings(bindings, contextsOf(state));
    expect(told.filter((line) => line.startsWith('  '))).toHaveLength(active.length);
    for (const { label } of active) expect(told.some((line) => line.endsWith(` ${label}`))).toBe(true);
  });
});

describe('the keyboard', () => {
  const none: Key = {
    upArrow: false,
    downArrow: false,
    leftArrow: false,
    rightArrow: false,
    pageDown: false,
    pageUp: false,
    home: false,
    end: false,
    return: false,
    escape: false,
    ctrl: false,
    shift: false,
    tab: false,
    backspace: false,
    delete: false,
    meta: false,
    super: false,
    hyper: false,
    capsLock: false,
    numLock: false,
  };
  const names = (input: string, key: Partial<Key> = {}) =>
    strokesOf(input, { ...none, ...key }).map(({ name }) => name);

  it('walks a run of repeated keys one by one', () => {
    expect(names('jjj')).toEqual(['j', 'j', 'j']);
    expect(names('G \r')).toEqual(['G', 'space', 'enter']);
  });

  it('takes esc for esc although Ink calls it meta, and delete for backspace', () => {
    expect(names('', { escape: true, meta: true })).toEqual(['esc']);
    expect(names('', { delete: true })).toEqual(['backspace']);
    expect(names('\u007f')).toEqual(['backspace']);
  });

  it('names keys with what is held down', () => {
    expect(names('d', { ctrl: true })).toEqual(['ctrl-d']);
    expect(names('', { tab: true, shift: true })).toEqual(['shift-tab']);
    expect(names('', { rightArrow: true, shift: true })).toEqual(['shift-right']);
    expect(names('G', { shift: true })).toEqual(['G']);
  });

  it('does not take reports of the mouse for typing', () => {
    expect(names('[<0;10;20M')).toEqual([]);
    expect(names('[')).toEqual(['[']);
    expect(names('[[')).toEqual(['[', '[']);
  });
});
