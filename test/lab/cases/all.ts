import { addressCases } from './addresses.ts';
import { attributeCases } from './attributes.ts';
import type { PolicyCase } from './case.ts';
import { exportCases } from './exporting.ts';
import { importCases } from './importing.ts';
import { reflectionCases } from './reflection.ts';
import { sourceCases } from './sources.ts';

export const policyCases: readonly PolicyCase[] = [
  ...attributeCases,
  ...sourceCases,
  ...addressCases,
  ...reflectionCases,
  ...importCases,
  ...exportCases,
];
