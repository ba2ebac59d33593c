import { ServiceError } from '../../protocol/service-error.ts';

/** CloudWatch's refusals, and the codes that its query protocol has for them. @source botocore's model of CloudWatch */
const queryCodes: { readonly [code: string]: string } = {
  ConflictException: 'ConflictException',
  DashboardInvalidInputError: 'InvalidParameterInput',
  DashboardNotFoundError: 'ResourceNotFound',
  InvalidFormatFault: 'InvalidFormat',
  InvalidParameterCombinationException: 'InvalidParameterCombination',
  InvalidParameterValueException: 'InvalidParameterValue',
  LimitExceededFault: 'LimitExceeded',
  MissingRequiredParameterException: 'MissingParameter',
  SerializationException: 'MalformedInput',
  ValidationException: 'ValidationError',
};

export function queryErrorCode({ code }: ServiceError): string {
  return queryCodes[code] ?? code;
}

export const invalidValue = (message: string): ServiceError => new ServiceError('InvalidParameterValueException', message);
export const invalidCombination = (message: string): ServiceError => new ServiceError('InvalidParameterCombinationException', message);
export const missingParameter = (message: string): ServiceError => new ServiceError('MissingRequiredParameterException', message);
export const invalidNextToken = (): ServiceError => new ServiceError('InvalidNextToken', 'The token is invalid.');
/** Of alarms; @source recorded from AWS by the tests of localstack: it has no message */
export const alarmNotFound = (message = ''): ServiceError => new ServiceError('ResourceNotFound', message, 404);

/** What AWS has and this machine has not. */
export const notHere = (what: string): ServiceError => new ServiceError('UnsupportedOperation', `gatewright has no ${what}.`, 501);
