/** Quotas of gateways, and the prefixes that an association may have. */
import { overlaps, parsePrefix } from '../../topology/address.ts';
import type { GatewayKind } from '../../topology/gateway-spec.ts';
import type { Issue } from '../issues.ts';
import { associatedWith, each, nouns, type Rule } from './associations.ts';

/** Quotas of the user guide, 2026: gateways of a kind on one Direct Connect gateway, and what else is counted. */
const MOST_ASSOCIATED: Readonly<Partial<Record<GatewayKind, number>>> = {
  virtualGateway: 20,
  transitGateway: 6,
  coreNetwork: 1,
};
const MOST_ALLOWED = 200;
const MOST_DIRECT_CONNECT_GATEWAYS = 20;

const quotas = each(({ kind: of }, all, _draft, name) => {
  if (of !== 'directConnectGateway') return [];
  const counts = new Map<GatewayKind, number>();
  return all.flatMap(({ kind, path, allowed = [] }): Issue[] => {
    if (kind === undefined) return [];
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const most = MOST_ASSOCIATED[kind];
    if (most !== undefined && count === most + 1)
      return [{ path, message: `${name} has more than ${most} of a ${nouns[kind]} (quota)` }];
    if (kind !== 'transitGateway' || allowed.length <= MOST_ALLOWED) return [];
    return [
      {
        path: [...path, 'allowedPrefixes'],
        message: `${allowed.length} prefixes: at most ${MOST_ALLOWED} of a transit gateway (quota)`,
      },
    ];
  });
});

const transitGatewayQuota: Rule = (draft) => {
  const counts = new Map<string, number>();
  return Object.entries(draft.gateways).flatMap(([name, gateway]) =>
    associatedWith(draft, name, gateway).flatMap(({ target, kind, path }) => {
      if (kind !== 'transitGateway') return [];
      const count = (counts.get(target) ?? 0) + 1;
      counts.set(target, count);
      const message = `${target} has more than ${MOST_DIRECT_CONNECT_GATEWAYS} Direct Connect gateways (quota)`;
      return count === MOST_DIRECT_CONNECT_GATEWAYS + 1 ? [{ path, message }] : [];
    }),
  );
};

/** [user guide, allowed prefixes]: a must for a transit gateway, none for a core network. */
const allowedPrefixes = each(({ kind: of }, all) =>
  all.flatMap(({ target, kind, path, allowed }): Issue[] => {
    const at = [...path, 'allowedPrefixes'];
    if (allowed !== undefined && (kind === undefined || kind === 'coreNetwork'))
      return [{ path: at, message: `${target} takes no allowed prefixes` }];
    if (of !== 'directConnectGateway' || kind !== 'transitGateway' || allowed !== undefined) return [];
    const form = `{gateway: ${target}, allowedPrefixes: [...]}`;
    return [
      { path, message: `"allowedPrefixes" is missing, which a transit gateway must have: write ${form}` },
    ];
  }),
);

/** [user guide, allowed prefixes]: the same or overlapping ones on two transit gateways are refused. */
const overlap = each((_gateway, all) => {
  const seen: { readonly target: string; readonly text: string }[] = [];
  return all.flatMap(({ target, kind, path, allowed = [] }) => {
    if (kind !== 'transitGateway') return [];
    return allowed.flatMap((text, j): Issue[] => {
      const other = seen.find(
        (one) => one.target !== target && overlaps(parsePrefix(one.text), parsePrefix(text)),
      );
      seen.push({ target, text });
      if (other === undefined) return [];
      const message = `${text} overlaps ${other.text} of ${other.target}: the API refuses the association`;
      return [{ path: [...path, 'allowedPrefixes', j], message }];
    });
  });
});

export const quotaRules: readonly Rule[] = [quotas, transitGatewayQuota, allowedPrefixes, overlap];
