#!/usr/bin/env node
/** What the shell starts. Built, it is a few lines that open the rest as scripts whose compiled code is kept. */
import { dxdrill } from './process.ts';

void dxdrill(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
