import { describe, expect, it } from 'vitest';
import { Checkpoints } from '../../sim/checkpoints.ts';
import { type SavedRun, ScenarioRun } from '../../sim/scenario/run.ts';
import type { Act } from '../../tui/acts.ts';
import { headlines } from '../../tui/headlines.ts';
import { Player } from '../../tui/player.ts';
import { playerOf, scenario } from './fixture.ts';

const SECOND = 1_000_000;
const of = scenario();

const cut: Act = { kind: 'inject', injection: { fault: 'fibre-cut', target: 'dxcon-a', for: '30s' } };
const call: Act = {
  kind: 'call',
  operation: 'AssociateVirtualInterface',
  request: { virtualInterfaceId: 'v101', connectionId: 'dxlag-b' },
};

/** Hashes of a run that went to a time without a stop. */
function direct(toMicros: number): string {
  const run = ScenarioRun.start(of);
  run.advance(toMicros);
  return run.simulation.stateHash();
}

const stateOf = (player: Player): string => player.run.simulation.stateHash();

describe('playing', () => {
  it('moves virtual time by wall-clock time times speed', () => {
    const player = playerOf(of);
    player.setSpeed(10);
    player.play();
    player.tick(100);
    expect(player.now).toBe(SECOND);
    player.tick(50);
    expect(player.now).toBe(1.5 * SECOND);
    player.pause();
    expect(player.tick(1000)).toBe(false);
    expect(player.now).toBe(1.5 * SECOND);
  });

  it('at most speed goes to the end and stops there', () => {
    const player = playerOf(of);
    player.setSpeed(Number.POSITIVE_INFINITY);
    player.play();
    player.tick(1);
    expect(player.now).toBe(of.durationMicros);
    expect(player.playing).toBe(false);
  });

  it('leaves the rest for later when it is late, and still arrives in the same state', () => {
    const player = playerOf(of);
    player.runTo({ atMicros: 240 * SECOND });
    let ticks = 0;
    for (; player.playing; ticks++) player.tick(100, () => true);
    expect(ticks).toBeGreaterThan(2);
    expect(player.now).toBe(240 * SECOND);
    expect(stateOf(player)).toBe(direct(240 * SECOND));
  });

  it('runs to the next incident and to the next change, and pauses there', () => {
    const player = playerOf(of);
    player.runTo({ headline: 'incident' });
    player.tick(1);
    // The call at 3m stops the flow: the first thing that gets worse.
    expect(player.now).toBe(180 * SECOND);
    expect(player.playing).toBe(false);
    player.runTo({ headline: 'change' });
    player.tick(1);
    const all = ScenarioRun.start(of);
    all.advance(of.durationMicros);
    const later = [...all.simulation.trace].filter(({ timeMicros }) => timeMicros > 180 * SECOND);
    expect(player.now).toBe(later.find(headlines.change)?.timeMicros);
  });

  it('steps by instants in which anything happens', () => {
    const player = playerOf(of);
    const times = Array.from({ length: 6 }, () => {
      player.step();
      return player.now;
    });
    expect(new Set(times).size).toBe(6);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(stateOf(player)).toBe(direct(player.now));
  });
});

