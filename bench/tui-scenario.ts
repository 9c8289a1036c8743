/** Drills of any size as files for the terminal UI: many routers, connections and gateways, all within the quotas. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const VIFS_A_CONNECTION = 50;
/** A Direct Connect gateway takes 30 private virtual interfaces. */
const VIFS_A_GATEWAY = 25;

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const named = <T>(
  count: number,
  entry: (n: number) => readonly (readonly [string, T])[],
): Record<string, T> => Object.fromEntries(range(count).flatMap(entry));

/** A router and a connection for every 50 VIFs, a gateway for every 25. */
function topology(vifs: number) {
  const connections = Math.ceil(vifs / VIFS_A_CONNECTION);
  const gateways = Math.ceil(vifs / VIFS_A_GATEWAY);
  const vlan = (vif: number) => 101 + (vif % VIFS_A_CONNECTION);
  const on = (connection: number) =>
    range(vifs).slice(connection * VIFS_A_CONNECTION, (connection + 1) * VIFS_A_CONNECTION);
  const subInterfaces = (connection: number) =>
    Object.fromEntries(on(connection).map((vif) => [`eth1.${vlan(vif)}`, { for: `v${vif}` }]));
  return {
    'dxdrill-network': 1,
    region: 'eu-west-1',
    devices: named(connections, (n) => [[`device-${n}`, { location: 'EqDB3' }]]),
    routers: named(connections, (n) => [
      [`r${n}`, { asn: 65001, networks: [`10.${n}.0.0/16`], interfaces: { eth1: {}, ...subInterfaces(n) } }],
    ]),
    connections: named(connections, (n) => [
      [`c${n}`, { device: `device-${n}`, bandwidth: '10Gbps', port: `r${n} eth1` }],
    ]),
    vifs: named(vifs, (n) => [
      [
        `v${n}`,
        {
          on: `c${Math.floor(n / VIFS_A_CONNECTION)}`,
          vlan: vlan(n),
          gateway: `dxgw-${Math.floor(n / VIFS_A_GATEWAY)}`,
        },
      ],
    ]),
    gateways: named<object>(gateways, (n) => [
      [`dxgw-${n}`, { type: 'directConnect', asn: 64512, associated: [`vgw-${n}`] }],
      [`vgw-${n}`, { type: 'virtual', asn: 64513, associated: [`vpc-${n}`] }],
    ]),
    vpcs: named(gateways, (n) => [[`vpc-${n}`, { cidrs: [`172.${16 + (n % 16)}.${n >> 4}.0/24`] }]]),
  };
}

/** A fibre that is cut every minute for some seconds, so often. */
function cuts(times: number) {
  return range(times).map((n) => ({
    id: `cut-${n}`,
    at: `${n + 1}m`,
    fault: 'fibre-cut',
    target: 'c0',
    for: '20s',
  }));
}

/** Writes the drill into a folder of its own under the system's temporary one; answers the path of its file. */
export function writeDrill(vifs: number, minutes: number, cutsOf = minutes - 1): string {
  const folder = mkdtempSync(join(tmpdir(), 'dxdrill-bench-'));
  const drill = {
    dxdrill: 1,
    name: `${vifs} virtual interfaces`,
    duration: `${minutes}m`,
    topology: { use: './network.yaml' },
    timeline: cuts(cutsOf),
    expect: [{ that: { vif: 'v0', state: 'available' }, at: 'start' }],
  };
  writeFileSync(join(folder, 'network.yaml'), stringify(topology(vifs)));
  const file = join(folder, 'drill.yaml');
  writeFileSync(file, stringify(drill, { aliasDuplicateObjects: false }));
  return file;
}
