/** Connections and the LAGs they are in (user guide, "Link aggregation groups"; quotas). */
import type { ConnectionSpec, LagSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';
import { dedicatedBandwidths, hostedBandwidths } from '../schema/network.ts';
import { own } from './own.ts';

type Rule = (draft: NetworkDraft) => Issue[];

/** Four members, or two of 100 or 400 Gbps. */
const memberLimit = (bandwidth: string): number => (['100Gbps', '400Gbps'].includes(bandwidth) ? 2 : 4);

function connectionIssues(draft: NetworkDraft, one: ConnectionSpec): Issue[] {
  const hosted = one.kind === 'hosted';
  const sizes: readonly string[] = hosted ? hostedBandwidths : dedicatedBandwidths;
  const issues: Issue[] = [];
  const missing = (member: string): void =>
    void issues.push({ path: [], part: 'key', message: `"${member}" is missing` });
  const alien = (member: string, why: string): void =>
    void issues.push({ path: [member], part: 'key', message: why });
  if (!sizes.includes(one.bandwidth))
    issues.push({ path: ['bandwidth'], message: `a ${one.kind} connection has ${sizes.join(', ')}` });
  if (!hosted) {
    if (one.device === undefined) missing('device');
    if (one.parent !== undefined) alien('parent', 'only a hosted connection has a parent');
    if (one.vlan !== undefined) alien('vlan', 'only a hosted connection has a VLAN of its own');
    return issues;
  }
  if (one.parent === undefined) missing('parent');
  if (one.vlan === undefined) missing('vlan');
  if (one.device !== undefined) alien('device', 'a hosted connection is on the device of its parent');
  const parent = own(draft.connections, one.parent ?? '');
  const lag = own(draft.lags, one.parent ?? '');
  if ((parent && parent.kind !== 'interconnect') || (lag && !lag.allowsHostedConnections))
    issues.push({
      path: ['parent'],
      message: `${one.parent} is neither an interconnect nor a LAG that allows hosted connections`,
    });
  return issues;
}

const connections: Rule = (draft) =>
  Object.entries(draft.connections).flatMap(([name, one]) =>
    connectionIssues(draft, one).map(
      (issue): Issue => ({ ...issue, path: ['connections', name, ...issue.path] }),
    ),
  );

/** The partner gives each hosted connection of a parent a VLAN of its own. */
const hostedVlans: Rule = (draft) => {
  const users = new Map<string, string>();
  return Object.entries(draft.connections).flatMap(([name, { kind, parent, vlan }]): Issue[] => {
    if (kind !== 'hosted' || parent === undefined || vlan === undefined) return [];
    const other = users.get(`${parent} ${vlan}`);
    users.set(`${parent} ${vlan}`, other ?? name);
    if (other === undefined) return [];
    return [
      {
        path: ['connections', name, 'vlan'],
        message: `VLAN ${vlan} of ${parent} is already that of ${other}`,
      },
    ];
  });
};

function memberIssues(draft: NetworkDraft, lag: LagSpec): Issue[] {
  const first = own(draft.connections, lag.connections[0] ?? '');
  const issues: Issue[] = [];
  lag.connections.forEach((name, i) => {
    const path = ['connections', i];
    const one = own(draft.connections, name);
    if (lag.connections.indexOf(name) < i) issues.push({ path, message: `${name} is listed twice` });
    if (one === undefined || first === undefined) return;
    if (one.kind === 'hosted')
      issues.push({ path, message: `${name} is a hosted connection: it cannot be in a LAG` });
    else if (one.device !== first.device)
      issues.push({
        path,
        message: `${name} is on ${one.device}, the LAG on ${first.device}: one device a LAG`,
      });
    if (one.bandwidth !== first.bandwidth)
      issues.push({
        path,
        message: `${name} has ${one.bandwidth}, the LAG ${first.bandwidth}: one bandwidth a LAG`,
      });
  });
  const limit = memberLimit(first?.bandwidth ?? '');
  if (lag.connections.length > limit)
    issues.push({
      path: ['connections'],
      message: `${lag.connections.length} members: a LAG has at most ${limit}`,
    });
  if (lag.minimumLinks > lag.connections.length && lag.connections.length > 0)
    issues.push({
      path: ['minimumLinks'],
      message: `${lag.minimumLinks} of ${lag.connections.length} members can never be up`,
    });
  return issues;
}

const members: Rule = (draft) =>
  Object.entries(draft.lags).flatMap(([name, lag]) =>
    memberIssues(draft, lag).map((issue): Issue => ({ ...issue, path: ['lags', name, ...issue.path] })),
  );

const oneLag: Rule = (draft) => {
  const homes = new Map<string, string>();
  return Object.entries(draft.lags).flatMap(([name, lag]) =>
    lag.connections.flatMap((member, i): Issue[] => {
      const other = homes.get(member) ?? name;
      homes.set(member, other);
      if (other === name) return [];
      return [
        { path: ['lags', name, 'connections', i], message: `${member} is already a member of ${other}` },
      ];
    }),
  );
};

export const lagRules: readonly Rule[] = [connections, hostedVlans, members, oneLag];
