#!/usr/bin/env node
/** What the shell starts. Built, it is a few lines that open the rest as scripts whose compiled code is kept. */
import { dxdrill } from './process.ts';

// Should the answer never come: a bug of ours.
process.exitCode = 4;
void dxdrill(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
