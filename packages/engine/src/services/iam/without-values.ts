import type { RpcOperation } from '../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';

/**
 * The operation, with refusals of its input as IAM words them: the constraint, and not the value.
 * @source recorded on AWS by the tests of localstack (test_iam_roles, test_iam_policies, 2026)
 */
export function withoutValues<Service>({ name, run }: RpcOperation<Service>): RpcOperation<Service> {
  return {
    name,
    async run(service, wire, call) {
      try {
        return await run(service, wire, call);
      } catch (error) {
        if (!(error instanceof ServiceError && /^\d+ validation errors? detected: /.test(error.message))) throw error;
        throw new ServiceError(error.code, error.message.replaceAll(/Value '(?:(?!' at ')[\s\S])*' at '/g, "Value at '"), error.status);
      }
    },
  };
}
