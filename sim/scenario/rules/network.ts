/** All that can be wrong with a network beyond the shape of its parts; each rule is a function to issues. */
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';
import { cablingRules } from './cabling.ts';
import { gatewayRules } from './gateways.ts';
import { interfaceRules } from './interfaces.ts';
import { sessionRules } from './internal-sessions.ts';
import { lagRules } from './lags.ts';
import { locationRules } from './locations.ts';
import { neighborRules } from './neighbors.ts';
import { policyRules } from './policies.ts';
import { referenceRules, uniqueNames } from './references.ts';
import { vifRules } from './vifs.ts';
import { vpcRules } from './vpcs.ts';

type Raw = Readonly<Record<string, unknown>>;

export const networkRules = (raw: Raw, draft: NetworkDraft): Issue[] => [
  ...uniqueNames(draft.names),
  ...referenceRules(raw, draft.names),
  ...[
    ...cablingRules,
    ...locationRules,
    ...interfaceRules,
    ...lagRules,
    ...vifRules,
    ...gatewayRules,
    ...vpcRules,
  ].flatMap((rule) => rule(draft)),
  ...[...policyRules, ...neighborRules, ...sessionRules].flatMap((rule) => rule(draft)),
];