describe('seeking', () => {
  it('to any time, back and forth, is the state of a run directly there', () => {
    const player = playerOf(of);
    for (const seconds of [600, 200, 190, 899, 0, 183, 3, 500.5, 180, 179.999]) {
      player.seek(seconds * SECOND);
      expect(player.now).toBe(seconds * SECOND);
      expect(stateOf(player), `at ${seconds} s`).toBe(direct(seconds * SECOND));
    }
  });

  it('goes no further than the scenario', () => {
    const player = playerOf(of);
    player.seek(-5);
    expect(player.now).toBe(0);
    player.seek(Number.MAX_SAFE_INTEGER);
    expect(player.now).toBe(of.durationMicros);
  });

  it('replays acts up to the time, and later ones when time gets there', () => {
    const player = playerOf(of);
    player.seek(10 * SECOND);
    player.act(cut);
    player.seek(60 * SECOND);
    const then = stateOf(player);
    player.act(call);
    player.seek(120 * SECOND);
    const later = stateOf(player);

    player.seek(61 * SECOND);
    expect(player.done.map(({ act }) => act)).toEqual([cut, call]);
    player.seek(120 * SECOND);
    expect(stateOf(player)).toBe(later);
    expect(stateOf(player)).not.toBe(direct(120 * SECOND));

    player.seek(59 * SECOND);
    expect(player.done.map(({ act }) => act)).toEqual([cut]);
    player.seek(60 * SECOND);
    expect(player.done.map(({ act }) => act)).toEqual([cut, call]);
    player.seek(120 * SECOND);
    expect(stateOf(player)).toBe(later);
    player.seek(0);
    expect(player.ahead.map(({ act }) => act)).toEqual([cut, call]);
    expect(stateOf(player)).toBe(direct(0));
    player.seek(59 * SECOND);
    player.undo();
    player.seek(60 * SECOND);
    expect(stateOf(player)).toBe(then);
  });

  it('comes to what lies ahead however time passes: by ticks, steps, and headlines', () => {
    const ways: readonly ((player: Player) => void)[] = [
      (player) => {
        player.setSpeed(1000);
        player.play();
        while (player.now < 60 * SECOND) player.tick(7, () => true);
      },
      (player) => {
        while (player.now < 60 * SECOND) player.step();
      },
      (player) => {
        while (player.now < 60 * SECOND) {
          player.runTo({ headline: 'change' });
          while (player.playing) player.tick(1, () => true);
        }
      },
    ];
    for (const way of ways) {
      const player = playerOf(of);
      player.seek(10 * SECOND);
      player.act(cut);
      player.act({ kind: 'note', text: 'the digger' });
      player.seek(30.5 * SECOND);
      player.act(call);
      player.seek(600 * SECOND);
      const straight = [stateOf(player), player.run.simulation.traceHash(), player.run.notes];
      player.seek(5 * SECOND);
      way(player);
      expect(player.ahead).toEqual([]);
      player.seek(600 * SECOND);
      expect([stateOf(player), player.run.simulation.traceHash(), player.run.notes]).toEqual(straight);
    }
  });

  it('stops at what lies ahead when that is the next incident', () => {
    const player = playerOf(of);
    player.seek(10 * SECOND);
    player.act(cut);
    player.seek(5 * SECOND);
    player.runTo({ headline: 'incident' });
    player.tick(1);
    expect(player.now).toBe(10 * SECOND);
  });

  it('drops what lies ahead only for an act, and an act that is none drops nothing', () => {
    const player = playerOf(of);
    player.seek(10 * SECOND);
    player.act(cut);
    player.seek(5 * SECOND);
    player.act({ kind: 'note', text: 'before' });
    const wrong: Act = { kind: 'inject', injection: { fault: 'fibre-cut', target: 'no-such-thing' } };
    expect(() => player.act(wrong)).toThrow(RangeError);
    expect(player.ahead.map(({ act }) => act)).toEqual([cut]);
    player.act(call);
    expect(player.ahead).toEqual([]);
    player.seek(20 * SECOND);
    expect(player.done.map(({ act }) => act.kind)).toEqual(['note', 'call']);
  });

  it('undoes and does again one act at a time', () => {
    const player = playerOf(of);
    player.seek(10 * SECOND);
    const before = stateOf(player);
    player.act(cut);
    const after = stateOf(player);
    player.seek(40 * SECOND);
    expect(player.undo()).toBe(true);
    expect([player.now, stateOf(player)]).toEqual([10 * SECOND, before]);
    expect(player.redo()).toBe(true);
    expect([player.now, stateOf(player)]).toEqual([10 * SECOND, after]);
    expect(player.redo()).toBe(false);
  });

  it('undoes the last act where it lies ahead without moving, and does again after time went by', () => {
    const player = playerOf(of);
    player.seek(10 * SECOND);
    player.act(cut);
    const after = stateOf(player);
    player.seek(4 * SECOND);
    expect(player.undo()).toBe(true);
    expect([player.now, player.last]).toEqual([4 * SECOND, undefined]);
    expect(player.redo()).toBe(true);
    expect([player.now, player.ahead.length]).toEqual([4 * SECOND, 1]);
    player.undo();
    player.seek(30 * SECOND);
    expect(stateOf(player)).toBe(direct(30 * SECOND));
    expect(player.redo()).toBe(true);
    expect([player.now, stateOf(player)]).toEqual([10 * SECOND, after]);
  });

  it('does nothing again on another branch', () => {
    const player = playerOf(of);
    player.seek(10 * SECOND);
    player.act(cut);
    player.undo();
    player.act({ kind: 'note', text: 'instead' });
    expect(player.redo()).toBe(false);
    expect(player.run.notes.map(({ text }) => text)).toEqual(['instead']);
  });

  it('does not keep an act that was refused as a mistake', () => {
    const player = playerOf(of);
    const before = stateOf(player);
    const wrong: Act = { kind: 'inject', injection: { fault: 'fibre-cut', target: 'no-such-thing' } };
    expect(() => player.act(wrong)).toThrow(RangeError);
    expect(player.done).toEqual([]);
    expect(stateOf(player)).toBe(before);
  });

  it('is exact with hardly any checkpoints too', () => {
    const few = new Checkpoints<SavedRun>({ bytes: 1, count: 2, strideRecords: 1 });
    const player = new Player(ScenarioRun.start(of), few);
    player.seek(10 * SECOND);
    player.act(cut);
    player.seek(600 * SECOND);
    expect(few.count).toBeLessThanOrEqual(2);
    player.seek(100 * SECOND);
    const run = ScenarioRun.start(of);
    run.advance(10 * SECOND);
    run.simulation.inject({ fault: 'fibre-cut', target: 'dxcon-a', for: '30s' });
    run.advance(100 * SECOND);
    expect(stateOf(player)).toBe(run.simulation.stateHash());
  });
});

