/**
 * Kinds of trace record and how each reads in words. `{entity}` is the name of what it is about, `{detail}` its
 * text, `{a}` and `{b}` its numbers. Everything that faces print about the past is made from here.
 */
export const records = {
  start: 'the drill starts',
  // Inputs
  'api.accepted': 'API call {detail} accepted',
  'api.refused': 'API call {detail}',
  'api.lost': 'API call {detail} accepted, but its reply was lost',
  'fault.begins': 'fault {detail}',
  'fault.ends': 'fault {detail} ends',
  'router.changed': 'router change on {entity}: {detail}',
  'router.refused': '{entity} refuses the change: {detail}',
  // Links
  'light.lost': '{entity}: light lost at {detail}',
  'light.back': '{entity}: light back at {detail}',
  'port.down': '{entity}: port down at {detail}',
  'port.up': '{entity}: port up at {detail}',
  'path.blocked': '{entity}: frames no longer pass {detail}',
  'path.open': '{entity}: frames pass again {detail}',
  'loss.changed': '{entity}: loss {detail}',
  'lacp.state': '{entity}: LACP {detail}',
  'bundle.down': '{entity}: bundle down, {detail}',
  'bundle.up': '{entity}: bundle up, {detail}',
  'interface.down': '{entity} down: {detail}',
  'interface.up': '{entity} up',
  // Sessions
  'bgp.state': '{entity}: BGP {detail}',
  'bgp.event': '{entity}: {detail}',
  'bgp.sent': '{entity} sends {detail}',
  'bgp.received': '{entity} receives {detail}',
  'tcp.refused': '{entity}: TCP connection refused by {detail}',
  'tcp.blocked': '{entity}: no segment arrives, {detail}',
  'tcp.revived': '{entity}: segments arrive again, {detail}',
  'bfd.state': '{entity}: BFD {detail}',
  'route.learned': '{entity} learns {detail}',
  'route.lost': '{entity} loses {detail}',
  'route.stale': '{entity} keeps {detail}',
  'route.installed': '{entity}: gateway and VPC tables use {detail}',
  'route.removed': '{entity}: gateway and VPC tables drop {detail}',
  'vpn.dead': 'VPN {entity} is found dead: {detail}',
  'fib.changed': '{entity} changes its way to {detail}',
  // Resources
  'connection.state': 'connection {entity}: {detail}',
  'lag.state': 'LAG {entity}: {detail}',
  'vif.state': 'virtual interface {entity}: {detail}',
  'vif.rides': 'virtual interface {entity} moves {detail}',
  'peer.state': 'BGP peer {entity}: {detail}',
  'attachment.state': 'gateway attachment of {entity}: {detail}',
  'failoverTest.state': 'failover test {entity}: {detail}',
  'port.jumbo': '{entity}: port upgrade to jumbo frames {detail}',
  // Flows
  'flow.down': 'flow {entity} down: {detail}',
  'flow.waiting': 'flow {entity} still down: {detail}',
  'flow.up': 'flow {entity} up: {detail}',
  'flow.path': 'flow {entity} takes {detail}',
} as const;

export type RecordKind = keyof typeof records;

// The order of the table numbers the kinds within one build; nothing stored outlives the build.
const kinds = Object.keys(records) as RecordKind[];
const numbers = new Map(kinds.map((kind, number) => [kind, number]));

export const recordNumber = (kind: RecordKind): number => numbers.get(kind) ?? -1;

export function recordKind(number: number): RecordKind {
  const kind = kinds[number];
  if (kind === undefined) throw new RangeError(`record kind ${number}`);
  return kind;
}

/** A record in words. */
export function describeRecord(kind: RecordKind, entity: string, a: number, b: number, detail = ''): string {
  const parts: Record<string, string> = { entity, detail, a: String(a), b: String(b) };
  return records[kind].replace(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? '');
}
