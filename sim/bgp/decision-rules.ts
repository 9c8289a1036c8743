/** How a router chooses: as its vendor does, unless it is configured otherwise. */
import type { Router } from '../topology/entities.ts';
import type { DecisionRules } from './rib/decision.ts';
import { rulesOf } from './vendors/vendors.ts';

const known = new WeakMap<Router, DecisionRules>();

/** Kept by the router's record, which is replaced when it changes. */
export function decisionRules(router: Router): DecisionRules {
  const before = known.get(router);
  if (before !== undefined) return before;
  const made = makeRules(router);
  known.set(router, made);
  return made;
}

function makeRules({ vendor, decision = {} }: Router): DecisionRules {
  const usual = rulesOf(vendor).decision;
  const maximumPaths = decision.maximumPaths ?? usual.maximumPaths;
  const worst = decision.missingMedAsWorst ?? usual.missingMedAsWorst;
  return {
    // "bgp bestpath compare-routerid": the age has no say.
    steps: decision.compareRouterId === true ? usual.steps.filter((step) => step !== 'age') : usual.steps,
    alwaysCompareMed: decision.alwaysCompareMed ?? usual.alwaysCompareMed,
    missingMed: worst ? 'worst' : 'best',
    maximumPaths,
    maximumPathsInternal: decision.maximumPathsInternal ?? usual.maximumPathsInternal,
    multipathRelax: decision.multipathRelax ?? usual.multipathRelax,
    unresolved: decision.unresolved ?? usual.unresolved,
  };
}