describe('checkpoints', () => {
  const kept = (count: number, bytes: number, bounds: { bytes: number; count: number }) => {
    const checkpoints = new Checkpoints<number>({ ...bounds, strideRecords: 10 });
    for (let at = 0; at < count; at++) {
      if (at === 0 || checkpoints.due(at * 10)) {
        checkpoints.keep({ timeMicros: at, inputs: 0, bytes, state: at }, at * 10);
      }
    }
    return checkpoints;
  };

  it('stay within their bounds, and thin out instead of forgetting the start', () => {
    const many = kept(1000, 10, { bytes: 1_000_000, count: 8 });
    expect(many.count).toBeLessThanOrEqual(8);
    const heavy = kept(1000, 10, { bytes: 50, count: 1000 });
    expect(heavy.bytes).toBeLessThanOrEqual(50);
    expect(heavy.rewind(3, 0).state).toBe(0);
  });

  it('answer the last that is not later and holds no act too many', () => {
    const checkpoints = new Checkpoints<string>();
    checkpoints.keep({ timeMicros: 0, inputs: 0, bytes: 1, state: 'start' }, 0);
    checkpoints.keep({ timeMicros: 5, inputs: 0, bytes: 1, state: 'before' }, 1);
    checkpoints.keep({ timeMicros: 5, inputs: 1, bytes: 1, state: 'after' }, 2);
    expect(checkpoints.rewind(9, 1).state).toBe('after');
    expect(checkpoints.rewind(9, 0).state).toBe('before');
    expect(checkpoints.rewind(4, 0).state).toBe('start');
  });
});
