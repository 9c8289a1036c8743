/** The one way into the API: a call by name, checked, judged, carried out, recorded. */
import type { Named } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import { Answers } from './answers.ts';
import type { ApiWorld, Caller } from './api-world.ts';
import { ApiError } from './errors.ts';
import { Input } from './input.ts';
import { messages } from './messages.ts';
import { apiModel } from './model.ts';
import { operations } from './operations.ts';
import type { Answer } from './presence.ts';

export type CallResult =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly error: { readonly type: string; readonly message: string } };

/** What the record of a call is about: the first resource that the request names, else the network's first entity. */
const SUBJECT_MEMBERS = ['virtualInterfaceId', 'connectionId', 'lagId', 'directConnectGatewayId'];
const FIRST_ENTITY = 0;

function subjectOf(topology: Topology, request: unknown): number {
  for (const member of SUBJECT_MEMBERS) {
    const id = typeof request === 'object' && request !== null ? Reflect.get(request, member) : undefined;
    const entity = typeof id === 'string' ? topology.find(id) : undefined;
    if (entity !== undefined) return entity;
  }
  return FIRST_ENTITY;
}

const ID_MEMBERS = new Set([
  'connectionId',
  'parentConnectionId',
  'interconnectId',
  'lagId',
  'virtualInterfaceId',
  'virtualGatewayId',
  'directConnectGatewayId',
  'gatewayId',
  'bgpPeerId',
  'bgpPeers',
  'testId',
]);
const ACCOUNT_MEMBERS = new Set(['ownerAccount']);
const SECRET_MEMBERS = new Set(['authKey', 'cak', 'ckn']);

type Change = (member: string, value: string) => string;

/** A copy of a request with every text replaced by what `change` makes of it; list items count as their list's. */
function mapTexts(value: unknown, member: string, change: Change): unknown {
  if (typeof value === 'string') return change(member, value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, member, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapTexts(item, name, change)]),
  );
}

/** Names of resources and accounts become ids; whatever is no name stays as it is. */
const resolver =
  (topology: Topology, accounts: Named<string>): Change =>
  (member, value) => {
    if (ACCOUNT_MEMBERS.has(member)) return accountNumber(accounts, value);
    const entity = ID_MEMBERS.has(member) ? topology.find(value) : undefined;
    const record = entity === undefined ? undefined : topology.get(entity);
    return record !== undefined && 'id' in record ? record.id : value;
  };

const accountNumber = (accounts: Named<string>, nameOrDigits: string): string =>
  Object.entries(accounts).find(([name]) => name === nameOrDigits)?.[1] ?? nameOrDigits;

const redact: Change = (member, value) => (SECRET_MEMBERS.has(member) ? '[PROTECTED]' : value);

const KEY_IN_CONFIG = /(<(?:ipv6_)?bgp_auth_key>)[^<]*/g;

/** A request or an answer as it may be shown: without keys, also not those in the router's configuration. */
export const redacted = (message: unknown): unknown =>
  mapTexts(message, '', (member, value) =>
    member === 'customerRouterConfig' ? value.replace(KEY_IN_CONFIG, '$1[PROTECTED]') : redact(member, value),
  );

const refusal = ({ type, message }: ApiError): CallResult => ({ ok: false, error: { type, message } });

/** What an injected failure looks like to the caller. */
const injected = {
  serverError: new ApiError('DirectConnectServerException', 'A server-side error occurred.'),
  throttling: new ApiError('ThrottlingException', 'Rate exceeded'),
  replyLost: new ApiError(
    'RequestTimeout',
    'No reply arrived: the call may or may not have been carried out',
  ),
} as const;

function judge(
  world: ApiWorld,
  operation: string,
  request: unknown,
  caller: Caller,
): ApiError | (() => Answer) {
  const [problem] = apiModel.check(operation, request);
  if (problem !== undefined) {
    const where = problem.path.length > 0 ? `${problem.path.join('.')}: ` : '';
    return messages.badRequest(where, problem.message);
  }
  const work = operations.get(operation);
  if (work === undefined) return new ApiError('NotSimulated', `${operation} is not simulated yet`);
  // The model has just accepted it as a structure.
  const input = new Input(request as Readonly<Record<string, unknown>>);
  return work({ world, caller, input, answers: new Answers(world, operation) });
}

/**
 * Calls an operation as an account, in a Region. `account` is a name of the network or 12 digits; members of the
 * request may name resources and accounts. A refused call changes nothing but the trace.
 */
export function callApi(
  world: ApiWorld,
  operation: string,
  request: Readonly<Record<string, unknown>>,
  as: { readonly account: string; readonly region: string },
): CallResult {
  const { kernel, topology, accounts, failures } = world;
  const caller: Caller = { account: accountNumber(accounts, as.account), region: as.region };
  const resolved = mapTexts(request, '', resolver(topology, accounts));
  const shown = `${operation} ${JSON.stringify(mapTexts(resolved, '', redact))} by ${as.account}`;
  const subject = subjectOf(topology, resolved);
  const refuse = (error: ApiError): CallResult => {
    const detail = `${shown} refused: ${error.type} ${error.message}`.trimEnd();
    kernel.because(kernel.cause, () => kernel.record('api.refused', subject, 0, 0, detail));
    return refusal(error);
  };
  const failure = failures.take(operation);
  if (failure === 'serverError' || failure === 'throttling') return refuse(injected[failure]);
  const judged = judge(world, operation, resolved, caller);
  if (judged instanceof ApiError) return refuse(judged);
  return kernel.because(kernel.cause, () => {
    kernel.record(failure === 'replyLost' ? 'api.lost' : 'api.accepted', subject, 0, 0, shown);
    const answer = judged();
    return failure === 'replyLost' ? refusal(injected.replyLost) : { ok: true, answer };
  });
}
