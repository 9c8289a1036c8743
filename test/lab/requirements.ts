/** Whether the laboratory can be run on this machine, and if not, why. */
import { existsSync } from 'node:fs';
import { daemons } from './daemons/all.ts';
import { CommandFailed, run } from './shell.ts';

const tools = ['/usr/bin/tcpdump', '/usr/sbin/nft', '/usr/bin/ip', '/usr/bin/vtysh', '/usr/lib/frr/zebra'];

export async function reasonToSkip(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'it needs network namespaces, which only Linux has';
  if (process.getuid?.() !== 0) return 'it needs root, to make network namespaces';
  const missing = [...tools, ...Object.values(daemons).map(({ binary }) => binary)].filter(
    (path) => !existsSync(path),
  );
  if (missing.length > 0) {
    return `not installed: ${missing.join(', ')} (Debian packages frr bird2 gobgpd exabgp openbgpd tcpdump nftables iproute2)`;
  }
  return namespacesWork();
}

async function namespacesWork(): Promise<string | undefined> {
  const name = `dxlab-${process.pid}-probe`;
  try {
    await run(['ip', 'netns', 'add', name]);
    await run(['ip', 'netns', 'delete', name]);
    return undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return `no network namespaces here: ${error.message}`;
    throw error;
  }
}
