/** VPCs, and the virtual gateways that they are attached to: what AWS would not have. */
import { overlaps, parsePrefix } from '../../topology/address.ts';
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';
import { associatedWith, each, type Rule } from './associations.ts';
import { own } from './own.ts';

/** Of IPv4 [EC2 API reference, CreateVpc]. */
const LARGEST = 16;
const SMALLEST = 28;

const sizes: Rule = (draft) =>
  Object.entries(draft.vpcs).flatMap(([name, { cidrs }]) =>
    cidrs.flatMap((text, i): Issue[] => {
      const { family, length } = parsePrefix(text);
      if (family !== 'ipv4' || (length >= LARGEST && length <= SMALLEST)) return [];
      const message = `an IPv4 CIDR of a VPC has /${LARGEST} to /${SMALLEST}`;
      return [{ path: ['vpcs', name, 'cidrs', i], message }];
    }),
  );

/** [EC2 API reference, AttachVpnGateway]: to one VPC at a time. */
const oneVpc = each((gateway, all, _draft, name) =>
  gateway.kind !== 'virtualGateway'
    ? []
    : all.slice(1).map(({ path }): Issue => {
        const message = `${name} is attached to ${gateway.associated[0]}: a virtual gateway has one VPC at a time`;
        return { path, message };
      }),
);

interface Behind {
  readonly vpc: string;
  readonly text: string;
}

const behind = (draft: NetworkDraft, name: string): readonly Behind[] =>
  (own(draft.gateways, name)?.associated ?? []).flatMap((vpc) =>
    (own(draft.vpcs, vpc)?.cidrs ?? []).map((text) => ({ vpc, text })),
  );

/** Through virtual gateways [user guide, virtual private gateway associations]; transit gateways have their own rule. */
const apart: Rule = (draft) =>
  Object.entries(draft.gateways).flatMap(([name, gateway]) => {
    if (gateway.kind !== 'directConnectGateway') return [];
    const seen: Behind[] = [];
    return associatedWith(draft, name, gateway).flatMap(({ target, kind, path }): Issue[] => {
      if (kind !== 'virtualGateway') return [];
      const mine = behind(draft, target);
      const clash = mine.flatMap((one) => {
        const other = seen.find(
          ({ vpc, text }) => vpc !== one.vpc && overlaps(parsePrefix(text), parsePrefix(one.text)),
        );
        return other === undefined ? [] : [{ one, other }];
      })[0];
      seen.push(...mine);
      if (clash === undefined) return [];
      const { one, other } = clash;
      const message = `${one.text} of ${one.vpc} overlaps ${other.text} of ${other.vpc}: VPCs behind one Direct Connect gateway, here ${name}, must not`;
      return [{ path, message }];
    });
  });

export const vpcRules: readonly Rule[] = [sizes, oneVpc, apart];
