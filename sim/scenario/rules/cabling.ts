/** Ports, cables and router interfaces. */
import { contains, parseInterfaceAddress, sameAddress } from '../../topology/address.ts';
import type { InterfaceSpec, RouterSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import { missingName, noSuch } from '../names.ts';
import type { NetworkDraft } from '../network.ts';
import { own } from './own.ts';

type Rule = (draft: NetworkDraft) => Issue[];

const portsOf = (router: RouterSpec): string[] =>
  Object.keys(router.interfaces).filter((label) => router.interfaces[label]?.kind === 'port');

/** A cable ends in a port of a router, and a port takes one cable. */
function cables(draft: NetworkDraft): Issue[] {
  const users = new Map<string, string>();
  return Object.entries(draft.connections).flatMap(([name, { cable }]): Issue[] => {
    if (cable === undefined) return [];
    const path = ['connections', name, 'port'];
    const noRouter = missingName(draft.names, cable.router, ['routers']);
    if (noRouter !== undefined) return [{ path, message: noRouter }];
    const router = own(draft.routers, cable.router);
    if (router !== undefined && own(router.interfaces, cable.port)?.kind !== 'port')
      return [{ path, message: noSuch([`port on ${cable.router}:`], cable.port, portsOf(router)) }];
    const key = `${cable.router} ${cable.port}`;
    const other = users.get(key);
    users.set(key, other ?? name);
    return other === undefined ? [] : [{ path, message: `${key} is already used by ${other}` }];
  });
}

function interfaceIssues(
  draft: NetworkDraft,
  router: RouterSpec,
  label: string,
  entry: InterfaceSpec,
): Issue[] {
  if (entry.kind === 'subInterface') {
    const parent = own(router.interfaces, entry.parent);
    const issues: Issue[] = [];
    if (parent === undefined || parent.kind === 'subInterface')
      issues.push({
        path: [],
        part: 'key',
        message: noSuch(['port or port-channel'], entry.parent, portsOf(router)),
      });
    const noVif = entry.for === undefined ? undefined : missingName(draft.names, entry.for, ['vifs']);
    if (noVif !== undefined) issues.push({ path: ['for'], message: noVif });
    if (entry.for === undefined && entry.vlan === undefined)
      issues.push({ path: [], part: 'key', message: `${label} needs "for" or a "vlan"` });
    return issues;
  }
  if (entry.kind === 'port') return [];
  const ports = portsOf(router);
  return entry.members.flatMap((member, i): Issue[] => {
    if (!ports.includes(member)) return [{ path: ['members', i], message: noSuch(['port'], member, ports) }];
    return entry.members.indexOf(member) < i
      ? [{ path: ['members', i], message: `${member} is listed twice` }]
      : [];
  });
}

/** Sub-interfaces have a parent and a pattern, port-channels have ports, and a port is in one port-channel. */
function interfaces(draft: NetworkDraft): Issue[] {
  return Object.entries(draft.routers).flatMap(([name, router]) => {
    const bundled = new Map<string, string>();
    return Object.entries(router.interfaces).flatMap(([label, entry]) => {
      const path = ['routers', name, 'interfaces', label];
      const issues = interfaceIssues(draft, router, label, entry);
      const members = entry.kind === 'portChannel' ? entry.members : [];
      members.forEach((member, i) => {
        const other = bundled.get(member);
        if (other !== undefined && other !== label)
          issues.push({ path: ['members', i], message: `${member} is already a member of ${other}` });
        bundled.set(member, label);
      });
      return issues.map((issue): Issue => ({ ...issue, path: [...path, ...issue.path] }));
    });
  });
}

const linkEnds: Rule = (draft) =>
  Object.entries(draft.links).flatMap(([name, { between }]) =>
    between[0] === between[1]
      ? [{ path: ['links', name, 'between', 1], message: 'a link joins two routers' }]
      : [],
  );

/** Addresses of a link are two of one subnet. */
const linkAddresses: Rule = (draft) =>
  Object.entries(draft.links).flatMap(([name, { addresses }]): Issue[] => {
    if (addresses === undefined) return [];
    const [near, far] = addresses.map(parseInterfaceAddress);
    if (near === undefined || far === undefined) return [];
    const path = ['links', name, 'addresses', 1];
    if (sameAddress(near.address, far.address)) return [{ path, message: 'both ends have the same address' }];
    const joined = contains(near.prefix, far.address) && near.prefix.length === far.prefix.length;
    return joined ? [] : [{ path, message: `${addresses[1]} is not in the subnet of ${addresses[0]}` }];
  });

export const cablingRules: readonly Rule[] = [cables, interfaces, linkEnds, linkAddresses];
