import { boolean, integer, list, required, type Shape, string, structure } from '../../protocol/shape.ts';
import { double, timestamp } from '../../protocol/value-shapes.ts';
import { type Dimension, standardUnits } from './metrics/metric.ts';

/** Shapes that several operations share. @source botocore's model of CloudWatch */
const prefix = 'com.amazonaws.cloudwatch.';

export const namespace: Shape<string> = string({ min: 1, max: 255, pattern: '[^:].*' });
export const metricName: Shape<string> = string({ min: 1, max: 255 });
export const unit: Shape<string> = string({ values: standardUnits });
export const statistic: Shape<string> = string({ values: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] });
export const stateValue: Shape<string> = string({ values: ['INSUFFICIENT_DATA', 'ALARM', 'OK'] });
export const alarmName: Shape<string> = string({ min: 1, max: 255 });
export const alarmTypes: Shape<readonly string[]> = list(string({ values: ['CompositeAlarm', 'MetricAlarm'] }));
export const scanBy: Shape<string> = string({ values: ['TimestampDescending', 'TimestampAscending'] });
export const actions: Shape<readonly string[]> = list(string({ min: 1, max: 1024 }), { max: 5 });

export const dimensions: Shape<readonly Dimension[]> = list(
  structure(`${prefix}Dimension`, {
    Name: required(string({ min: 1, max: 255 })),
    Value: required(string({ min: 1, max: 1024 })),
  }),
  { max: 30 },
);

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const tags: Shape<readonly Tag[]> = list(
  structure(`${prefix}Tag`, { Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
  { max: 50 },
);

export interface MetricDatum {
  readonly MetricName: string;
  readonly Dimensions?: readonly Dimension[];
  readonly Timestamp?: number;
  readonly Value?: number;
  readonly StatisticValues?: { readonly SampleCount: number; readonly Sum: number; readonly Minimum: number; readonly Maximum: number };
  readonly Values?: readonly number[];
  readonly Counts?: readonly number[];
  readonly Unit?: string;
  readonly StorageResolution?: number;
}

export const metricDatum: Shape<MetricDatum> = structure(`${prefix}MetricDatum`, {
  MetricName: required(metricName),
  Dimensions: dimensions,
  Timestamp: timestamp,
  Value: double(),
  StatisticValues: structure(`${prefix}StatisticSet`, {
    SampleCount: required(double()),
    Sum: required(double()),
    Minimum: required(double()),
    Maximum: required(double()),
  }),
  Values: list(double()),
  Counts: list(double()),
  Unit: unit,
  StorageResolution: integer({ min: 1 }),
});

export interface MetricStat {
  readonly Metric: { readonly Namespace?: string; readonly MetricName?: string; readonly Dimensions?: readonly Dimension[] };
  readonly Period: number;
  readonly Stat: string;
  readonly Unit?: string;
}

export interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat?: MetricStat;
  readonly Expression?: string;
  readonly Label?: string;
  readonly ReturnData?: boolean;
  readonly Period?: number;
  readonly AccountId?: string;
}

export const metricDataQueries: Shape<readonly MetricDataQuery[]> = list(
  structure(`${prefix}MetricDataQuery`, {
    Id: required(string({ min: 1, max: 255 })),
    MetricStat: structure(`${prefix}MetricStat`, {
      Metric: required(structure(`${prefix}Metric`, { Namespace: namespace, MetricName: metricName, Dimensions: dimensions })),
      Period: required(integer({ min: 1 })),
      Stat: required(string()),
      Unit: unit,
    }),
    Expression: string({ min: 1, max: 2048 }),
    Label: string(),
    ReturnData: boolean,
    Period: integer({ min: 1 }),
    AccountId: string({ min: 1, max: 255 }),
  }),
  { max: 500 },
);
