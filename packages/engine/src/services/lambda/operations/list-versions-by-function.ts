import { required } from '../../../protocol/shape.ts';
import { functionDocument } from '../function-document.ts';
import { functionName, maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf, referenceOf } from '../operation.ts';

/** `$LATEST` first. @source "ListVersionsByFunction", AWS Lambda API reference */
export const listVersionsByFunction: Operation = operation({
  name: 'ListVersionsByFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/versions',
  input: { FunctionName: required(functionName), Marker: text, MaxItems: maxItems(10_000) },
  run({ functions, world }, input) {
    const { functionName } = referenceOf(input.FunctionName);
    const { latest, versions } = functions.find({ functionName, qualifier: undefined });
    const { page, next } = pageOf([latest, ...versions.values()], input);
    return {
      Versions: page.map((it) => functionDocument(world, it, { qualifier: it.configuration.version ?? '$LATEST', state: undefined })),
      ...next,
    };
  },
});
