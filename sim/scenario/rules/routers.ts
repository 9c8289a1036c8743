/** Router steps: the interfaces that they change or make. */
import type { RouterSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import { missingName, noSuch } from '../names.ts';
import type { NetworkDraft } from '../network.ts';
import { isRouterName } from '../schema/policy.ts';
import type { StepEntry } from '../schema/step-parts.ts';
import type { Script } from '../script.ts';
import type { InterfaceChange, NeighborChange, RouterChange } from '../types.ts';
import { isExternal, noNeighbor, policyIssues } from './neighbors.ts';
import { own } from './own.ts';
import { missingReference, type Scope } from './script.ts';

/** Interfaces in the network file, and those that any router step makes; routers with mistakes are left out. */
export function interfacesAfter(draft: NetworkDraft, script: Script): ReadonlyMap<string, readonly string[]> {
  const labels = new Map(
    Object.entries(draft.routers).map(([name, router]) => [name, Object.keys(router.interfaces)]),
  );
  for (const { entry } of script.steps) {
    if (entry?.verb !== 'router') continue;
    for (const change of entry.set) if (makes(change)) labels.get(entry.router)?.push(change.interface);
  }
  return labels;
}

/** A change that can stand by itself makes what is not there yet. */
const makes = (change: RouterChange): change is InterfaceChange =>
  'interface' in change &&
  (change.interface.includes('.')
    ? change.for !== undefined || change.vlan !== undefined
    : change.members !== undefined);

const parentOf = (label: string): string => label.slice(0, label.lastIndexOf('.'));

/**
 * An interface of the file or of a router step, or one that mirrors a virtual interface: those are not written
 * down, and are called by the port or port-channel and the VLAN.
 */
export function knowsInterface(scope: Scope, router: string, label: string): boolean {
  const labels = scope.interfaces.get(router);
  if (labels === undefined || labels.includes(label) || isLink(scope, router, label)) return true;
  if (!label.includes('.') || !labels.includes(parentOf(label))) return false;
  const vlan = label.slice(label.lastIndexOf('.') + 1);
  const { vifs, connections } = scope.draft;
  return Object.values(vifs).some((vif) => {
    const tag = vif.vlan ?? own(connections, vif.on)?.vlan;
    return vif.customerEnd === 'mirror' && String(tag) === vlan;
  });
}

/** A link to another router is an interface of that name. */
const isLink = ({ draft }: Scope, router: string, label: string): boolean =>
  own(draft.links, label)?.between.includes(router) === true;

type Kind = 'port' | 'portChannel' | 'subInterface' | 'link';

function kindOf(scope: Scope, name: string, router: RouterSpec, change: InterfaceChange): Kind {
  if (isLink(scope, name, change.interface)) return 'link';
  const known = own(router.interfaces, change.interface)?.kind;
  return known ?? (change.interface.includes('.') ? 'subInterface' : 'portChannel');
}

/** What each kind of interface has; `interface` and `shutdown` go with all. */
const MEMBERS: Readonly<Record<Kind, readonly string[]>> = {
  port: [],
  link: [],
  portChannel: ['members', 'lacp', 'lacpRate', 'minimumLinks'],
  subInterface: ['for', 'vlan', 'address', 'addresses', 'mtu'],
};
const NOUNS: Readonly<Record<Kind, string>> = {
  port: 'a port',
  link: 'a link to another router',
  portChannel: 'a port-channel',
  subInterface: 'a sub-interface',
};

function interfaceIssues(scope: Scope, name: string, change: InterfaceChange): Issue[] {
  const router = own(scope.draft.routers, name);
  if (router === undefined) return [];
  const labels = scope.interfaces.get(name) ?? [];
  const { interface: label } = change;
  const unknown = (message: string): Issue[] => [{ path: ['interface'], message }];
  if (label.includes('.') && !labels.includes(parentOf(label)))
    return unknown(noSuch(['port or port-channel'], parentOf(label), labels, name));
  if (!makes(change) && !knowsInterface(scope, name, label))
    return unknown(noSuch(['interface'], label, labels, name));
  const kind = kindOf(scope, name, router, change);
  const issues = Object.keys(change)
    .filter((member) => !['interface', 'shutdown', ...MEMBERS[kind]].includes(member))
    .map(
      (member): Issue => ({
        path: [member],
        part: 'key',
        message: `${label} is ${NOUNS[kind]}: it has no "${member}"`,
      }),
    );
  const vif = change.for === undefined ? undefined : missingReference(scope, change.for, ['vifs']);
  if (vif !== undefined) issues.push({ path: ['for'], message: vif });
  const ports = labels.filter((one) => own(router.interfaces, one)?.kind === 'port');
  change.members?.forEach((member, i) => {
    if (!ports.includes(member))
      issues.push({ path: ['members', i], message: noSuch(['port'], member, ports, name) });
  });
  return issues;
}

/** Whose addresses lead where shows when the script runs; routers and route maps are known. */
function neighborIssues(scope: Scope, name: string, change: NeighborChange): Issue[] {
  const { neighbor } = change;
  const none = isRouterName(neighbor) ? noNeighbor(scope, name, neighbor) : undefined;
  if (none !== undefined) return [{ path: ['neighbor'], message: none }];
  return policyIssues(scope.draft, change, isExternal(scope.draft, name, neighbor));
}

function changeIssues(scope: Scope, name: string, change: RouterChange): Issue[] {
  if ('interface' in change) return interfaceIssues(scope, name, change);
  if ('neighbor' in change) return neighborIssues(scope, name, change);
  const router = own(scope.draft.routers, name);
  const path = ['remove'];
  if (router !== undefined && own(router.interfaces, change.remove)?.kind === 'port')
    return [{ path, message: `${change.remove} is a port: it can be shut, not removed` }];
  if (knowsInterface(scope, name, change.remove)) return [];
  return [{ path, message: noSuch(['interface'], change.remove, scope.interfaces.get(name) ?? [], name) }];
}

/** Issues have paths inside the step; `set` may be written as one change instead of a list. */
export function routerRules(scope: Scope, entry: StepEntry & { verb: 'router' }): Issue[] {
  if (entry.verbatim) return [];
  const noRouter = missingName(scope.names, entry.router, ['routers']);
  if (noRouter !== undefined) return [{ path: ['router'], message: noRouter }];
  return entry.set.flatMap((change, i) =>
    changeIssues(scope, entry.router, change).map(
      (issue): Issue => ({ ...issue, path: ['set', ...issue.path], otherPath: ['set', i, ...issue.path] }),
    ),
  );
}
