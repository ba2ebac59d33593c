/** A policy that IAM could not read: the reason, as a sentence's end. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}
