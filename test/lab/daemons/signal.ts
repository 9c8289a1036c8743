/** Signals to a program by its name, among those of one namespace alone. */
import { readFileSync } from 'node:fs';
import { run } from '../shell.ts';
import type { Place } from './daemon.ts';

export async function signal(place: Place, program: string, name: NodeJS.Signals): Promise<void> {
  const pids = (await run(['ip', 'netns', 'pids', place.namespace])).split('\n').filter((pid) => pid !== '');
  for (const pid of pids) {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === program) process.kill(Number(pid), name);
  }
}
