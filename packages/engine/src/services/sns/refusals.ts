import { ServiceError } from '../../protocol/service-error.ts';

export const invalidParameter = (what: string): ServiceError => new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);

/** What Publish answers to attributes of a message. @source recorded on AWS by localstack, 2023-08-24 */
export const parameterValueInvalid = (message: string): ServiceError => new ServiceError('ParameterValueInvalid', message);

export const notFound = (what: 'Topic' | 'Subscription' | 'Resource'): ServiceError =>
  new ServiceError('NotFound', `${what} does not exist`, 404);

/** The value of a member that must be there. @throws ServiceError InvalidParameter */
export function given<T>(value: T | undefined, parameter: string): T {
  if (value === undefined) throw invalidParameter(`${parameter} Reason: no value for required parameter`);
  return value;
}

/** An ARN in its six parts or more. @throws ServiceError InvalidParameter */
export function givenArn(value: string | undefined, parameter: string): string {
  const arn = given(value, parameter);
  const count = arn.split(':').length;
  if (count < 6) throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${count}`);
  return arn;
}
