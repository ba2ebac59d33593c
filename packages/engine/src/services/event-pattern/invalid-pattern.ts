/** Why a pattern is none, in EventBridge's words. */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidPattern';
}
