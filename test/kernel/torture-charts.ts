import { defineChart } from '../../machines/chart.ts';

/** Three levels deep, with everything the subset allows except a final state at the top. */
export const torture = defineChart({
  id: 'torture',
  initial: 'outer',
  entry: ['enterRoot', 'enterRootAgain'],
  exit: 'leaveRoot',
  on: {
    reset: '.outer',
    restart: { target: '.outer', reenter: true, actions: 'restarting' },
    rootOnly: [
      { guard: 'g1', actions: ['r1', 'r2'] },
      { guard: 'g2', target: '.plain' },
    ],
    shared: { target: '.plain', guard: 'rootGuard', actions: 'rootShared' },
  },
  after: { rootDelay: { target: '.plain', actions: 'rootLate' } },
  states: {
    plain: {
      entry: 'enterPlain',
      exit: ['leavePlain', 'leavePlainAgain'],
      on: {
        go: 'outer',
        deep: '#torture.outer.middle.b',
        self: 'plain',
        again: { target: 'plain', reenter: true, actions: 'againPlain' },
        swallow: {},
        toRoot: '#torture',
      },
    },
    outer: {
      // Not the first child, so that "the first" and "the initial" differ.
      initial: 'middle',
      entry: 'enterOuter',
      exit: 'leaveOuter',
      after: { slow: 'plain', slower: [{ guard: 'g1', target: '.side' }, { actions: 'slowerTick' }] },
      on: {
        self: 'outer',
        again: { target: 'outer', reenter: true, actions: 'againOuter' },
        inward: { target: '.middle.b', actions: 'inward' },
        inwardAgain: { target: '.middle.b', reenter: true },
        shared: [{ guard: 'outerGuard', target: '.side', actions: 'outerShared' }],
        out: 'plain',
        swallow: { target: 'plain' },
        toRoot: { target: '#torture', reenter: true },
      },
      states: {
        side: { entry: 'enterSide', exit: 'leaveSide', on: { back: 'middle', lateral: 'middle.c' } },
        middle: {
          initial: 'a',
          entry: ['enterMiddle', 'enterMiddleAgain'],
          exit: ['leaveMiddle', 'leaveMiddleAgain'],
          after: { quick: 'side' },
          on: {
            hop: [
              { guard: 'g1', target: '.b', actions: ['h1', 'h2'] },
              { guard: 'g2', target: '.c' },
              { actions: 'hopStay' },
            ],
            shared: { guard: 'middleGuard', actions: 'middleShared' },
            side: 'side',
            up: { target: '#torture.outer', actions: 'up' },
            finish: '.done',
          },
          states: {
            a: {
              entry: 'enterA',
              exit: 'leaveA',
              after: {
                quick: [
                  { guard: 'g1', target: 'b' },
                  { target: 'c', actions: 'tick' },
                ],
              },
              on: {
                self: { target: 'a', actions: 'selfA' },
                again: { target: 'a', reenter: true },
                next: { target: 'b', actions: ['x', 'y'] },
                shared: [
                  { guard: 'aGuard', target: 'b' },
                  { guard: 'aGuard2', target: 'c' },
                ],
                swallow: {},
              },
            },
            b: {
              entry: 'enterB',
              exit: 'leaveB',
              on: {
                next: 'c',
                out: { target: '#torture.plain', actions: 'outB' },
                hop: { guard: 'bGuard', actions: 'hopB' },
              },
            },
            c: { on: { up: { target: '#torture.outer', reenter: true } } },
            done: { type: 'final', entry: 'enterDone', exit: 'leaveDone' },
          },
        },
      },
    },
  },
});

/** Final states at the top, which end the machine, and one inside, which does not. */
export const endings = defineChart({
  id: 'endings',
  initial: 'work',
  entry: 'begin',
  exit: 'end',
  states: {
    work: {
      initial: 'step',
      exit: 'leaveWork',
      on: { stop: { target: 'stopped', actions: 'stopping' }, rest: { guard: 'tired', target: 'bed' } },
      after: { tooLong: 'bed' },
      states: {
        step: { on: { finish: 'finished', stop: { guard: 'never', target: 'finished' } } },
        finished: { type: 'final', entry: 'enterFinished', exit: 'leaveFinished' },
      },
    },
    stopped: { type: 'final', entry: ['enterStopped', 'enterStoppedAgain'], exit: 'leaveStopped' },
    bed: { type: 'final' },
  },
});

/** A machine that is over as soon as it starts. */
export const overAtOnce = defineChart({
  id: 'over-at-once',
  initial: 'over',
  entry: 'begin',
  exit: 'end',
  states: { over: { type: 'final', entry: 'enterOver', exit: 'leaveOver' } },
});
