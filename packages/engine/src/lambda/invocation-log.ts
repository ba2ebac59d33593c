import type { FunctionConfiguration } from './function-configuration.ts';
import type { LogPlace } from './lambda-runtime.ts';
import { isLogged, platformRecord, type SystemLevel } from './system-log.ts';

/** X-Amz-Log-Result shows this much. @source "Invoke", AWS Lambda API reference */
const tailBytes = 4096;
/** What one invocation may say; beyond it lines are counted, not kept: a log in a loop must not fill the developer's memory. */
export const maximumLogBytes: number = 1024 * 1024;

/** @param place of the execution environment, when one ran */
export type EmitLine = (requestId: string | undefined, line: string, place: LogPlace | undefined) => void;

export interface Report {
  readonly durationMs: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  readonly initDurationMs?: number | undefined;
  readonly status?: 'error' | 'timeout' | undefined;
  readonly errorType?: string | undefined;
}

/** The log of one invocation, in the lines CloudWatch Logs shows. @source AWS Lambda developer guide, "Log and monitor functions" */
export class InvocationLog {
  readonly #requestId: string;
  readonly #version: string;
  readonly #json: boolean;
  readonly #configuration: FunctionConfiguration;
  readonly #emit: EmitLine;
  readonly #now: () => number;
  readonly #tail: string[] = [];
  #tailBytes = 0;
  #bytes = 0;
  #dropped = 0;
  #started = false;
  #place: LogPlace | undefined;

  constructor(requestId: string, configuration: FunctionConfiguration, now: () => number, emit: EmitLine) {
    const { version = '$LATEST', logging } = configuration;
    this.#configuration = configuration;
    this.#requestId = requestId;
    this.#version = version;
    this.#json = logging?.logFormat === 'JSON';
    this.#now = now;
    this.#emit = emit;
  }

  /** The START line; once, before anything else. @param place of the environment that begins with the invocation */
  start(place: LogPlace | undefined = this.#place): void {
    this.#place = place;
    if (this.#started) return;
    this.#started = true;
    if (this.#json) this.#platform('INFO', 'platform.start', { version: this.#version });
    else this.#write(`START RequestId: ${this.#requestId} Version: ${this.#version}`);
  }

  line(text: string): void {
    this.start();
    this.#bytes += text.length;
    if (this.#bytes > maximumLogBytes) this.#dropped += 1;
    else this.#write(text);
  }

  end(report: Report): void {
    this.start();
    if (this.#dropped > 0)
      this.#write(`(gatewright left out ${this.#dropped} more log lines of this invocation, after the first megabyte)`);
    const { durationMs, memorySizeMb, maxMemoryUsedMb, initDurationMs, status, errorType } = report;
    const billedMs = Math.ceil(durationMs + (initDurationMs ?? 0));
    if (this.#json) {
      const metrics = {
        durationMs: rounded(durationMs),
        billedDurationMs: billedMs,
        memorySizeMB: memorySizeMb,
        maxMemoryUsedMB: maxMemoryUsedMb,
      };
      const init = initDurationMs === undefined ? {} : { initDurationMs: rounded(initDurationMs) };
      const failed = status !== undefined;
      this.#platform(failed ? 'ERROR' : 'DEBUG', 'platform.runtimeDone', {
        status: status ?? 'success',
        metrics: { durationMs: metrics.durationMs },
      });
      this.#platform(failed ? 'ERROR' : 'INFO', 'platform.report', {
        metrics: { ...metrics, ...init },
        status: status ?? 'success',
        ...(errorType && { errorType }),
      });
      return;
    }
    this.#write(`END RequestId: ${this.#requestId}`);
    const fields = [
      `Duration: ${durationMs.toFixed(2)} ms`,
      `Billed Duration: ${billedMs} ms`,
      `Memory Size: ${memorySizeMb} MB`,
      `Max Memory Used: ${maxMemoryUsedMb} MB`,
    ];
    if (initDurationMs !== undefined) fields.push(`Init Duration: ${initDurationMs.toFixed(2)} ms`);
    if (status) fields.push(`Status: ${status}`);
    if (errorType) fields.push(`Error Type: ${errorType}`);
    this.#write(`REPORT RequestId: ${this.#requestId}\t${fields.join('\t')}\t`);
  }

  /** The last 4 KB. */
  get tail(): string {
    const text = `${this.#tail.join('\n')}\n`;
    return Buffer.byteLength(text) <= tailBytes ? text : Buffer.from(text).subarray(-tailBytes).toString('utf8');
  }

  #platform(level: SystemLevel, type: string, record: object): void {
    if (isLogged(this.#configuration, level)) this.#write(platformRecord(this.#now(), type, { requestId: this.#requestId, ...record }));
  }

  #write(line: string): void {
    this.#emit(this.#requestId, line, this.#place);
    this.#tail.push(line);
    this.#tailBytes += line.length + 1;
    while (this.#tail.length > 1 && this.#tailBytes - (this.#tail[0]?.length ?? 0) - 1 > tailBytes) {
      this.#tailBytes -= (this.#tail.shift()?.length ?? 0) + 1;
    }
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
