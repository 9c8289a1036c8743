/** Names in a script: what steps, expectations and flows refer to must exist. */
import type { Path } from '../document.ts';
import type { Issue } from '../issues.ts';
import type { ApiModel, FaultCatalogue, FaultTarget } from '../models.ts';
import { missingName, type NameTable, noSuch, type Section } from '../names.ts';
import type { NetworkDraft } from '../network.ts';
import { isRealId, requestReferences, requestTexts, savedName } from '../requests.ts';
import type { StepEntry } from '../schema/step-parts.ts';
import type { Script, ScriptStep } from '../script.ts';
import { conditionRules } from './conditions.ts';
import { flowRules } from './flows.ts';
import { interfacesAfter, routerRules } from './routers.ts';

/** What a script can refer to. */
export interface Scope {
  readonly names: NameTable;
  readonly draft: NetworkDraft;
  readonly script: Script;
  readonly api: ApiModel;
  readonly faults: FaultCatalogue;
  /** Names under which api steps save members of answers. */
  readonly saved: readonly string[];
  /** Router → its interfaces, those included that router steps make. */
  readonly interfaces: ReadonlyMap<string, readonly string[]>;
}

export function scopeOf(parts: Pick<Scope, 'names' | 'draft' | 'script' | 'api' | 'faults'>): Scope {
  const saved = parts.script.steps.flatMap(({ entry }) =>
    entry?.verb === 'api' ? Object.values(entry.save) : [],
  );
  return { ...parts, saved, interfaces: interfacesAfter(parts.draft, parts.script) };
}

const noSaved = (scope: Scope, wanted: string): string | undefined =>
  scope.saved.includes(wanted) ? undefined : noSuch(['saved value'], wanted, scope.saved, 'the timeline');

/** A name of the network, or `$name` of a saved value. */
export function missingReference(scope: Scope, wanted: string, of: readonly Section[]): string | undefined {
  if (wanted.startsWith('$')) return noSaved(scope, wanted.slice(1));
  return missingName(scope.names, wanted, of);
}

const TARGETS: Readonly<Record<Exclude<FaultTarget, 'operation'>, Section>> = {
  connection: 'connections',
  lag: 'lags',
  vif: 'vifs',
  carrier: 'carriers',
  device: 'devices',
  router: 'routers',
  link: 'links',
  vpn: 'vpns',
};

function faultTarget(scope: Scope, entry: StepEntry & { verb: 'fault' }): Issue[] {
  const targets = scope.faults.faults.find((fault) => fault.name === entry.fault)?.targets ?? [];
  const path = ['target'];
  if (targets.includes('operation')) {
    const { operations } = scope.api;
    return operations.includes(entry.target)
      ? []
      : [{ path, message: noSuch(['operation'], entry.target, operations, 'the API') }];
  }
  if (isRealId(entry.target)) return [];
  const kinds = targets.flatMap((target) => (target === 'operation' ? [] : [TARGETS[target]]));
  const message = missingReference(scope, entry.target, kinds);
  return message === undefined ? [] : [{ path, message: `${entry.fault}: ${message}` }];
}

function requestIssues(scope: Scope, entry: StepEntry & { verb: 'api' }): Issue[] {
  if (entry.verbatim) return [];
  const issues: Issue[] = scope.api
    .check(entry.operation, entry.request)
    .map(({ path, message }) => ({ path: ['request', ...path], message }));
  for (const { path, member, text } of requestTexts(entry.request)) {
    const saved = savedName(member, text);
    const of = Object.hasOwn(requestReferences, member) ? requestReferences[member] : undefined;
    if (saved === undefined && (of === undefined || isRealId(text))) continue;
    const message = saved === undefined ? missingName(scope.names, text, of ?? []) : noSaved(scope, saved);
    if (message !== undefined) issues.push({ path: ['request', ...path], message });
  }
  const caller = entry.as === undefined ? undefined : missingName(scope.names, entry.as, ['accounts']);
  return caller === undefined ? issues : [...issues, { path: ['as'], message: caller }];
}

const noStep = (scope: Scope, wanted: string): string | undefined => {
  const ids = scope.script.steps.map((step) => step.id);
  return ids.includes(wanted) ? undefined : noSuch(['step'], wanted, ids, 'the timeline');
};

function clearIssues(scope: Scope, entry: StepEntry & { verb: 'clear' }): Issue[] {
  const missing = noStep(scope, entry.step);
  if (missing !== undefined) return [{ path: ['clear'], message: missing }];
  const cleared = scope.script.steps.find((step) => step.id === entry.step)?.entry;
  if (cleared === undefined || cleared.verb === 'fault') return [];
  return [{ path: ['clear'], message: `"${entry.step}" is no fault: there is nothing to clear` }];
}

function verbIssues(scope: Scope, entry: StepEntry): Issue[] {
  switch (entry.verb) {
    case 'api':
      return requestIssues(scope, entry);
    case 'fault':
      return faultTarget(scope, entry);
    case 'router':
      return routerRules(scope, entry);
    case 'clear':
      return clearIssues(scope, entry);
  }
}

const at = (path: Path, issues: readonly Issue[]): Issue[] =>
  issues.map((issue) => ({
    ...issue,
    path: [...path, ...issue.path],
    ...(issue.otherPath && { otherPath: [...path, ...issue.otherPath] }),
  }));

function stepIssues(scope: Scope, { entry, index }: ScriptStep): Issue[] {
  if (entry === undefined) return [];
  const { trigger } = entry;
  const issues = verbIssues(scope, entry);
  if (trigger.on === 'when') issues.push(...at(['when'], conditionRules(scope, trigger.condition)));
  else issues.push(...at([trigger.on], anchorIssues(scope, trigger.anchor.base)));
  return at(['timeline', index], issues);
}

function anchorIssues(scope: Scope, base: string): Issue[] {
  const message = base === 'start' || base === 'end' ? undefined : noStep(scope, base);
  return message === undefined ? [] : [{ path: [], message }];
}

function expectationIssues(scope: Scope, index: number): Issue[] {
  const entry = scope.script.expectations[index];
  if (entry === undefined) return [];
  const { hold, that } = entry;
  const issues = at(['that'], conditionRules(scope, that));
  if (hold.when === 'at') issues.push(...at(['at'], anchorIssues(scope, hold.anchor.base)));
  else if (hold.when === 'within') issues.push(...at(['of'], anchorIssues(scope, hold.of.base)));
  else {
    issues.push(...at([hold.when, 0], anchorIssues(scope, hold.from.base)));
    issues.push(...at([hold.when, 1], anchorIssues(scope, hold.to.base)));
  }
  return at(['expect', index], issues);
}

/** `start` and `end` are moments of every run; a step's id is its own. */
function stepIds({ steps }: Script): Issue[] {
  return steps.flatMap(({ id, index }): Issue[] => {
    const path = ['timeline', index, 'id'];
    if (id === 'start' || id === 'end')
      return [{ path, message: `"${id}" already means the ${id} of the run` }];
    const first = steps.findIndex((other) => other.id === id);
    return first === index ? [] : [{ path, message: `"${id}" is already the id of step ${first + 1}` }];
  });
}

export const scriptRules = (scope: Scope): Issue[] => [
  ...stepIds(scope.script),
  ...flowRules(scope),
  ...scope.script.steps.flatMap((step) => stepIssues(scope, step)),
  ...scope.script.expectations.flatMap((_, i) => expectationIssues(scope, i)),
];
