import type { LambdaService } from '../../services/lambda/lambda.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
/** What Lambda's Invoke answers. */
export type InvokeResult = Awaited<ReturnType<LambdaService['invoke']>>;
/** The function that an integration's or an authorizer's URI names; undefined when it is no such URI. */
export declare function functionOfUri(uri: string): string | undefined;
/** Fills `${stageVariables.x}`; an undefined variable is empty text. */
export declare function fillStageVariables(text: string, variables: {
    readonly [name: string]: string;
}): string;
/**
 * Invokes the integration's function and waits no longer than the integration's time.
 *
 * @throws GatewayError when Lambda refuses the call (500) or does not answer in time (504)
 */
export declare function callLambda(exchange: RestExchange): Promise<InvokeResult>;
