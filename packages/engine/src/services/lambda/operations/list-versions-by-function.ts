import { functionDocument } from '../function-document.ts';
import { functionOf, type Operation, pageOf } from '../operation.ts';

/** `$LATEST` first. @source "ListVersionsByFunction", AWS Lambda API reference */
export const listVersionsByFunction: Operation = {
  name: 'ListVersionsByFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/versions',
  run({ world, lambda }, request) {
    const versions = lambda.versionsOf(functionOf(request));
    const { page, next } = pageOf(versions, request.query);
    return { status: 200, body: { Versions: page.map((it) => functionDocument(world, it, it.version ?? '$LATEST')), ...next } };
  },
};
