/** Sessions between the customer's own routers: who may have one with whom, and who reflects to whom. */
import type { RouterSpec } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import { missingName } from '../names.ts';
import type { NetworkDraft } from '../network.ts';
import { own } from './own.ts';

type Rule = (draft: NetworkDraft) => Issue[];

/** Whether links lead from one router to another, passing only routers that are `within`. */
function linked(
  { links }: NetworkDraft,
  from: string,
  to: string,
  within: (router: string) => boolean = () => true,
): boolean {
  const reached = new Set([from]);
  // The set grows while it is gone through.
  for (const router of reached)
    for (const { between } of Object.values(links))
      if (between.includes(router)) for (const end of between) if (within(end)) reached.add(end);
  return reached.has(to);
}

const clientsOf = (router: RouterSpec | undefined): readonly string[] =>
  router?.routeReflector?.clients ?? [];

const isClient = ({ routers }: NetworkDraft, name: string): boolean =>
  Object.values(routers).some((router) => clientsOf(router).includes(name));

/** Whether two routers have a session without being told. */
function meshed(draft: NetworkDraft, name: string, otherName: string): boolean {
  const [router, other] = [own(draft.routers, name), own(draft.routers, otherName)];
  if (router?.asn !== other?.asn || router?.ibgp === 'none' || other?.ibgp === 'none') return false;
  if (!linked(draft, name, otherName, (one) => own(draft.routers, one)?.asn === router?.asn)) return false;
  if (clientsOf(router).includes(otherName) || clientsOf(other).includes(name)) return true;
  return !isClient(draft, name) && !isClient(draft, otherName);
}

/** Whether a router's configuration has a session with another: written down, or of the mesh. */
export function hasSession(draft: NetworkDraft, name: string, other: string): boolean {
  const router = own(draft.routers, name);
  if (router === undefined || own(draft.routers, other) === undefined) return true;
  const written = neighborsOf(router).some((one) => one.other === other || one.label === other);
  return written || meshed(draft, name, other);
}

interface Written {
  readonly label: string;
  readonly other: string;
  readonly over: string | undefined;
  /** The other router has a name of its own in the statement. */
  readonly named: boolean;
}

/** What a router says of other routers: by their names, or by names of its own. */
const neighborsOf = ({ neighbors = {} }: RouterSpec): readonly Written[] =>
  Object.entries(neighbors).map(([label, { router, over }]) => ({
    label,
    other: router ?? label,
    over,
    named: router !== undefined,
  }));

/** Why a router cannot have a session with another, or undefined. */
function noSession(draft: NetworkDraft, name: string, other: string): string | undefined {
  const missing = missingName(draft.names, other, ['routers']);
  if (missing !== undefined) return missing;
  if (other === name) return 'a router is no neighbour of itself';
  if (!linked(draft, name, other)) return `no links lead from ${name} to ${other}`;
  if (!hasSession(draft, other, name))
    return `${other} has no session with ${name}: give it one among its "neighbors"`;
  return undefined;
}

const neighbors: Rule = (draft) =>
  Object.entries(draft.routers).flatMap(([name, router]) =>
    neighborsOf(router).flatMap(({ label, other, named }): Issue[] => {
      const message = noSession(draft, name, other);
      const path = ['routers', name, 'neighbors', label];
      if (message === undefined) return [];
      return [named ? { path: [...path, 'router'], message } : { path, part: 'key', message }];
    }),
  );

/** Why a session cannot run over the link that it names, or undefined. */
function noWay(draft: NetworkDraft, name: string, { label, other, over = '' }: Written): string | undefined {
  const missing = missingName(draft.names, over, ['links']);
  const link = own(draft.links, over);
  if (missing !== undefined || link === undefined) return missing;
  if (!link.between.includes(name) || !link.between.includes(other))
    return `${over} joins ${link.between.join(' and ')}, not ${name} and ${other}`;
  const [router, opposite] = [own(draft.routers, name), own(draft.routers, other)];
  if (router === undefined || opposite === undefined) return undefined;
  const twice = neighborsOf(router).find((one) => one.over === over && one.label < label);
  if (twice !== undefined) return `${twice.label} runs over ${over} already`;
  return neighborsOf(opposite).some((one) => one.other === name && one.over === over)
    ? undefined
    : `${other} has no neighbor of ${name} "over" ${over}: give it one`;
}

const ways: Rule = (draft) =>
  Object.entries(draft.routers).flatMap(([name, router]) =>
    neighborsOf(router).flatMap((one): Issue[] => {
      const message = one.over === undefined ? undefined : noWay(draft, name, one);
      return message === undefined
        ? []
        : [{ path: ['routers', name, 'neighbors', one.label, 'over'], message }];
    }),
  );

/** The way from a router through clients of clients back to itself, or undefined. */
function circle(draft: NetworkDraft, from: string, way: readonly string[]): readonly string[] | undefined {
  for (const client of clientsOf(own(draft.routers, way.at(-1) ?? ''))) {
    if (client === from) return [...way, client];
    const found = way.includes(client) ? undefined : circle(draft, from, [...way, client]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function clientIssue(draft: NetworkDraft, name: string, client: string): string | undefined {
  const [router, other] = [own(draft.routers, name), own(draft.routers, client)];
  if (router !== undefined && other !== undefined && router.asn !== other.asn)
    return `${client} is of AS ${other.asn}, ${name} of AS ${router.asn}: a client is of the same AS`;
  if (client === name) return 'a router is no client of itself';
  const back = circle(draft, name, [name, client]);
  if (back !== undefined) return `${back.join(' reflects to ')}: a client cannot be above its reflector`;
  if (!hasSession(draft, name, client))
    return `${name} has no session with ${client}: give it one among its "neighbors"`;
  return noSession(draft, name, client);
}

const reflectors: Rule = (draft) =>
  Object.entries(draft.routers).flatMap(([name, router]) =>
    clientsOf(router).flatMap((client, i): Issue[] => {
      const path = ['routers', name, 'routeReflector', 'clients', i];
      const twice = clientsOf(router).indexOf(client) < i ? `${client} is listed twice` : undefined;
      const message = twice ?? clientIssue(draft, name, client);
      return message === undefined ? [] : [{ path, message }];
    }),
  );

export const sessionRules: readonly Rule[] = [neighbors, ways, reflectors];
