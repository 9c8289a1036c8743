/** What rules about gateways have in common: each gateway with what is associated with it. */
import type { GatewayKind, GatewaySpec } from '../../topology/gateway-spec.ts';
import type { Path } from '../document.ts';
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';
import { own } from './own.ts';

export type Rule = (draft: NetworkDraft) => Issue[];

export const nouns: Readonly<Record<GatewayKind, string>> = {
  virtualGateway: 'virtual gateway',
  directConnectGateway: 'Direct Connect gateway',
  transitGateway: 'transit gateway',
  coreNetwork: 'core network',
};

/** What is associated with a gateway, with its place in the file. */
export interface Associated {
  readonly name: string;
  readonly target: string;
  readonly kind: GatewayKind | undefined;
  readonly path: Path;
  readonly allowed: readonly string[] | undefined;
}

export const associatedWith = (
  draft: NetworkDraft,
  name: string,
  gateway: GatewaySpec,
): readonly Associated[] =>
  gateway.associated.map((target, i) => ({
    name,
    target,
    kind: own(draft.gateways, target)?.kind,
    path: ['gateways', name, 'associated', i],
    allowed: own(gateway.allowedPrefixes ?? {}, target),
  }));

/** A rule about each gateway with what is associated with it. */
export const each =
  (
    rule: (gateway: GatewaySpec, all: readonly Associated[], draft: NetworkDraft, name: string) => Issue[],
  ): Rule =>
  (draft) =>
    Object.entries(draft.gateways).flatMap(([name, gateway]) =>
      rule(gateway, associatedWith(draft, name, gateway), draft, name),
    );
