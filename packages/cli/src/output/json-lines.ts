import type { Explanation, LambdaEvent, RequestTrace } from '@gatewright/engine';
import type { Terminal } from '../terminal.ts';
import { placeText } from './place.ts';
import type { Reporter } from './reporter.ts';

type LogEvent = Extract<LambdaEvent, { readonly type: 'log' }>;

/** One JSON object a line on standard output, for a program that reads us; `type` tells them apart. */
export function createJsonLines(terminal: Terminal, projectRoot: string): Reporter {
  const write = (line: object): void => terminal.out(JSON.stringify(line));
  const explanation = ({ message, at, hint }: Explanation): object => ({
    message,
    ...(at && { at: placeText(at, projectRoot, terminal.cwd) }),
    ...(hint && { hint }),
  });
  return {
    ready: (description, startedInMs) => write({ type: 'ready', ...description, startedInMs }),
    diagnostics(diagnostics) {
      for (const { code, severity, ...rest } of diagnostics) write({ type: 'diagnostic', code, severity, ...explanation(rest) });
    },
    findings(findings) {
      for (const { rule, severity, docs, ...rest } of findings) write({ type: 'finding', rule, severity, ...explanation(rest), docs });
    },
    request: (trace) => terminal.out(isPlain(trace) ? plainRequest(trace) : JSON.stringify(requestRecord(trace, explanation))),
    lambda(event) {
      if (event.type === 'log') terminal.out(logLine(event));
      else if (event.type === 'build-failed') {
        const { failure, functionName } = event;
        write({ type: 'build-failed', functionName, errorType: failure.errorType, ...explanation(failure) });
      } else write(event);
    },
    notice: (text) => write({ type: 'notice', message: text }),
    failure: (code, message, hint) => write({ type: 'failure', code, message, hint }),
  };
}

/** Most lines are of two kinds. They are put together by hand: JSON.stringify takes three times as long over an object as over its text. */
function logLine({ functionName, requestId, line }: LogEvent): string {
  const id = requestId === undefined ? '' : `,"requestId":"${requestId}"`;
  return `{"type":"log","functionName":"${functionName}"${id},"line":${JSON.stringify(line)}}`;
}

/** Answered without anything to explain. */
function isPlain({ refusal, invocation, notes, stage, resourcePath, accessLog }: RequestTrace): boolean {
  return (
    refusal === undefined &&
    accessLog === undefined &&
    notes.length === 0 &&
    stage !== undefined &&
    resourcePath !== undefined &&
    (invocation === undefined ||
      (invocation.error === undefined && invocation.initDurationMs === undefined && invocation.awsCalls.length === 0))
  );
}

/** What JSON.stringify makes of requestRecord, for a trace that is plain. */
function plainRequest(trace: RequestTrace): string {
  const { requestId, method, path, statusCode, durationMs, apiId, stage, resourcePath, invocation } = trace;
  let steps = '';
  for (const step of trace.steps) steps += `${steps === '' ? '' : ','}{"name":"${step.name}","durationMs":${round(step.durationMs)}}`;
  const ofFunction = invocation
    ? `,"functionName":"${invocation.functionName}","coldStart":${invocation.coldStart}` +
      `,"invocation":{"requestId":"${invocation.requestId}","durationMs":${round(invocation.durationMs)}},"awsCalls":[]`
    : '';
  return (
    `{"type":"request","time":"${new Date(trace.startedAtMs).toISOString()}","requestId":"${requestId}","method":${JSON.stringify(method)}` +
    `,"path":${JSON.stringify(path)},"statusCode":${statusCode},"durationMs":${round(durationMs)},"apiId":"${apiId}","stage":"${stage}"` +
    `,"resourcePath":${JSON.stringify(resourcePath)}${ofFunction},"steps":[${steps}]}`
  );
}

function requestRecord(trace: RequestTrace, explanation: (it: Explanation) => object): object {
  const { refusal, invocation, notes } = trace;
  return {
    type: 'request',
    time: new Date(trace.startedAtMs).toISOString(),
    requestId: trace.requestId,
    method: trace.method,
    path: trace.path,
    statusCode: trace.statusCode,
    durationMs: round(trace.durationMs),
    apiId: trace.apiId,
    stage: trace.stage,
    resourcePath: trace.resourcePath,
    ...(invocation && {
      functionName: invocation.functionName,
      coldStart: invocation.coldStart,
      invocation: {
        requestId: invocation.requestId,
        durationMs: round(invocation.durationMs),
        initDurationMs: round(invocation.initDurationMs),
        ...(invocation.error && { error: { errorType: invocation.error.errorType, ...explanation(invocation.error) } }),
      },
      awsCalls: invocation.awsCalls.map((call) => ({ ...call, durationMs: round(call.durationMs) })),
    }),
    ...(refusal && { refusal: { layer: refusal.layer, rule: refusal.rule, ...explanation(refusal) } }),
    ...(notes.length > 0 && { notes: notes.map(explanation) }),
    steps: trace.steps.map(({ name, durationMs }) => ({ name, durationMs: round(durationMs) })),
    ...(trace.accessLog !== undefined && { accessLog: trace.accessLog }),
  };
}

function round(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 100) / 100;
}
