import { functionDocument } from '../function-document.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "ListFunctions", AWS Lambda API reference: with FunctionVersion=ALL, the versions too */
export const listFunctions: Operation = {
  name: 'ListFunctions',
  method: 'GET',
  path: '/2015-03-31/functions',
  run({ world, lambda }, { query }) {
    const all = query.get('FunctionVersion') === 'ALL';
    const documents = lambda
      .functionNames()
      .flatMap((name) =>
        all
          ? lambda.versionsOf(name).map((it) => functionDocument(world, it, it.version ?? '$LATEST'))
          : [functionDocument(world, lambda.getFunction(name))],
      );
    const { page, next } = pageOf(documents, query);
    return { status: 200, body: { Functions: page, ...next } };
  },
};
