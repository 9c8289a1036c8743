/** Steps of the decision process (RFC 4271 §9.1.2) and what vendors add to them. */
export const decisionSteps = [
  'weight',
  'localPreference',
  'locallyOriginated',
  'asPath',
  'origin',
  'med',
  'external',
  'igpMetric',
  'age',
  'routerId',
  'clusterList',
  'peerAddress',
] as const;
export type DecisionStep = (typeof decisionSteps)[number];
