import { ServiceError } from '../../protocol/service-error.ts';

/** Codes that clients of the query protocol know under another name. @source the service's model: `awsQueryError` of its exceptions */
const queryCodes: { readonly [code: string]: string } = {
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

export function queryCodeOf({ code }: ServiceError): string {
  return queryCodes[code] ?? code;
}

export const noSuchQueue = (): ServiceError => new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');

export const invalidParameter = (message: string): ServiceError => new ServiceError('InvalidParameterValueException', message);

export const invalidValue = (value: unknown, parameter: string, reason: string): ServiceError =>
  invalidParameter(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (parameter: string): ServiceError =>
  new ServiceError('MissingRequiredParameterException', `The request must contain the parameter ${parameter}.`);

export const unknownAttribute = (name: string): ServiceError => new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`);

export const invalidAttribute = (name: string, reason = ''): ServiceError =>
  new ServiceError('InvalidAttributeValue', `Invalid value for the parameter ${name}.${reason === '' ? '' : ` Reason: ${reason}`}`);

export const noSuchResource = (parameter: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `The resource that you specified for the ${parameter} parameter doesn't exist.`, 404);

export const invalidReceiptHandle = (handle: string): ServiceError =>
  new ServiceError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`, 404);

/** The value of a member that must be there. @throws ServiceError MissingRequiredParameterException */
export function given<T>(value: T | undefined, parameter: string): T {
  if (value === undefined) throw missingParameter(parameter);
  return value;
}
