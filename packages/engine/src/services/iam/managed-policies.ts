import { ServiceError } from '../../protocol/service-error.ts';
import { type IamState, type ManagedPolicy, noSuchEntity } from './iam-state.ts';

/** Whether the ARN is of a policy that AWS keeps: it can be attached here, and its document is not known. */
export function isAwsManaged(arn: string): boolean {
  return /^arn:aws[\w-]*:iam::aws:policy\//.test(arn);
}

/** @throws ServiceError NoSuchEntity */
export function findPolicy({ policies }: IamState, arn: string): ManagedPolicy {
  const found = policies.get(arn);
  if (found) return found;
  if (isAwsManaged(arn))
    throw noSuchEntity(`gatewright has no copy of AWS's own policy ${arn}. It can be attached; its document cannot be read here.`);
  throw noSuchEntity(`Policy ${arn} was not found.`);
}

/** @throws ServiceError NoSuchEntity, ValidationException @source recorded on AWS by the tests of localstack (test_iam_roles) */
export function checkAttachable({ policies }: IamState, arn: string): void {
  if (!/^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn)) throw new ServiceError('ValidationException', `ARN ${arn} is not valid.`);
  if (!policies.get(arn) && !isAwsManaged(arn)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}
