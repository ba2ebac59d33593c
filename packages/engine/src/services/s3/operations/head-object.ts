import type { S3Operation } from '../operation.ts';
import { answerObject } from './get-object.ts';

/** @source "HeadObject", Amazon S3 API reference */
export const headObject: S3Operation = { name: 'HeadObject', method: 'HEAD', on: 'object', run: answerObject };
