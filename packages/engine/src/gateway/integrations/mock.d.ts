import type { RestIntegration } from './integration.ts';
/** MOCK: the request template alone decides; nobody is called. */
export declare const mock: RestIntegration;
/**
 * The status in what a request template gave. API Gateway reads it leniently: names with single quotes or none, commas to spare.
 * @source localstack's recordings of MOCK integrations; serverless writes `{statusCode:200}`
 */
export declare function statusCodeOf(text: string): number | undefined;
