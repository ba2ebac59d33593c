import { string } from '../../../protocol/shape.ts';
import { functionDocument } from '../function-document.ts';
import { maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf } from '../operation.ts';

/** @source "ListFunctions", AWS Lambda API reference: with FunctionVersion=ALL, the versions too */
export const listFunctions: Operation = operation({
  name: 'ListFunctions',
  method: 'GET',
  path: '/2015-03-31/functions',
  input: { FunctionVersion: string({ values: ['ALL'] }), MasterRegion: text, Marker: text, MaxItems: maxItems(10_000) },
  run({ functions, world }, input) {
    const documents = functions.all().flatMap(({ latest, versions }) => {
      if (input.FunctionVersion !== 'ALL') return [functionDocument(world, latest, { state: undefined })];
      const all = [latest, ...versions.values()];
      return all.map((it) => functionDocument(world, it, { qualifier: it.configuration.version ?? '$LATEST', state: undefined }));
    });
    const { page, next } = pageOf(documents, input);
    return { Functions: page, ...next };
  },
});
