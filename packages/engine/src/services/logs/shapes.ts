import { integer, list, type Shape, string } from '../../protocol/shape.ts';

export const logGroupName: Shape<string> = string({ min: 1, pattern: '[\\.\\-_/#A-Za-z0-9]+' });
export const logStreamName: Shape<string> = string({ min: 1, pattern: '[^:*]*' });
export const logGroupIdentifier: Shape<string> = string({ min: 1, max: 2048, pattern: '[\\w#+=/:,.@-]*' });
export const filterName: Shape<string> = string({ min: 1, max: 512, pattern: '[^:*]*' });
export const filterPattern: Shape<string> = string({ max: 1024 });
export const nextToken: Shape<string> = string({ min: 1 });
export const logGroupClass: Shape<string> = string({ values: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] });
export const tagKeys: Shape<readonly string[]> = list(string({ min: 1, max: 128 }), { min: 0, max: 50 });
export const pageLimit: Shape<number> = integer({ min: 1, max: 50 });
