/** The text is no filter pattern. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}
