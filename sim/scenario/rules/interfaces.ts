/** Sub-interfaces beside those that are made for virtual interfaces: one of a name, one of a VLAN on a port. */
import { type MadeEnd, madeEnds } from '../../topology/made-ends.ts';
import type { SubInterfaceSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';
import { own } from './own.ts';

type Rule = (draft: NetworkDraft) => Issue[];

/** What is made must not be called like what is written, nor like what else is made. */
const names: Rule = (draft) => {
  const users = new Map<string, string>();
  return madeEnds(draft).flatMap(({ vif, router, label }): Issue[] => {
    if (Object.hasOwn(own(draft.routers, router)?.interfaces ?? {}, label)) {
      const message = `${label} is also the name of the end that is made for ${vif}; write "for: ${vif}" in it, or "customerEnd: none" at ${vif}`;
      return [{ path: ['routers', router, 'interfaces', label], part: 'key', message }];
    }
    const key = `${router} ${label}`;
    const other = users.get(key);
    users.set(key, other ?? vif);
    if (other === undefined) return [];
    const message = `its end would be made as ${key}, which is that of ${other} already: write an interface "for: ${vif}", or "customerEnd: none"`;
    return [{ path: ['vifs', vif], part: 'key', message }];
  });
};

const vlanOf = (draft: NetworkDraft, itf: SubInterfaceSpec): number | undefined => {
  const vif = itf.for === undefined ? undefined : own(draft.vifs, itf.for);
  return itf.vlan ?? vif?.vlan ?? (vif && own(draft.connections, vif.on)?.vlan);
};

/** A router refuses a VLAN twice on a port. What is shut may wait there for its turn. */
const vlans: Rule = (draft) => {
  const made = new Map(madeEnds(draft).map((end) => [`${end.router} ${end.parent} ${end.vlan}`, end]));
  return Object.entries(draft.routers).flatMap(([router, { interfaces }]) => {
    const users = new Map<string, string>();
    return Object.entries(interfaces).flatMap(([label, itf]): Issue[] => {
      const vlan = itf.kind === 'subInterface' && !itf.shutdown ? vlanOf(draft, itf) : undefined;
      if (itf.kind !== 'subInterface' || vlan === undefined) return [];
      const end = made.get(`${router} ${itf.parent} ${vlan}`);
      // One name is said as one name.
      if (end?.label === label) return [];
      const other = users.get(`${itf.parent} ${vlan}`) ?? (end && inWords(end));
      users.set(`${itf.parent} ${vlan}`, label);
      if (other === undefined) return [];
      const path = ['routers', router, 'interfaces', label];
      const message = `VLAN ${vlan} of ${itf.parent} is already that of ${other}; "shutdown: true" would let it wait`;
      return [itf.vlan === undefined ? { path, part: 'key', message } : { path: [...path, 'vlan'], message }];
    });
  });
};

const inWords = ({ label, vif }: MadeEnd): string => `${label}, the end that is made for ${vif}`;

export const interfaceRules: readonly Rule[] = [names, vlans];
