/** Carrying out the steps of a timeline: calls, faults, router changes, and what came of them. */
import type { CallResult } from '../directconnect/call.ts';
import type { Simulation } from '../simulation.ts';
import { resolveName } from './evaluate.ts';
import { savedName } from './requests.ts';
import type { StepResult } from './result.ts';
import type { CallExpectation, RouterChange, Step } from './types.ts';

type ApiStep = Extract<Step, { verb: 'api' }>;
type RouterStep = Extract<Step, { verb: 'router' }>;
type FaultStep = Extract<Step, { verb: 'fault' }>;

/** What steps leave behind for later ones. */
export interface StepMemory {
  readonly calls: Map<string, CallResult>;
  /** Fault numbers by the id of the step. */
  readonly faults: Map<string, number>;
  /** Values kept from answers, without the `$`. */
  readonly saved: Map<string, unknown>;
}

export const emptyMemory = (): StepMemory => ({ calls: new Map(), faults: new Map(), saved: new Map() });
export const copyOf = ({ calls, faults, saved }: StepMemory): StepMemory => ({
  calls: new Map(calls),
  faults: new Map(faults),
  saved: new Map(saved),
});

/** Carries a step out now. */
export function carryOut(sim: Simulation, step: Step, memory: StepMemory): StepResult {
  const atMicros = sim.now;
  const done = (ok: boolean, expected: string, happened: string): StepResult => ({
    id: step.id,
    what: describeStep(step),
    atMicros,
    ok,
    expected,
    happened,
    position: step.position,
  });
  if (step.verb === 'api') return callStep(sim, step, memory, done);
  if (step.verb === 'router') return routerStep(sim, step, memory, done);
  if (step.verb === 'fault') return faultStep(sim, step, memory, done);
  const fault = memory.faults.get(step.step);
  if (fault === undefined) return done(false, `${step.step} to be cleared`, `${step.step} has not begun`);
  sim.clear(fault);
  return done(true, 'ok', 'ok');
}

/** A step that never ran. */
export function neverRan(step: Step): StepResult {
  return {
    id: step.id,
    what: describeStep(step),
    ok: false,
    expected: 'to run',
    happened: 'its trigger never came',
    position: step.position,
  };
}

/** The call that should have given a `$name` failed, or has not been made. */
const unanswered = (name: string): string => `no call has answered ${name}`;

type Done = (ok: boolean, expected: string, happened: string) => StepResult;

function faultStep(sim: Simulation, step: FaultStep, memory: StepMemory, done: Done): StepResult {
  const { fault, options, forMicros } = step;
  const target = resolveName(sim, step.target, memory);
  if (target === undefined) return done(false, 'ok', unanswered(step.target));
  try {
    const injection = { fault, target, options, ...(forMicros === undefined ? {} : { for: forMicros }) };
    memory.faults.set(step.id, sim.inject(injection));
    return done(true, 'ok', 'ok');
  } catch (error) {
    // What an answer gave may be no target of this fault, and some values only show at run time that they are none.
    if (!(error instanceof RangeError)) throw error;
    return done(false, 'ok', error.message);
  }
}

function routerStep(
  sim: Simulation,
  { router, set, expect, verbatim }: RouterStep,
  memory: StepMemory,
  done: Done,
): StepResult {
  const changes: RouterChange[] = [];
  for (const change of set) {
    const vif = 'for' in change && !verbatim ? change.for : undefined;
    const known = vif === undefined ? undefined : resolveName(sim, vif, memory);
    if (vif !== undefined && known === undefined) return done(false, 'ok', unanswered(vif));
    changes.push(known === undefined ? change : { ...change, for: known });
  }
  const refusal = sim.configure(router, changes);
  if (expect === 'ok') return done(refusal === undefined, 'ok', refusal ?? 'ok');
  return done(
    refusal?.includes(expect.error) === true,
    `the router to refuse: ${expect.error}`,
    refusal ?? 'ok',
  );
}

function callStep(sim: Simulation, step: ApiStep, memory: StepMemory, done: Done): StepResult {
  const request = step.verbatim ? step.request : recalled(step.request, '', memory.saved);
  const result = sim.call(step.operation, isRecord(request) ? request : {}, {
    ...(step.as === undefined ? {} : { as: step.as }),
    ...(step.in === undefined ? {} : { in: step.in }),
  });
  memory.calls.set(step.id, result);
  if (result.ok) {
    for (const [member, name] of Object.entries(step.save))
      memory.saved.set(name, memberAt(result.answer, member));
  }
  return done(
    meets(sim, step.expect, result),
    describeExpected(step.expect),
    describeResult(result, step.expect),
  );
}

/** `$name` stands for a value that an earlier answer gave. */
function recalled(value: unknown, member: string, saved: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const name = savedName(member, value);
    return name !== undefined && saved.has(name) ? saved.get(name) : value;
  }
  if (Array.isArray(value)) return value.map((item) => recalled(item, member, saved));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, recalled(item, name, saved)]),
    );
  return value;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `virtualInterface.virtualInterfaceId`, `bgpPeers.0.bgpPeerId`. */
function memberAt(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? value[key] : undefined;
  }, answer);
}

function meets(sim: Simulation, expect: CallExpectation, result: CallResult): boolean {
  if (expect.kind === 'error') {
    return (
      !result.ok &&
      result.error.type === expect.error &&
      (expect.message === undefined || result.error.message.includes(expect.message))
    );
  }
  if (!result.ok) return false;
  return (
    expect.kind === 'ok' ||
    Object.entries(expect.members).every(([path, wanted]) =>
      matches(sim, memberAt(result.answer, path), wanted),
    )
  );
}

/** Members that are named must be there; names of resources stand for their ids. */
function matches(sim: Simulation, actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, i) => matches(sim, actual[i], item))
    );
  if (isRecord(wanted))
    return (
      isRecord(actual) && Object.entries(wanted).every(([name, value]) => matches(sim, actual[name], value))
    );
  return (
    actual === wanted || (typeof wanted === 'string' && actual !== undefined && sim.idOf(wanted) === actual)
  );
}

function describeExpected(expect: CallExpectation): string {
  if (expect.kind === 'ok') return 'ok';
  if (expect.kind === 'error')
    return `${expect.error}${expect.message === undefined ? '' : `: … ${expect.message} …`}`;
  return JSON.stringify(expect.members);
}

function describeResult(result: CallResult, expect: CallExpectation): string {
  if (!result.ok) return `${result.error.type}: ${result.error.message}`;
  if (expect.kind !== 'answer') return 'ok';
  return JSON.stringify(
    Object.fromEntries(Object.keys(expect.members).map((path) => [path, memberAt(result.answer, path)])),
  );
}

/** One line: `api AssociateVirtualInterface {…}`, `fault fibre-cut dxcon-a`. */
export function describeStep(step: Step): string {
  switch (step.verb) {
    case 'api':
      return `api ${step.operation} ${JSON.stringify(withoutKeys(step.request))}`;
    case 'fault':
      return `fault ${step.fault} ${step.target}`;
    case 'router':
      return `router ${step.router} ${JSON.stringify(withoutKeys(step.set))}`;
    case 'clear':
      return `clear ${step.step}`;
  }
}

/** BGP keys never reach a report. */
function withoutKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'authKey' ? '[PROTECTED]' : withoutKeys(member),
    ]),
  );
}
