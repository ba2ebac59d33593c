/** A refusal of an emulated AWS service: AWS's code, wording and status, to the letter. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  /** Further members of the error document, such as `CancellationReasons` or `Item`. */
  readonly members: { readonly [member: string]: unknown };

  constructor(code: string, message: string, status = 400, members: { readonly [member: string]: unknown } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
