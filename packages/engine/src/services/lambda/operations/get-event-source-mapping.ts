import { required, string } from '../../../protocol/shape.ts';
import { mappingDocument } from '../event-source-mapping.ts';
import { mappingArn } from '../event-source-mapping-members.ts';
import { type Operation, operation } from '../operation.ts';

/** @source "GetEventSourceMapping", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getEventSourceMapping: Operation = operation({
  name: 'GetEventSourceMapping',
  method: 'GET',
  path: '/2015-03-31/event-source-mappings/{UUID}',
  input: { UUID: required(string()) },
  run({ mappings, world }, { UUID }) {
    const mapping = mappings.get(UUID);
    return mappingDocument(mapping, mapping.enabled ? 'Enabled' : 'Disabled', mappingArn(world, UUID));
  },
});
