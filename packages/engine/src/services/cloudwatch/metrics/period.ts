import type { ServiceError } from '../../../protocol/service-error.ts';

/** @throws what `refuse` makes of AWS's sentence. @source "MetricStat", Amazon CloudWatch API reference, Period */
export function checkPeriod(seconds: number, path: string, refuse: (message: string) => ServiceError): void {
  if ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return;
  throw refuse(`The parameter ${path} must be 1, 5, 10, 20, 30, or a multiple of 60`);
}
