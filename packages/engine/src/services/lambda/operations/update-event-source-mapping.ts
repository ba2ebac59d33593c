import { required, string } from '../../../protocol/shape.ts';
import { mappingDocument } from '../event-source-mapping.ts';
import { givenFunction, mappingArn, mappingMembers, settingsOf } from '../event-source-mapping-members.ts';
import { flag, functionName } from '../members.ts';
import { type Operation, operation } from '../operation.ts';

/** @source "UpdateEventSourceMapping", AWS Lambda API reference; answers recorded on AWS by localstack */
export const updateEventSourceMapping: Operation = operation({
  name: 'UpdateEventSourceMapping',
  method: 'PUT',
  path: '/2015-03-31/event-source-mappings/{UUID}',
  status: 202,
  input: { UUID: required(string()), FunctionName: functionName, Enabled: flag, ...mappingMembers },
  async run(state, input) {
    const { mappings, world } = state;
    const before = mappings.get(input.UUID);
    const functionArn = input.FunctionName === undefined ? before.functionArn : givenFunction(state, input.FunctionName);
    const enabled = input.Enabled ?? before.enabled;
    const settings = settingsOf(before.eventSourceArn, input, before.settings);
    const mapping = await mappings.update(input.UUID, { functionArn, settings, enabled });
    const switching = before.enabled === enabled ? 'Updating' : enabled ? 'Enabling' : 'Disabling';
    return mappingDocument(mapping, switching, mappingArn(world, mapping.uuid));
  },
});
