import { describe, expect, test } from 'vitest';
import { charts } from '../../machines/all.ts';
import { defineChart } from '../../machines/chart.ts';
import { lacpPort } from '../../machines/lacp-port.ts';
import { toJson, toMermaid } from '../../sim/kernel/chart-diagram.ts';

const lamp = defineChart({
  id: 'lamp',
  initial: 'off',
  on: { smash: { target: '.off', actions: 'break' } },
  states: {
    off: { on: { press: [{ guard: 'powered', target: 'on-now' }, {}] } },
    'on-now': {
      initial: 'dim',
      entry: 'glow',
      exit: ['cool', 'darken'],
      after: { dawn: 'off' },
      on: { press: 'off', again: { target: 'on-now', reenter: true } },
      states: { dim: { on: { turn: 'bright' } }, bright: { type: 'final' } },
    },
  },
});

describe('toMermaid', () => {
  test('draws states, nesting, finals and one arrow for each pair of states', () => {
    expect(toMermaid(lamp)).toBe(`stateDiagram-v2
  [*] --> off
  state "off" as off
  state "on-now" as on_now {
    [*] --> on_now_dim
    state "dim" as on_now_dim
    state "bright" as on_now_bright
    on_now_bright --> [*]
  }
  off --> off: smash<br/>press
  on_now --> off: smash<br/>press<br/>after dawn
  off --> on_now: press [powered]
  on_now --> on_now: again
  on_now_dim --> on_now_bright: turn
`);
  });

  test.for(charts.map((chart) => [chart.id, chart] as const))('draws every state of %s', ([, chart]) => {
    const text = toMermaid(chart);
    expect(text.startsWith('stateDiagram-v2\n')).toBe(true);
    for (const name of Object.keys(chart.config.states)) expect(text).toContain(`state "${name}" as `);
  });
});

describe('toJson', () => {
  test('writes targets as full paths', () => {
    expect(toJson(lamp)).toEqual({
      id: 'lamp',
      initial: 'off',
      on: { smash: [{ target: 'off', actions: ['break'] }] },
      states: {
        off: { on: { press: [{ target: 'on-now', guard: 'powered' }, {}] } },
        'on-now': {
          initial: 'dim',
          entry: ['glow'],
          exit: ['cool', 'darken'],
          on: { press: [{ target: 'off' }], again: [{ target: 'on-now', reenter: true }] },
          after: { dawn: [{ target: 'off' }] },
          states: { dim: { on: { turn: [{ target: 'on-now.bright' }] } }, bright: { type: 'final' } },
        },
      },
    });
    expect(toJson(lacpPort).states?.enabled?.states?.current?.states?.waiting?.after).toEqual({
      aggregateWait: [
        {
          target: 'enabled.current.collectingDistributing',
          guard: 'partnerInSync',
          actions: ['attachToAggregator'],
        },
        { target: 'enabled.current.attached', actions: ['attachToAggregator'] },
      ],
    });
  });
});
