/** The shape of an operation and what several of them check. */
import type { EntityId, Tag } from '../topology/entities.ts';
import type { Answers } from './answers.ts';
import { type ApiWorld, type Caller, label } from './api-world.ts';
import { ApiError } from './errors.ts';
import type { Input } from './input.ts';
import { ownerOf } from './lookup.ts';
import { messages } from './messages.ts';
import type { Answer } from './presence.ts';
import { quotas } from './quotas.ts';

/**
 * All checks come first and change nothing; what they allow is done by the function that they return, which makes
 * the answer.
 */
export type Operation = (call: Call) => ApiError | (() => Answer);

export interface Call {
  readonly world: ApiWorld;
  readonly caller: Caller;
  readonly input: Input;
  readonly answers: Answers;
}

export function requireOwner({ world, caller }: Pick<Call, 'world' | 'caller'>, id: EntityId) {
  return ownerOf(world.topology, id) === caller.account
    ? undefined
    : messages.notOwner(caller.account, label(world, id));
}

/** Connection and LAG names; virtual interface names are a matter of the rule book. */
const RESOURCE_NAME = /^[\w \-_,/]{1,200}$/;

export const resourceName = (member: string, name: string): ApiError | undefined =>
  RESOURCE_NAME.test(name)
    ? undefined
    : messages.badValue(member, name.slice(0, 40), '1 to 200 letters, digits, spaces and - _ , /');

export const accountId = (member: string, account: string): ApiError | undefined =>
  /^\d{12}$/.test(account) ? undefined : messages.badValue(member, account, 'an account has 12 digits');

export const tagsOf = (input: Input, member = 'tags'): Tag[] =>
  input.parts(member).map((tag) => ({ key: tag.id('key'), value: tag.text('value') ?? '' }));

/** The two tag exceptions have no message in the model. */
export function checkTags(tags: readonly Tag[]): ApiError | undefined {
  if (new Set(tags.map(({ key }) => key)).size < tags.length)
    return new ApiError('DuplicateTagKeysException', '');
  if (tags.length > quotas.tags) return new ApiError('TooManyTagsException', '');
  const reserved = tags.find(({ key }) => key.startsWith('aws:') || key === '' || key.length > 128);
  return reserved === undefined
    ? undefined
    : messages.badValue('tag key', reserved.key.slice(0, 40), '1 to 128 characters, not beginning with aws:');
}

const MAX_PAGE = 100;
const TOKEN = /^page-(\d+)$/;

/** One page of a list with the token of the next; the token is left out at the end. */
export function page<T>(input: Input, items: readonly T[]): ApiError | { items: T[]; nextToken?: string } {
  const token = input.text('nextToken');
  const [, digits] = TOKEN.exec(token ?? 'page-0') ?? [];
  if (digits === undefined) return messages.badValue('nextToken', token ?? '', 'not one of ours');
  const size = input.number('maxResults') ?? MAX_PAGE;
  if (size < 1) return messages.badValue('maxResults', size, 'at least 1');
  const start = Number(digits);
  const end = start + Math.min(size, MAX_PAGE);
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { nextToken: `page-${end}` } : {}),
  };
}

/** A list answer: one page of entities, each made into its answer when the call is carried out. */
export function listAnswer(
  { input }: Pick<Call, 'input'>,
  member: string,
  entities: readonly EntityId[],
  answer: (entity: EntityId) => Answer,
): ApiError | (() => Answer) {
  const result = page(input, entities);
  if (result instanceof ApiError) return result;
  const { items, nextToken } = result;
  return () => ({ [member]: items.map(answer), ...(nextToken === undefined ? {} : { nextToken }) });
}
