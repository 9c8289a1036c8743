import { addressCases } from './addresses.ts';
import type { PolicyCase } from './case.ts';
import { decisionCases } from './decision.ts';
import { exportCases } from './exporting.ts';
import { importCases } from './importing.ts';
import { reflectionCases } from './reflection.ts';

export const policyCases: readonly PolicyCase[] = [
  ...decisionCases,
  ...addressCases,
  ...reflectionCases,
  ...importCases,
  ...exportCases,
];
