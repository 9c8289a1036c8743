/** Flows lead from a router to a VPC or another router, and both have prefixes of the flow's family. */
import { parsePrefix } from '../../topology/address.ts';
import type { FlowSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import { missingName, nameTakenBy } from '../names.ts';
import { own } from './own.ts';
import type { Scope } from './script.ts';

function flowIssues({ names, draft }: Scope, flow: FlowSpec): Issue[] {
  const issues: Issue[] = [];
  const from = missingName(names, flow.from, ['routers']);
  const to = missingName(names, flow.to, ['vpcs', 'routers']);
  if (from !== undefined) issues.push({ path: ['from'], message: from });
  if (to !== undefined) issues.push({ path: ['to'], message: to });
  if (flow.to === flow.from) issues.push({ path: ['to'], message: `the flow ends where it starts` });
  const ends = [
    { member: 'from', name: flow.from, prefixes: own(draft.routers, flow.from)?.networks },
    {
      member: 'to',
      name: flow.to,
      prefixes: own(draft.vpcs, flow.to)?.cidrs ?? own(draft.routers, flow.to)?.networks,
    },
  ];
  for (const { member, name, prefixes } of ends) {
    if (
      prefixes === undefined ||
      prefixes.some((prefix) => parsePrefix(prefix).family === flow.addressFamily)
    )
      continue;
    issues.push({ path: [member], message: `${name} has no ${flow.addressFamily} prefix for this flow` });
  }
  return issues;
}

export const flowRules = (scope: Scope): Issue[] =>
  Object.entries(scope.script.traffic).flatMap(([name, flow]) => [
    ...takenName(scope, name),
    ...flowIssues(scope, flow).map((issue): Issue => ({ ...issue, path: ['traffic', name, ...issue.path] })),
  ]);

/** Reports go by the name alone, so a flow cannot share one with a thing of the network. */
function takenName({ names }: Scope, name: string): Issue[] {
  const other = nameTakenBy(names, name);
  if (other === undefined) return [];
  return [{ path: ['traffic', name], part: 'key', message: `"${name}" is already the name of a ${other}` }];
}
