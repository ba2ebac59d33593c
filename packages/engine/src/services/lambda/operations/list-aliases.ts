import { aliasDocument } from '../alias-document.ts';
import { functionOf, type Operation, pageOf } from '../operation.ts';

/** @source "ListAliases", AWS Lambda API reference */
export const listAliases: Operation = {
  name: 'ListAliases',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases',
  run({ world, lambda }, request) {
    const name = functionOf(request);
    const version = request.query.get('FunctionVersion');
    const aliases = [...lambda.aliasesOf(name)].filter(([, it]) => version === null || it === version);
    const { page, next } = pageOf(aliases, request.query);
    return { status: 200, body: { Aliases: page.map(([alias, it]) => aliasDocument(world, name, alias, it)), ...next } };
  },
};
