import { required, string } from '../../../protocol/shape.ts';
import { mappingDocument } from '../event-source-mapping.ts';
import { mappingArn } from '../event-source-mapping-members.ts';
import { type Operation, operation } from '../operation.ts';

/** @source "DeleteEventSourceMapping", AWS Lambda API reference; answers recorded on AWS by localstack */
export const deleteEventSourceMapping: Operation = operation({
  name: 'DeleteEventSourceMapping',
  method: 'DELETE',
  path: '/2015-03-31/event-source-mappings/{UUID}',
  status: 202,
  input: { UUID: required(string()) },
  run: async ({ mappings, world }, { UUID }) => mappingDocument(await mappings.delete(UUID), 'Deleting', mappingArn(world, UUID)),
});
