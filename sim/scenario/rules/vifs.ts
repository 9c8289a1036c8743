/** Virtual interfaces: where they may ride, their VLANs and addresses, and the gateways they lead to. */
import {
  isHostAddress,
  overlaps,
  type Prefix,
  parseInterfaceAddress,
  sameAddress,
} from '../../topology/address.ts';
import type { PeerSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';
import type { VifEntry } from '../schema/vif.ts';
import { own } from './own.ts';

type Rule = (draft: NetworkDraft) => Issue[];
type VifRule = (vif: VifEntry, draft: NetworkDraft, name: string) => Issue[];

const at = (member: string, message: string): Issue[] => [{ path: [member], message }];

/** Not on an interconnect or a partner's LAG, nor on a member of a LAG; one on a hosted connection, with its VLAN. */
const rides: VifRule = (vif, draft, name) => {
  const connection = own(draft.connections, vif.on);
  const bundle = Object.keys(draft.lags).find((lag) => draft.lags[lag]?.connections.includes(vif.on));
  if (connection?.kind === 'interconnect' || own(draft.lags, vif.on)?.allowsHostedConnections)
    return at('on', `${vif.on} carries hosted connections, not virtual interfaces`);
  if (bundle !== undefined) return at('on', `${vif.on} is a member of ${bundle}: write "on: ${bundle}"`);
  if (connection?.kind !== 'hosted') {
    const known = connection !== undefined || own(draft.lags, vif.on) !== undefined;
    return vif.vlan === undefined && known ? [{ path: [], part: 'key', message: '"vlan" is missing' }] : [];
  }
  const first = Object.keys(draft.vifs).find((other) => draft.vifs[other]?.on === vif.on);
  if (first !== name)
    return at('on', `${vif.on} already carries ${first}: one virtual interface a hosted connection`);
  return vif.vlan === undefined || vif.vlan === connection.vlan
    ? []
    : at('vlan', `the VLAN of ${vif.on} is ${connection.vlan}, chosen by the partner`);
};

const MTUS = { private: [1500, 8500, 9001], transit: [1500, 8500], public: [1500] } as const;

const mtus: VifRule = (vif, draft) => {
  const allowed: readonly number[] = MTUS[vif.type];
  if (!allowed.includes(vif.mtu))
    return at('mtu', `a ${vif.type} virtual interface has ${allowed.join(' or ')}`);
  if (vif.mtu === 1500) return [];
  const port = own(draft.connections, vif.on)?.parent ?? vif.on;
  const ports = [vif.on, ...(own(draft.lags, port)?.connections ?? [port])].filter(
    (name) => own(draft.lags, name) === undefined,
  );
  const short = ports.find((port) => own(draft.connections, port)?.jumboFrameCapable === false);
  return short === undefined ? [] : at('mtu', `${short} is not capable of jumbo frames`);
};

const GATEWAYS = {
  private: ['virtualGateway', 'directConnectGateway'],
  transit: ['directConnectGateway'],
  public: [],
} as const;

const gatewayKind: VifRule = (vif, draft) => {
  const gateway = own(draft.gateways, vif.gateway ?? '');
  const allowed: readonly string[] = GATEWAYS[vif.type];
  if (gateway === undefined || allowed.includes(gateway.kind)) return [];
  return at('gateway', `a ${vif.type} virtual interface cannot lead to ${vif.gateway}, a ${gateway.kind}`);
};

/** Private ones on a Direct Connect gateway, and transit ones [user guide, SiteLink]. */
const siteLink: VifRule = (vif, draft) => {
  if (vif.siteLink !== true) return [];
  const kind = own(draft.gateways, vif.gateway ?? '')?.kind;
  const known = vif.type === 'public' || kind !== undefined;
  return known && kind !== 'directConnectGateway'
    ? at('siteLink', 'SiteLink is for virtual interfaces on a Direct Connect gateway')
    : [];
};

const routeFilter: VifRule = (vif) =>
  vif.type === 'public' || vif.routeFilterPrefixes.length === 0
    ? []
    : at('routeFilterPrefixes', `of a public virtual interface only; this one is ${vif.type}`);

const allocations: VifRule = (vif) => {
  if (vif.type !== 'public') return [];
  const members = ['prefixPoolAllocatedCountIpv4', 'prefixPoolAllocatedCountIpv6'] as const;
  return members
    .filter((member) => vif[member] !== undefined)
    .flatMap((member) => at(member, 'a public virtual interface takes 1000, which cannot be changed'));
};

/** ASN of the first router that is plugged into what a virtual interface rides. */
function routerAsn(vif: VifEntry, draft: NetworkDraft): number | undefined {
  const port = own(draft.connections, vif.on)?.parent ?? vif.on;
  const ports = own(draft.lags, port)?.connections ?? [port];
  const cabled = ports.map((name) => own(draft.connections, name)?.cable?.router);
  const router = cabled.find((name) => name !== undefined);
  return router === undefined ? undefined : own(draft.routers, router)?.asn;
}

/** eBGP: AWS refuses a customer's ASN that is its own on the session [user guide, routing and BGP]. */
const differentAsn: VifRule = (vif, draft) => {
  const asn = vif.asn ?? routerAsn(vif, draft);
  const gateway = own(draft.gateways, vif.gateway ?? '');
  const amazons = vif.type === 'public' ? 7224 : gateway?.amazonSideAsn;
  const whose = vif.type === 'public' ? "AWS's on public virtual interfaces" : `that of ${vif.gateway}`;
  return asn !== undefined && asn === amazons ? at('asn', `${asn} is ${whose}: yours must be another`) : [];
};

/** The ASN is that of the router, where there is one. */
const customerAsn: VifRule = (vif, draft) => {
  const port = own(draft.connections, vif.on)?.parent ?? vif.on;
  const ports = [vif.on, ...(own(draft.lags, port)?.connections ?? [port])].filter(
    (name) => own(draft.lags, name) === undefined,
  );
  const known = ports.map((port) => own(draft.connections, port));
  if (vif.asn !== undefined || known.some((one) => one === undefined || one.cable !== undefined)) return [];
  return [{ path: [], part: 'key', message: `"asn" is missing, and nothing is plugged into ${vif.on}` }];
};

/** [API reference, CreateBGPPeer]: IPv6 addresses are AWS's to assign; those of a file say which ones it did. */
const AWS_IPV6_LENGTH = 125;

function peerIssue({
  amazonAddress,
  customerAddress,
}: PeerSpec): { member: string; message: string } | undefined {
  if (amazonAddress === undefined || customerAddress === undefined) return undefined;
  const amazon = parseInterfaceAddress(amazonAddress);
  const customer = parseInterfaceAddress(customerAddress);
  const apart =
    amazon.prefix.length !== customer.prefix.length || amazon.prefix.bits !== customer.prefix.bits;
  if (apart)
    return {
      member: 'customerAddress',
      message: `${customerAddress} and ${amazonAddress} are not in one subnet`,
    };
  if (amazon.prefix.family === 'ipv6' && amazon.prefix.length !== AWS_IPV6_LENGTH)
    return { member: 'amazonAddress', message: `IPv6 peers have a /${AWS_IPV6_LENGTH}, which AWS assigns` };
  if (sameAddress(amazon.address, customer.address))
    return { member: 'customerAddress', message: 'both ends have the same address' };
  const pairs: [string, string][] = [
    ['amazonAddress', amazonAddress],
    ['customerAddress', customerAddress],
  ];
  const [member, bad] = pairs.find(([, text]) => !isHostAddress(parseInterfaceAddress(text))) ?? [];
  return member === undefined
    ? undefined
    : { member, message: `${bad} is the network's own address or its broadcast address` };
}

const peers: VifRule = (vif) =>
  vif.peers.flatMap((peer, i): Issue[] => {
    const found = peerIssue(peer);
    if (found === undefined) return [];
    return [{ path: [found.member], otherPath: ['peers', i, found.member], message: found.message }];
  });

/** Paths inside a virtual interface become paths of the file. */
const inside = (name: string, issue: Issue): Issue => ({
  ...issue,
  path: ['vifs', name, ...issue.path],
  ...(issue.otherPath && { otherPath: ['vifs', name, ...issue.otherPath] }),
});

const vifByVif: Rule = (draft) =>
  Object.entries(draft.vifs).flatMap(([name, vif]) =>
    [rides, mtus, gatewayKind, siteLink, routeFilter, allocations, differentAsn, customerAsn, peers].flatMap(
      (rule) => rule(vif, draft, name).map((issue) => inside(name, issue)),
    ),
  );

/** One VLAN, one virtual interface, on each connection and LAG. */
const vlans: Rule = (draft) => {
  const users = new Map<string, string>();
  return Object.entries(draft.vifs).flatMap(([name, { on, vlan }]): Issue[] => {
    if (vlan === undefined || own(draft.connections, on)?.kind === 'hosted') return [];
    const other = users.get(`${on} ${vlan}`);
    users.set(`${on} ${vlan}`, other ?? name);
    return other === undefined
      ? []
      : [{ path: ['vifs', name, 'vlan'], message: `VLAN ${vlan} of ${on} is already that of ${other}` }];
  });
};

interface Subnet {
  readonly name: string;
  readonly text: string;
  readonly prefix: Prefix;
  readonly imported: boolean;
}

/** Peer subnets on one connection or LAG are apart, unless one came from outside as it was. */
const subnets: Rule = (draft) => {
  const taken = new Map<string, Subnet[]>();
  return Object.entries(draft.vifs).flatMap(([name, { on, peers: list, imported = false }]) => {
    const others = taken.get(on) ?? [];
    const before = others.length;
    taken.set(on, others);
    return list.flatMap(({ amazonAddress: text }, i): Issue[] => {
      if (text === undefined) return [];
      const { prefix } = parseInterfaceAddress(text);
      const clash = others
        .slice(0, before)
        .find((other) => !(imported || other.imported) && overlaps(prefix, other.prefix));
      others.push({ name, text, prefix, imported });
      if (clash === undefined) return [];
      const message = `${text} overlaps ${clash.text} of ${clash.name}, also on ${on}`;
      return [inside(name, { path: ['amazonAddress'], otherPath: ['peers', i, 'amazonAddress'], message })];
    });
  });
};

export const vifRules: readonly Rule[] = [vifByVif, vlans, subnets];
