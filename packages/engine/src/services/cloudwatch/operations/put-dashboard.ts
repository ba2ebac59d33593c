import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { type ValidationMessage, validationMessages } from '../dashboards/dashboard.ts';
import { invalidValue } from '../refusals.ts';
import { tags } from '../shapes.ts';

const maximumBodyBytes = 1024 * 1024;

const input = structure('com.amazonaws.cloudwatch.PutDashboardInput', {
  DashboardName: required(string()),
  DashboardBody: required(string()),
  Tags: tags,
});

/** @source the wording of refusals is recorded from AWS by the tests of localstack and moto */
export const putDashboard: RpcOperation<CloudWatchState> = rpcOperation('PutDashboard', input, async (on: CloudWatchState, request) => {
  const { DashboardName: name, DashboardBody: text, Tags } = request;
  if (!/^[\w-]{1,255}$/.test(name)) {
    throw invalidValue(
      `The value ${name} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n`,
    );
  }
  if (Buffer.byteLength(text) > maximumBodyBytes)
    throw refused('The field DashboardBody is too long', [{ DataPath: '', Message: 'The dashboard body must not exceed 1 MB' }]);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw refused('The field DashboardBody must be a valid JSON object', [
      { DataPath: '', Message: 'The field DashboardBody must be a valid JSON object' },
    ]);
  }
  const messages = validationMessages(body);
  if (messages.length > 0) throw refused(invalidBody(messages), messages);
  const existing = on.dashboards.get(name);
  const given = Tags && Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  await on.dashboards.put(name, { name, body: text, modifiedMs: on.world.now(), tags: given ?? existing?.tags ?? {} });
  return { DashboardValidationMessages: [] };
});

/** @source errors of PutDashboard in issues of terraform-provider-aws */
function invalidBody(messages: readonly ValidationMessage[]): string {
  const told = messages.map(({ DataPath, Message }) => ({ dataPath: DataPath, message: Message }));
  return `The dashboard body is invalid, there are ${told.length} validation errors: ${JSON.stringify(told, null, 2)}`;
}

function refused(message: string, dashboardValidationMessages: readonly ValidationMessage[]): ServiceError {
  return new ServiceError('DashboardInvalidInputError', message, 400, { dashboardValidationMessages });
}
