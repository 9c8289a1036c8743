/** What a router's interfaces saw, with the kernel's times. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BgpMessage, messages } from './bgp-messages.ts';
import type { Laboratory } from './laboratory.ts';
import { segments } from './pcap.ts';
import { ended, until } from './shell.ts';

export interface Capture {
  /** All BGP messages until now, in order of time. */
  read(): readonly BgpMessage[];
  /** After this nothing is added. */
  stop(): Promise<void>;
}

/** All BGP that the router sends and receives, on every interface. */
export async function capture(lab: Laboratory, router: string): Promise<Capture> {
  const file = join(lab.folder, `${router}.pcap`);
  const { namespace } = lab.place(router);
  // In immediate mode every frame takes the whole snapshot length of the ring; by default eight frames fill it.
  const ring = ['-s', '5000', '-B', '16384'];
  const tcpdump = [
    'tcpdump',
    '-i',
    'any',
    '-y',
    'LINUX_SLL2',
    '-n',
    '-U',
    '--immediate-mode',
    ...ring,
    '-w',
    file,
  ];
  const child: ChildProcess = lab.keep(
    spawn('ip', ['netns', 'exec', namespace, ...tcpdump, 'tcp', 'port', '179'], { stdio: 'ignore' }),
  );
  // Its file header is written once it listens.
  await until('tcpdump listens', 20_000, async () => existsSync(file) && statSync(file).size > 0, 20);
  return {
    read: () => messages(segments(readFileSync(file))),
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}
