import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string } from '../../../protocol/shape.ts';
import { mappingDocument } from '../event-source-mapping.ts';
import { checkedSource, givenFunction, mappingArn, mappingMembers, settingsOf, startingMembers } from '../event-source-mapping-members.ts';
import { tags } from '../function-members.ts';
import { flag, functionName } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { conflict, invalidParameter } from '../operation-error.ts';

/** @source "CreateEventSourceMapping", AWS Lambda API reference; answers recorded on AWS by localstack */
export const createEventSourceMapping: Operation = operation({
  name: 'CreateEventSourceMapping',
  method: 'POST',
  path: '/2015-03-31/event-source-mappings',
  status: 202,
  input: {
    FunctionName: required(functionName),
    EventSourceArn: string(),
    Enabled: flag,
    Tags: tags,
    ...mappingMembers,
    ...startingMembers,
  },
  async run(state, input) {
    const { mappings, world } = state;
    const eventSourceArn = checkedSource(state, input);
    const functionArn = givenFunction(state, input.FunctionName);
    const existing = mappings.all().find((it) => it.eventSourceArn === eventSourceArn && it.functionArn === functionArn);
    if (existing) {
      throw conflict(
        `The event source arn (" ${eventSourceArn} ") and function (" ${input.FunctionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${existing.uuid}`,
      );
    }
    const settings = settingsOf(eventSourceArn, input);
    try {
      const enabled = input.Enabled ?? true;
      const mapping = await mappings.create({ eventSourceArn, functionArn, settings, enabled, tags: input.Tags ?? {} });
      return mappingDocument(mapping, 'Creating', mappingArn(world, mapping.uuid));
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'ResourceNotFoundException')
        throw invalidParameter(`Stream not found: ${eventSourceArn}`);
      throw error;
    }
  },
});
