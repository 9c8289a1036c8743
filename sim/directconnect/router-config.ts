/** `customerRouterConfig`: the XML text that AWS hands to the customer for the router. */
import type { BgpPeer } from '../topology/entities.ts';

export interface RouterConfig {
  readonly virtualInterfaceId: string;
  readonly type: string;
  readonly vlan: number;
  readonly amazonSideAsn: number;
  readonly ipv4?: BgpPeer;
  readonly ipv6?: BgpPeer;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => entities[character] ?? '');

const element = (name: string, value: string | number): string =>
  `  <${name}>${escapeXml(String(value))}</${name}>`;

const session = (prefix: string, { customerAddress, amazonAddress, session }: BgpPeer): string[] => [
  element(`${prefix}customer_address`, customerAddress),
  element(`${prefix}amazon_address`, amazonAddress),
  element(`${prefix}bgp_asn`, session.remoteAsn),
  element(`${prefix}bgp_auth_key`, session.authKey),
];

/** In the order of the published samples; a family without a peer has no elements. */
export function customerRouterConfig(config: RouterConfig): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<logical_connection id="${escapeXml(config.virtualInterfaceId)}">`,
    element('vlan', config.vlan),
    ...(config.ipv4 === undefined ? [] : session('', config.ipv4)),
    ...(config.ipv6 === undefined ? [] : session('ipv6_', config.ipv6)),
    element('amazon_bgp_asn', config.amazonSideAsn),
    element('connection_type', config.type),
    '</logical_connection>',
  ];
  return `${lines.join('\n')}\n`;
}
