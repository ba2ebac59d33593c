import type { RestJsonOperation } from '../../protocol/rest-json.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { type Shape, throwProblems } from '../../protocol/shape.ts';
import { refusal } from './refusal.ts';
import type { Scheduler } from './schedule.ts';

/** An operation of Scheduler, over the wire and for callers within the engine. */
export interface Operation extends RestJsonOperation<Scheduler> {
  /** @param members path, query and body together. @throws ServiceError as AWS answers */
  call(on: Scheduler, members: { readonly [member: string]: unknown }): object;
}

export interface OperationParts<Input> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Members of the query string under other names, or of other types than text. */
  readonly fromQuery?: (query: URLSearchParams) => { readonly [member: string]: unknown };
  readonly input: Shape<Input>;
  readonly run: (on: Scheduler, input: Input) => object;
}

export function operation<Input>({ name, method, path, fromQuery, input, run }: OperationParts<Input>): Operation {
  const call = (on: Scheduler, members: { readonly [member: string]: unknown }): object => {
    try {
      const request = input.read(members, 'field');
      const problems: string[] = [];
      input.check(request, '', problems);
      throwProblems(problems);
      return run(on, request);
    } catch (error) {
      if (error instanceof ServiceError && error.members.Message === undefined) throw refusal(error.code, error.message, error.status);
      throw error;
    }
  };
  return {
    name,
    method,
    path,
    status: 200,
    call,
    run: (on, { path: labels, query, body }) => call(on, { ...body, ...Object.fromEntries(query), ...fromQuery?.(query), ...labels }),
  };
}
