/** Neighbour statements: the route maps that they name, and what makes no sense towards this neighbour. */
import { parseAddress, parsePrefix } from '../../topology/address.ts';
import type { AddressFamily, NeighborPolicy, NeighborSpec, RouterSpec } from '../../topology/spec.ts';
import type { Path } from '../document.ts';
import type { Issue } from '../issues.ts';
import { missingName } from '../names.ts';
import type { NetworkDraft } from '../network.ts';
import { hasSession } from './internal-sessions.ts';
import { own } from './own.ts';
import type { Scope } from './script.ts';

type Rule = (draft: NetworkDraft) => Issue[];

/** A statement, where it stands, and what is known of the neighbour. */
interface Statement {
  readonly path: Path;
  /** Address, where it is written, or router. */
  readonly neighbor: string | undefined;
  readonly spec: NeighborSpec;
  readonly external: boolean;
  /** Undefined: any. */
  readonly families: readonly AddressFamily[] | undefined;
}

function ofInterfaces(draft: NetworkDraft, name: string, router: RouterSpec): Statement[] {
  return Object.entries(router.interfaces).flatMap(([label, itf]): Statement[] => {
    if (itf.kind !== 'subInterface' || itf.neighbor === undefined) return [];
    const spec = itf.neighbor;
    const path = ['routers', name, 'interfaces', label, 'neighbor'];
    const { localAsn = router.asn, remoteAsn = router.asn, remoteAddress } = spec;
    const peers = own(draft.vifs, itf.for ?? '')?.peers.map(({ addressFamily }) => addressFamily);
    const families = remoteAddress === undefined ? peers : [parseAddress(remoteAddress).family];
    const external = itf.for !== undefined || localAsn !== remoteAsn;
    return [{ path, neighbor: remoteAddress, spec, external, families }];
  });
}

const ofRouters = (draft: NetworkDraft, name: string, router: RouterSpec): Statement[] =>
  Object.entries(router.neighbors ?? {}).map(([neighbor, spec]) => {
    const { localAsn = router.asn } = spec;
    const { remoteAsn = own(draft.routers, spec.router ?? neighbor)?.asn ?? localAsn } = spec;
    const path = ['routers', name, 'neighbors', neighbor];
    return { path, neighbor, spec, external: localAsn !== remoteAsn, families: undefined };
  });

const ofVpns = (draft: NetworkDraft, name: string): Statement[] =>
  Object.entries(draft.vpns).flatMap(([vpn, { router, neighbor: spec }]): Statement[] => {
    if (router !== name || spec === undefined) return [];
    return [{ path: ['vpns', vpn, 'neighbor'], neighbor: vpn, spec, external: true, families: ['ipv4'] }];
  });

const statementsOf = (draft: NetworkDraft, name: string): readonly Statement[] => {
  const router = own(draft.routers, name);
  if (router === undefined) return [];
  return [...ofInterfaces(draft, name, router), ...ofRouters(draft, name, router), ...ofVpns(draft, name)];
};

/** Whether a neighbour of a router is of another AS; one whose address is not written down is AWS's. */
export function isExternal(draft: NetworkDraft, name: string, neighbor: string): boolean {
  const written = statementsOf(draft, name).find((statement) => statement.neighbor === neighbor);
  const other = own(draft.routers, neighbor);
  return written?.external ?? (other === undefined || other.asn !== own(draft.routers, name)?.asn);
}

/** Why a router has no neighbour of this name, another router's or a VPN's. */
export function noNeighbor(
  { draft, names }: Pick<Scope, 'draft' | 'names'>,
  name: string,
  other: string,
): string | undefined {
  const vpn = own(draft.vpns, other);
  if (vpn !== undefined) {
    if (vpn.router !== name) return `${other} ends on ${vpn.router}, not on ${name}`;
    return vpn.routing === 'bgp' ? undefined : `${other} has static routes: no session runs in it`;
  }
  const router = own(draft.routers, name);
  if (router !== undefined && own(router.neighbors ?? {}, other) !== undefined) return undefined;
  const missing = missingName(names, other, ['routers', 'vpns']);
  return missing ?? (hasSession(draft, name, other) ? undefined : `${name} has no session with ${other}`);
}

/** What cannot be sent, in the first term of the map that sets it. */
function unsendable(draft: NetworkDraft, map: string, external: boolean): string | undefined {
  const terms = own(draft.policies.routeMaps, map) ?? [];
  const setting = (member: 'weight' | 'localPreference') =>
    terms.findIndex(({ set }) => set[member] !== undefined) + 1;
  const [weight, preference] = [setting('weight'), setting('localPreference')];
  if (weight > 0) return `${map} sets a weight (term ${weight}), which is never sent: set it on import`;
  if (preference > 0 && external)
    return `${map} sets a local preference (term ${preference}), which is not sent to another AS: set it on import, or send a MED or communities`;
  return undefined;
}

/** Issues have paths inside the statement. */
export function policyIssues(draft: NetworkDraft, policy: NeighborPolicy, external: boolean): Issue[] {
  const issues: Issue[] = [];
  for (const member of ['import', 'export'] as const) {
    const map = policy[member];
    if (map === undefined || map === 'none') continue;
    const missing = missingName(draft.names, map, ['routeMaps']);
    const useless = member === 'export' ? unsendable(draft, map, external) : undefined;
    const message = missing ?? useless;
    if (message !== undefined) issues.push({ path: [member], message });
  }
  return issues;
}

const advertised = ({ spec, families }: Statement): Issue[] =>
  (spec.advertise ?? []).flatMap((prefix, i): Issue[] => {
    const { family } = parsePrefix(prefix);
    if (families === undefined || families.includes(family)) return [];
    const message = `${prefix} cannot be advertised here: the session is ${families.join(' and ')}`;
    return [{ path: ['advertise', i], message }];
  });

export const neighborRules: readonly Rule[] = [
  (draft) =>
    Object.keys(draft.routers)
      .flatMap((name) => statementsOf(draft, name))
      .flatMap((statement) =>
        [...policyIssues(draft, statement.spec, statement.external), ...advertised(statement)].map(
          (issue): Issue => ({ ...issue, path: [...statement.path, ...issue.path] }),
        ),
      ),
];
