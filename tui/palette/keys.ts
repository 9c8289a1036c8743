/** Keys of the palette, of forms and of what asks and tells. */
import type { CursorMove } from '../edit-line.ts';
import type { Binding } from '../keys.ts';

const foot = (word: string, rank: number) => ({ footer: { word, rank } });

/** As shells have them. */
const cursor = (
  context: Binding['context'],
  action: (by: CursorMove) => Binding['action'],
  left: readonly string[],
  right: readonly string[],
): readonly Binding[] => [
  { keys: left, context, action: action('left'), label: 'cursor to the left' },
  { keys: right, context, action: action('right'), label: 'cursor to the right' },
  { keys: ['home', 'ctrl-a'], context, action: action('start'), label: 'cursor to the start' },
  { keys: ['end', 'ctrl-e'], context, action: action('end'), label: 'cursor to the end' },
];

const opening: readonly Binding[] = [
  {
    keys: [':'],
    context: 'global',
    action: { type: 'palette.open', text: '' },
    label: 'command palette: everything there is, by name',
    ...foot('command', 1),
  },
  {
    keys: ['f'],
    context: 'global',
    action: { type: 'palette.open', text: 'fault ' },
    label: 'inject a fault',
    ...foot('fault', 2),
  },
  {
    keys: ['a'],
    context: 'global',
    action: { type: 'palette.open', text: 'api ' },
    label: 'call the API',
    ...foot('api', 3),
  },
  {
    keys: ['n'],
    context: 'global',
    action: { type: 'form.open', subject: { kind: 'note' } },
    label: 'note something about this moment',
  },
  {
    keys: ['w'],
    context: 'global',
    action: { type: 'write.ask' },
    label: 'write what was done as a scenario file',
    ...foot('write', 8),
  },
];

const palette: readonly Binding[] = [
  {
    keys: ['enter'],
    context: 'palette',
    action: { type: 'palette.run' },
    label: 'do it, or open its form',
    ...foot('do', 1),
  },
  {
    keys: ['tab'],
    context: 'palette',
    action: { type: 'palette.complete' },
    label: 'complete',
    ...foot('complete', 2),
  },
  {
    keys: ['down', 'ctrl-j'],
    context: 'palette',
    action: { type: 'palette.move', by: 1 },
    label: 'down the list',
    ...foot('choose', 3),
  },
  {
    keys: ['up', 'ctrl-k'],
    context: 'palette',
    action: { type: 'palette.move', by: -1 },
    label: 'up the list; from its top what was typed before',
    ...foot('history', 5),
  },
  { keys: ['pagedown'], context: 'palette', action: { type: 'palette.move', by: 10 }, label: 'ten down' },
  { keys: ['pageup'], context: 'palette', action: { type: 'palette.move', by: -10 }, label: 'ten up' },
  {
    keys: ['ctrl-p'],
    context: 'palette',
    action: { type: 'palette.history', by: 1 },
    label: 'what was typed before',
  },
  {
    keys: ['ctrl-n'],
    context: 'palette',
    action: { type: 'palette.history', by: -1 },
    label: 'what was typed after that',
  },
  ...cursor('palette', (by) => ({ type: 'palette.cursor', by }), ['left', 'ctrl-b'], ['right', 'ctrl-f']),
  {
    keys: ['delete', 'ctrl-d'],
    context: 'palette',
    action: { type: 'palette.erase', what: 'next' },
    label: 'erase what the cursor is on',
  },
  {
    keys: ['backspace'],
    context: 'palette',
    action: { type: 'palette.erase', what: 'character' },
    label: 'erase a character',
  },
  {
    keys: ['ctrl-w'],
    context: 'palette',
    action: { type: 'palette.erase', what: 'word' },
    label: 'erase a word',
  },
  {
    keys: ['ctrl-u'],
    context: 'palette',
    action: { type: 'palette.erase', what: 'all' },
    label: 'erase all',
  },
  { keys: ['esc'], context: 'palette', action: { type: 'ui.back' }, label: 'close', ...foot('close', 4) },
];

const form: readonly Binding[] = [
  {
    keys: ['enter'],
    context: 'form',
    action: { type: 'form.submit' },
    label: 'do it',
    ...foot('do it', 1),
  },
  {
    keys: ['tab'],
    context: 'form',
    action: { type: 'form.complete' },
    label: 'complete, and on to the next field',
    ...foot('next field', 2),
  },
  {
    keys: ['shift-tab', 'up'],
    context: 'form',
    action: { type: 'form.move', by: -1 },
    label: 'previous field',
  },
  { keys: ['down'], context: 'form', action: { type: 'form.move', by: 1 }, label: 'next field' },
  {
    keys: ['right', 'ctrl-n'],
    context: 'form',
    action: { type: 'form.pick', by: 1 },
    label: 'next choice',
    ...foot('pick', 3),
  },
  {
    keys: ['left', 'ctrl-p'],
    context: 'form',
    action: { type: 'form.pick', by: -1 },
    label: 'previous choice',
  },
  ...cursor('form', (by) => ({ type: 'form.cursor', by }), ['ctrl-b'], ['ctrl-f']),
  {
    keys: ['delete', 'ctrl-d'],
    context: 'form',
    action: { type: 'form.erase', what: 'next' },
    label: 'erase what the cursor is on',
  },
  {
    keys: ['backspace'],
    context: 'form',
    action: { type: 'form.erase', what: 'character' },
    label: 'erase a character',
  },
  { keys: ['ctrl-w'], context: 'form', action: { type: 'form.erase', what: 'word' }, label: 'erase a word' },
  {
    keys: ['ctrl-u'],
    context: 'form',
    action: { type: 'form.erase', what: 'all' },
    label: 'empty the field',
    ...foot('empty', 5),
  },
  {
    keys: ['esc'],
    context: 'form',
    action: { type: 'ui.back' },
    label: 'close, nothing is done',
    ...foot('close', 4),
  },
];

const asking: readonly Binding[] = [
  {
    keys: ['y', 'enter'],
    context: 'confirm',
    action: { type: 'confirm.yes' },
    label: 'yes',
    ...foot('yes', 1),
  },
  {
    keys: ['esc', 'n', 'q'],
    context: 'confirm',
    action: { type: 'ui.back' },
    label: 'no',
    ...foot('no', 2),
  },
];

const telling: readonly Binding[] = [
  {
    keys: ['down', 'j'],
    context: 'result',
    action: { type: 'result.scroll', by: 1 },
    label: 'down',
    ...foot('scroll', 2),
  },
  { keys: ['up', 'k'], context: 'result', action: { type: 'result.scroll', by: -1 }, label: 'up' },
  {
    keys: ['pagedown', 'space', 'ctrl-d'],
    context: 'result',
    action: { type: 'result.scroll', by: 10 },
    label: 'ten lines down',
  },
  {
    keys: ['pageup', 'ctrl-u'],
    context: 'result',
    action: { type: 'result.scroll', by: -10 },
    label: 'ten lines up',
  },
  {
    keys: ['esc', 'enter', 'q'],
    context: 'result',
    action: { type: 'ui.back' },
    label: 'close',
    ...foot('close', 1),
  },
];

export const paletteBindings: readonly Binding[] = [...opening, ...palette, ...form, ...asking, ...telling];
