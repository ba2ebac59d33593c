import type { FunctionConfiguration } from './function-configuration.ts';

export type SystemLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

const levels: readonly string[] = ['DEBUG', 'INFO', 'WARN', 'ERROR'];

/** Whether a record of the platform's own is written: JSON logs only, where INFO is the default. @source "Log-level filtering", AWS Lambda developer guide */
export function isLogged({ logging }: FunctionConfiguration, level: SystemLevel): boolean {
  return levels.indexOf(level) >= Math.max(0, levels.indexOf(logging?.systemLogLevel ?? 'INFO'));
}

export interface InitStart {
  readonly runtimeVersion: string;
  readonly runtimeVersionArn: string;
  readonly initializationType: string;
}

/** The first line of a new environment, where it is written. */
export function initStartLine(configuration: FunctionConfiguration, nowMs: number, start: InitStart): string | undefined {
  const { runtimeVersion, runtimeVersionArn, initializationType } = start;
  if (configuration.logging?.logFormat !== 'JSON')
    return `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}`;
  if (!isLogged(configuration, 'INFO')) return undefined;
  const { functionName, version = '$LATEST' } = configuration;
  return platformRecord(nowMs, 'platform.initStart', {
    initializationType,
    phase: 'init',
    runtimeVersion,
    runtimeVersionArn,
    functionName,
    functionVersion: version,
  });
}

export interface InitReport {
  readonly durationMs: number;
  readonly phase: 'init' | 'invoke';
  readonly status: 'error' | 'timeout';
  readonly errorType: string | undefined;
  readonly initializationType: string;
}

/** What is said of an initialisation that failed. */
export function initReportLine(configuration: FunctionConfiguration, nowMs: number, report: InitReport): string | undefined {
  const { durationMs, phase, status, errorType, initializationType } = report;
  if (configuration.logging?.logFormat !== 'JSON') {
    const line = `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}`;
    return errorType === undefined ? line : `${line}\tError Type: ${errorType}`;
  }
  if (!isLogged(configuration, 'ERROR')) return undefined;
  return platformRecord(nowMs, 'platform.initReport', {
    initializationType,
    phase,
    metrics: { durationMs: Math.round(durationMs * 1000) / 1000 },
    status,
    ...(errorType !== undefined && { errorType }),
  });
}

/** @source "Telemetry API Event schema reference", AWS Lambda developer guide */
export function platformRecord(nowMs: number, type: string, record: object): string {
  return JSON.stringify({ time: new Date(nowMs).toISOString(), type, record });
}
