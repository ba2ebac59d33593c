import { string } from '../../../protocol/shape.ts';
import { mappingDocument } from '../event-source-mapping.ts';
import { givenFunction, mappingArn } from '../event-source-mapping-members.ts';
import { functionName, maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf } from '../operation.ts';

/** @source "ListEventSourceMappings", AWS Lambda API reference; answers recorded on AWS by localstack */
export const listEventSourceMappings: Operation = operation({
  name: 'ListEventSourceMappings',
  method: 'GET',
  path: '/2015-03-31/event-source-mappings',
  input: { EventSourceArn: string(), FunctionName: functionName, Marker: text, MaxItems: maxItems(10_000) },
  run(state, input) {
    const { mappings, world } = state;
    const functionArn = input.FunctionName === undefined ? undefined : givenFunction(state, input.FunctionName);
    const wanted = mappings
      .all()
      .filter((it) => functionArn === undefined || it.functionArn === functionArn)
      .filter((it) => input.EventSourceArn === undefined || it.eventSourceArn === input.EventSourceArn);
    const { page, next } = pageOf(wanted, { MaxItems: 100, ...input });
    return {
      EventSourceMappings: page.map((it) => mappingDocument(it, it.enabled ? 'Enabled' : 'Disabled', mappingArn(world, it.uuid))),
      ...next,
    };
  },
});
