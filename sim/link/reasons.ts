/** Why frames do not pass a physical link, numbered for a column; 0 is that they do. */
import type { Topology } from '../topology/topology.ts';
import type { Wire } from './wires.ts';

export const reasons = [
  'open',
  'unplugged',
  'routerFailed',
  'routerPortShut',
  'deviceFailed',
  'noLight',
  'blackHole',
  'portComingUp',
  'portOff',
] as const;
export type Reason = (typeof reasons)[number];

export const reasonNumber = (reason: Reason): number => reasons.indexOf(reason);
export const reasonOf = (number: number): Reason => reasons[number] ?? 'open';

type Texts = Readonly<Record<Reason, (names: Names) => string>>;
interface Names {
  readonly connection: string;
  readonly router: string;
  readonly port: string;
  readonly device: string;
}

const texts: Texts = {
  open: () => '',
  unplugged: ({ connection }) => `nothing is plugged into ${connection}`,
  routerFailed: ({ router }) => `router ${router} is not running`,
  routerPortShut: ({ port }) => `${port} is shut`,
  deviceFailed: ({ device }) => `AWS device ${device} is not running`,
  noLight: ({ connection }) => `no light on ${connection}`,
  blackHole: ({ connection }) => `frames vanish inside the carrier of ${connection}, with light at both ends`,
  portComingUp: ({ connection }) => `light is back on ${connection}, its port is not up yet`,
  portOff: ({ connection }) => `AWS's port of ${connection} is lit but does not forward`,
};

/** A reason in words. */
export function explainReason(reason: Reason, wire: Wire, topology: Topology): string {
  const name = (id: Parameters<Topology['name']>[0] | undefined) =>
    id === undefined ? '' : topology.name(id);
  return texts[reason]({
    connection: name(wire.connection),
    router: name(wire.router),
    port: name(wire.port),
    device: name(wire.device),
  });
}
