/** Flows lead from a router to a VPC, a public Region or another router, and both have prefixes of the flow's family. */
import { contains, type Prefix, parsePrefix } from '../../topology/address.ts';
import { publicPrefixesOf, publicRegionName, regionOfName } from '../../topology/public-prefixes.ts';
import type { FlowSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import { missingName, nameTakenBy, noSuch } from '../names.ts';
import { own } from './own.ts';
import type { Scope } from './script.ts';

const covers = (outer: Prefix, inner: Prefix): boolean =>
  outer.length <= inner.length && contains(outer, inner);

/** What is known of the prefixes at the far end of a flow; a text: there is no such end. */
function farEnd({ names, draft }: Scope, to: string): readonly string[] | string | undefined {
  const region = regionOfName(to);
  if (region === undefined) {
    const missing = missingName(names, to, ['vpcs', 'routers']);
    return missing ?? own(draft.vpcs, to)?.cidrs ?? own(draft.routers, to)?.networks;
  }
  const known = publicPrefixesOf(draft.publicPrefixes);
  const regions = Object.keys(known).map(publicRegionName);
  return own(known, region) ?? noSuch(['Region'], to, regions, 'the table of public prefixes');
}

function flowIssues(scope: Scope, flow: FlowSpec): Issue[] {
  const { names, draft } = scope;
  const issues: Issue[] = [];
  const from = missingName(names, flow.from, ['routers']);
  const to = farEnd(scope, flow.to);
  if (from !== undefined) issues.push({ path: ['from'], message: from });
  if (typeof to === 'string') issues.push({ path: ['to'], message: to });
  if (flow.to === flow.from) issues.push({ path: ['to'], message: 'the flow ends where it starts' });
  const networks = own(draft.routers, flow.from)?.networks;
  const ends = [
    { member: 'from', name: flow.from, prefixes: networks },
    { member: 'to', name: flow.to, prefixes: typeof to === 'string' ? undefined : to },
  ];
  for (const { member, name, prefixes } of ends) {
    if (
      prefixes === undefined ||
      prefixes.some((prefix) => parsePrefix(prefix).family === flow.addressFamily)
    )
      continue;
    issues.push({ path: [member], message: `${name} has no ${flow.addressFamily} prefix for this flow` });
  }
  return [...issues, ...sourceIssues(flow, networks)];
}

/** Packets come from behind the router, in the family of the flow. */
function sourceIssues(
  { source, from, addressFamily }: FlowSpec,
  networks: readonly string[] | undefined,
): Issue[] {
  if (source === undefined || networks === undefined) return [];
  const wanted = parsePrefix(source);
  const behind = networks.map(parsePrefix).some((network) => covers(network, wanted));
  if (wanted.family !== addressFamily)
    return [{ path: ['source'], message: `${source} is no ${addressFamily} prefix` }];
  return behind ? [] : [{ path: ['source'], message: `${source} is not behind ${from}` }];
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
