import { ServiceError } from '../protocol/service-error.ts';

/** What one service hands to another: an event to a function, a message to a queue or a topic. */
export interface Delivery {
  /** JSON text for a function or an event bus; any text for a queue or a topic. */
  readonly payload: string;
  /** The AWS service that hands it over, whose right the target's policy must grant; absent for the account's own credentials. */
  readonly onBehalfOf?: { readonly principal: string; readonly sourceArn: string; readonly sourceAccount?: string } | undefined;
  /** Of a queue or a topic: what stands beside the text, as SQS and SNS write it. */
  readonly messageAttributes?:
    | {
        readonly [name: string]: {
          readonly DataType: string;
          readonly StringValue?: string | undefined;
          readonly BinaryValue?: string | undefined;
        };
      }
    | undefined;
  /** Of a queue or a topic: the trace that the delivery is part of. */
  readonly traceHeader?: string | undefined;
  /** Of a topic. */
  readonly subject?: string | undefined;
  /** Of a FIFO target. */
  readonly messageGroupId?: string | undefined;
  readonly messageDeduplicationId?: string | undefined;
}

/** Takes a delivery for one of its resources. Resolves when it is accepted, not when it has been worked on. @throws ServiceError */
export type Deliver = (targetArn: string, delivery: Delivery) => Promise<void>;

/** Where events go, by ARN: services reach each other through this alone. */
export interface Targets {
  /** @throws ServiceError when the target is not there, refuses, or is of a service that takes no deliveries here */
  readonly deliver: Deliver;
}

/** @param services by the service of their ARNs: `lambda`, `sqs`, `sns`, `events` */
export function createTargets(services: () => { readonly [service: string]: Deliver }): Targets {
  return {
    async deliver(targetArn, delivery) {
      const service = targetArn.split(':')[2] ?? '';
      const table = services();
      const deliver = Object.hasOwn(table, service) ? table[service] : undefined;
      if (!deliver) throw new ServiceError('InvalidParameterValueException', `gatewright delivers nothing to ${targetArn} yet.`);
      await deliver(targetArn, delivery);
    },
  };
}
