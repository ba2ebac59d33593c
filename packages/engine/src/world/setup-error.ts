/** Something outside our control keeps the engine from starting: a port, a folder, a lock. Printed like a diagnostic without a place. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  /** A word that is never renamed: `PORT_IN_USE`, `DATA_FOLDER_LOCKED`. */
  readonly code: string;
  /** What to do, as an instruction. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
