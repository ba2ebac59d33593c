import { invalidParameter } from './refusals.ts';

/** @source "Amazon SQS cost allocation tags", developer guide */
const maximumTags = 50;

/** @throws ServiceError InvalidParameterValueException */
export function checkTags(queueName: string, tags: { readonly [key: string]: string }): void {
  if (Object.keys(tags).length > maximumTags) throw invalidParameter(`Too many tags added for queue ${queueName}.`);
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128) throw invalidParameter('Tag keys must be between 1 and 128 characters in length.');
    if (value.length > 256) throw invalidParameter('Tag values must be between 0 and 256 characters in length.');
  }
}
