import { useStdin } from 'ink';
import { render } from 'ink-testing-library';
import { createElement, useEffect } from 'react';
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
      expect(bindingFor(bindings, contextsOf(situation), 'ctrl-c')?.action).toEqual({ type: 'app.ask' });
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

/** Writes down what a person pressed. */
function Ear({ heard }: { readonly heard: string[] }): null {
  const { setRawMode, internal_eventEmitter: pieces } = useStdin();
  useEffect(() => {
    setRawMode(true);
    pieces.on('input', (piece: string) => heard.push(...names(piece)));
  }, [heard, setRawMode, pieces]);
  return null;
}

const names = (piece: string): readonly string[] => strokesOf(piece).map(({ name }) => name);

describe('the keyboard', () => {
  it('walks a run of repeated keys one by one', () => {
    expect(names('jjj')).toEqual(['j', 'j', 'j']);
    expect(names('G \r')).toEqual(['G', 'space', 'enter']);
  });

  it('knows keys that send sequences, with what is held down', () => {
    expect(names('\u001b[A')).toEqual(['up']);
    expect(names('\u001bOD')).toEqual(['left']);
    expect(names('\u001b[6~')).toEqual(['pagedown']);
    expect(names('\u001b[3~')).toEqual(['delete']);
    expect(names('\u001b[Z')).toEqual(['shift-tab']);
    expect(names('\u001b[1;2C')).toEqual(['shift-right']);
    expect(names('\u001b[1;5D')).toEqual(['ctrl-left']);
  });

  it('knows control characters', () => {
    expect(names('\u0004')).toEqual(['ctrl-d']);
    expect(names('\u001a')).toEqual(['ctrl-z']);
    expect(names('\u007f')).toEqual(['backspace']);
    expect(names('\n')).toEqual(['ctrl-j']);
    expect(names('G')).toEqual(['G']);
  });

  it('takes the lines of pasted text for lines', () => {
    expect(names('a\nb')).toEqual(['a', 'enter', 'b']);
  });

  it('does not take reports of the mouse, of focus and unknown keys for typing', () => {
    for (const report of ['\u001b[<0;10;20M', '\u001b[I', '\u001b[15~', '\u001bOP']) {
      expect(names(report)).toEqual([]);
    }
    expect(names('[')).toEqual(['[']);
    expect(names('[[')).toEqual(['[', '[']);
  });

  // Each of these came in one read of a busy process.
  it.each([
    ['\u001bj', ['esc', 'j']],
    ['\u001b:', ['esc', ':']],
    ['\u001b/', ['esc', '/']],
    ['\u001b ', ['esc', 'space']],
    ['\u001b\r', ['esc', 'enter']],
    ['\u001b\u001b', ['esc', 'esc']],
    ['\u001b\u001b[A', ['esc', 'up']],
    ['\u001b[', ['esc', '[']],
    ['\u001b\u0003', ['esc', 'ctrl-c']],
  ])('loses nothing of escape and a key that come together: %j', (piece, expected) => {
    expect(names(piece)).toEqual(expected);
  });

  it('hears them through Ink, however they are read', () => {
    const reads = ['\u001bj', '\u001b', ':', '\u001b\u001bq', 'k\u001b[B\u001b/', '\u001b'];
    const heard: string[] = [];
    const app = render(createElement(Ear, { heard }));
    for (const read of reads) app.stdin.write(read);
    return new Promise<void>((done) => setTimeout(done, 20)).then(() => {
      app.unmount();
      expect(heard).toEqual(['esc', 'j', 'esc', ':', 'esc', 'esc', 'q', 'k', 'down', 'esc', '/', 'esc']);
    });
  });
});
