import { ServiceError } from '../protocol/service-error.ts';
import type { Delivery, Targets } from './targets.ts';

/** Hands something over once. @returns why it was refused, undefined when it was taken */
export async function attemptDelivery(targets: Targets, arn: string, delivery: Delivery): Promise<ServiceError | undefined> {
  try {
    await targets.deliver(arn, delivery);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** Whether another attempt may end otherwise: missing rights and missing targets do not mend themselves. */
export function isTemporary({ code, status }: ServiceError): boolean {
  return status >= 500 || status === 429 || /Throttl|TooManyRequests/.test(code);
}
