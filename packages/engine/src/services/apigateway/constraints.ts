import { ServiceError } from '../../protocol/service-error.ts';

/**
 * What AWS's protocol layer holds against a request before the operation sees it: all of it is said at once.
 * @source localstack's recordings of ValidationException
 */
export class Constraints {
  readonly #violations: string[] = [];

  oneOf(value: unknown, at: string, words: readonly string[]): this {
    if (value !== undefined && value !== null && !words.includes(String(value)))
      this.#violations.push(`${failed(value, at)} enum value set: [${words.join(', ')}]`);
    return this;
  }

  /** Every member of a list. */
  allOf(values: unknown, at: string, words: readonly string[]): this {
    if (!Array.isArray(values) || values.every((it) => words.includes(String(it)))) return this;
    const inner = `Member must satisfy enum value set: [${words.join(', ')}]`;
    this.#violations.push(`${failed(`[${values.join(', ')}]`, at)} constraint: [${inner}]`);
    return this;
  }

  matching(value: unknown, at: string, pattern: string): this {
    if (value !== undefined && !new RegExp(`^(?:${pattern})$`).test(String(value)))
      this.#violations.push(`${failed(value, at)} regular expression pattern: ${pattern}`);
    return this;
  }

  required(value: unknown, at: string): this {
    if (value === undefined || value === null)
      this.#violations.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
    return this;
  }

  /** @throws ServiceError ValidationException */
  check(): void {
    const count = this.#violations.length;
    if (count === 0) return;
    const message = `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#violations.join('; ')}`;
    throw new ServiceError('ValidationException', message, 400);
  }
}

export const statusCodePattern = '[1-5]\\d\\d';

function failed(value: unknown, at: string): string {
  return `Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy`;
}
