import { required, string } from '../../../protocol/shape.ts';
import { aliasDocument } from '../alias-document.ts';
import { functionName, maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf, referenceOf } from '../operation.ts';

/** In alphabetical order. @source "ListAliases", AWS Lambda API reference */
export const listAliases: Operation = operation({
  name: 'ListAliases',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases',
  input: {
    FunctionName: required(functionName),
    FunctionVersion: string({ pattern: '(\\$LATEST|[0-9]+)', min: 1, max: 1024 }),
    Marker: text,
    MaxItems: maxItems(10_000),
  },
  run({ functions, world }, input) {
    const { functionName } = referenceOf(input.FunctionName);
    const aliases = [...functions.find({ functionName, qualifier: undefined }).aliases.values()]
      .filter((it) => input.FunctionVersion === undefined || it.version === input.FunctionVersion)
      .sort((first, second) => (first.name < second.name ? -1 : 1));
    const { page, next } = pageOf(aliases, input);
    return { Aliases: page.map((it) => aliasDocument(world, functionName, it)), ...next };
  },
});
