/** `npm run bench [-- NAME…]`: runs benches and prints a line `figure: value unit` for each figure. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Name → bench; loaded when it is run, so that none slows another. A name on the command line may be a part of one. */
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'chart-table-vs-xstate-actor': async () =>
    (await import('./chart-table-vs-xstate.ts')).chartTableVsXstateActor(),
  'quiet-month-100-sessions': async () => (await import('./quiet-month.ts')).quietMonth(),
  'run-one-scenario-cold': async () => (await import('./run-cold.ts')).runCold(),
  'event-queue-10k-vs-object-heap': async () => (await import('./event-queue.ts')).eventQueue(),
  'fork-restore-100-vifs': async () => (await import('./fork-restore.ts')).forkRestore(),
  routing: async () => (await import('./routing.ts')).routing(),
  tui: async () => (await import('./tui.ts')).tui(),
  'vif-memory': async () => (await import('./vif-memory.ts')).vifMemory(),
};

/** Four significant digits, never in exponents. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}

async function main(wanted: readonly string[]): Promise<number> {
  const names = Object.keys(benches).filter(
    (name) => wanted.length === 0 || wanted.some((one) => name.includes(one)),
  );
  if (names.length === 0) {
    process.stderr.write(
      `no bench is named ${wanted.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`,
    );
    return 2;
  }
  for (const name of names) {
    for (const figure of (await benches[name]?.()) ?? []) {
      process.stdout.write(`${figure.name}: ${digits(figure.value)} ${figure.unit}\n`);
    }
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
