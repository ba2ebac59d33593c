import type { BucketConfiguration } from './bucket-configuration.ts';
import { accelerate } from './configurations/accelerate.ts';
import { cors } from './configurations/cors.ts';
import { encryption } from './configurations/encryption.ts';
import { lifecycle } from './configurations/lifecycle.ts';
import { logging } from './configurations/logging.ts';
import { notification } from './configurations/notification.ts';
import { objectLock } from './configurations/object-lock.ts';
import { ownershipControls } from './configurations/ownership-controls.ts';
import { publicAccessBlock } from './configurations/public-access-block.ts';
import { replication } from './configurations/replication.ts';
import { requestPayment } from './configurations/request-payment.ts';
import { website } from './configurations/website.ts';

/** The documents of a bucket. To add one: a file in configurations/, a line here. */
export const configurations: readonly BucketConfiguration[] = [
  accelerate,
  cors,
  encryption,
  lifecycle,
  logging,
  notification,
  objectLock,
  ownershipControls,
  publicAccessBlock,
  replication,
  requestPayment,
  website,
];
