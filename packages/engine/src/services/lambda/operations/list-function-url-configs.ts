import { required } from '../../../protocol/shape.ts';
import { urlDocument } from '../function-url-document.ts';
import { functionName, maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "ListFunctionUrlConfigs", AWS Lambda API reference; answers recorded on AWS by localstack */
export const listFunctionUrlConfigs: Operation = operation({
  name: 'ListFunctionUrlConfigs',
  method: 'GET',
  path: '/2021-10-31/functions/{FunctionName}/urls',
  input: { FunctionName: required(functionName), Marker: text, MaxItems: maxItems(50) },
  run({ functions, world }, input) {
    const found = functions.get(referenceOf(input.FunctionName).functionName);
    if (!found) throw notFound('Function does not exist');
    const { page, next } = pageOf([...found.urls.values()], input);
    return { FunctionUrlConfigs: page.map((it) => urlDocument(world, it)), ...next };
  },
});
