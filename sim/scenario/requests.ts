/** Names in the requests of api steps: which members take a name of the network for an id. The runner resolves by it. */
import type { Path } from './document.ts';
import type { Section } from './names.ts';
import { isMap } from './schema/build.ts';

/** Member of any request → what it names. */
export const requestReferences: Readonly<Record<string, readonly Section[]>> = {
  virtualInterfaceId: ['vifs'],
  connectionId: ['connections', 'lags'],
  parentConnectionId: ['connections', 'lags'],
  lagId: ['lags'],
  interconnectId: ['connections'],
  directConnectGatewayId: ['gateways'],
  virtualGatewayId: ['gateways'],
  gatewayId: ['gateways'],
  ownerAccount: ['accounts'],
  directConnectGatewayOwnerAccount: ['accounts'],
  associatedGatewayOwnerAccount: ['accounts'],
};

/** Real ids are not looked up: a drill may well call for a resource that is not there. */
const REAL_ID =
  /^(dx(vif|con|lag|peer)-[0-9a-z]{8}|(vgw|tgw|vpc)-[0-9a-f]{8,17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{12})$/;

export const isRealId = (text: string): boolean => REAL_ID.test(text);

/** `$new-vif` → `new-vif`: a value that an earlier step saved. Keys may begin with `$` and are never taken for one. */
export function savedName(member: string, text: string): string | undefined {
  return member === 'authKey' ? undefined : /^\$([A-Za-z][A-Za-z0-9_.-]*)$/.exec(text)?.[1];
}

export interface RequestText {
  /** Inside the request. */
  readonly path: Path;
  /** The nearest member's name: items of a list go by that of the list. */
  readonly member: string;
  readonly text: string;
}

/** Every text of a request, with the member that it is the value of. */
export function requestTexts(value: unknown, path: Path = [], member = ''): RequestText[] {
  if (typeof value === 'string') return [{ path, member, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, i) => requestTexts(item, [...path, i], member));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => requestTexts(item, [...path, key], key));
}
