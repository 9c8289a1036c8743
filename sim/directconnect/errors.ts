/** A refused call: a value, never thrown. */

/** Exceptions of the API model, errors common to all AWS services, and one of ours. */
export type ApiErrorType =
  | 'DirectConnectClientException'
  | 'DirectConnectServerException'
  | 'DuplicateTagKeysException'
  | 'TooManyTagsException'
  | 'ThrottlingException'
  /** The caller's view of a reply that was lost. */
  | 'RequestTimeout'
  /** Ours: the operation is in the model, but dxdrill does not simulate it. */
  | 'NotSimulated';

export class ApiError {
  readonly type: ApiErrorType;
  readonly message: string;

  constructor(type: ApiErrorType, message: string) {
    this.type = type;
    this.message = message;
  }
}

/** The first of several checks that fails. */
export function firstError(...checks: readonly (() => ApiError | undefined)[]): ApiError | undefined {
  for (const check of checks) {
    const error = check();
    if (error !== undefined) return error;
  }
  return undefined;
}
