/** The decision of the profile `generic`: RFC 4271 with the steps that vendors have in common. */
import { type DecisionRules, decisionSteps } from './decision.ts';

export const genericRules: DecisionRules = {
  steps: decisionSteps,
  alwaysCompareMed: false,
  missingMed: 'best',
  maximumPaths: 1,
  maximumPathsInternal: 1,
  multipathRelax: false,
  unresolved: 'excluded',
};
