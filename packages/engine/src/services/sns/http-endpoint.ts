import { ServiceError } from '../../protocol/service-error.ts';
import { invalidParameter } from './refusals.ts';

/** @source "Amazon SNS message delivery retries": an endpoint has fifteen seconds */
const timeoutMs = 15_000;

export interface Post {
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
  readonly topicArn: string;
  readonly subscriptionArn: string | undefined;
  readonly raw: boolean;
  readonly contentType: string;
  readonly body: string;
}

/** Nothing leaves this machine: only endpoints on it are called. @throws ServiceError InvalidParameter */
export function checkEndpoint(protocol: string, endpoint: string): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== `${protocol}:`) throw invalidParameter('Endpoint must match the specified protocol');
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\]|.*\.localhost)$/.test(url.hostname))
    throw invalidParameter(
      `Endpoint Reason: gatewright calls endpoints on this machine only, not ${url.hostname}. See docs/compatibility.md.`,
    );
}

/** @throws ServiceError when the endpoint does not take it; a status of 5xx is worth another attempt */
export async function postToEndpoint(endpoint: string, post: Post): Promise<void> {
  const headers = {
    'content-type': post.contentType,
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': post.type,
    'x-amz-sns-message-id': post.messageId,
    'x-amz-sns-topic-arn': post.topicArn,
    ...(post.subscriptionArn !== undefined && { 'x-amz-sns-subscription-arn': post.subscriptionArn }),
    ...(post.raw && { 'x-amz-sns-rawdelivery': 'true' }),
  };
  let status: number;
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: post.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch (error) {
    throw new ServiceError('EndpointUnreachable', error instanceof Error ? error.message : String(error), 503);
  }
  if (status >= 200 && status < 300) return;
  // A caller's fault is final, but for "too many requests".
  throw new ServiceError('EndpointFailed', `The endpoint answered ${status}.`, status >= 500 || status === 429 ? 500 : 400);
}
