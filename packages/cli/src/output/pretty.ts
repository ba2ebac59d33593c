import { homedir } from 'node:os';
import { relative, resolve } from 'node:path';
import type { Explanation, RequestTrace, RouteDescription } from '@gatewright/engine';
import { renderDiagnostic } from '@gatewright/template';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { type Colours, createColours } from './colours.ts';
import { placeText } from './place.ts';
import type { Reporter } from './reporter.ts';

/** Beyond these a person reads them with `gatewright doctor`. */
const maximumFindingsShown = 12;
const indent = ' '.repeat(11);
const platformLine = /^(START|END|REPORT|INIT_START|INIT_REPORT) /;

export interface PrettyReporter extends Reporter {
  /** Shows or hides Lambda's own START, END and REPORT lines. */
  togglePlatformLines(): boolean;
}

/** For a person: calm lines, colours where they help to find something. */
export function createPretty(terminal: Terminal, projectRoot: string): PrettyReporter {
  const paint = createColours(terminal.env.NO_COLOR === undefined);
  const place = (at: Explanation['at']): string => (at ? paint.cyan(placeText(at, projectRoot, terminal.cwd)) : '');
  let platformLines = false;

  const explain = (lead: string, { message, at, hint }: Explanation): void => {
    terminal.out(`${indent}${[lead, place(at)].filter(Boolean).join('  ')}`);
    for (const line of message.split('\n')) terminal.out(`${indent}${line}`);
    if (hint) terminal.out(`${indent}${paint.green('→')} ${hint}`);
  };

  return {
    ready(description, startedInMs) {
      const { apis, functionUrls, tables, functions, schedules = [], awsUrl, dataRoot, stackName } = description;
      terminal.out('');
      terminal.out(`  ${paint.bold('gatewright')} ${version}  ${paint.dim(`${stackName}, ready in ${Math.round(startedInMs)} ms`)}`);
      for (const api of apis) {
        terminal.out('');
        terminal.out(`  ${paint.bold(paint.cyan(api.url))}`);
        terminal.out('');
        for (const line of routeLines(api.routes, paint)) terminal.out(`  ${line}`);
        terminal.out('');
        terminal.out(`  ${paint.dim('stage')}   ${api.stages.join(', ')}`);
      }
      if (functionUrls.length > 0) terminal.out('');
      for (const { functionName, url } of functionUrls) terminal.out(`  ${paint.bold(paint.cyan(url))}  ${functionName}`);
      if (apis.length === 0 && functionUrls.length === 0) terminal.out(`\n  ${paint.yellow('This template declares no API.')}`);
      if (functions.length > 0 && apis.length === 0) terminal.out(`  ${paint.dim('functions')} ${functions.join(', ')}`);
      if (tables.length > 0) terminal.out(`  ${paint.dim('tables')}  ${tables.join(', ')}`);
      for (const { targets, expression, nextRun } of schedules) {
        const next = nextRun === undefined ? 'does not run' : `next ${nextRun.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}`;
        terminal.out(`  ${paint.dim('timer')}   ${targets.join(', ')}  ${paint.dim(`${expression}, ${next}`)}`);
      }
      terminal.out(`  ${paint.dim('data')}    ${dataRoot ? shortPath(dataRoot, terminal.cwd) : 'in memory, gone when you stop'}`);
      terminal.out(`  ${paint.dim('AWS')}     ${awsUrl}  ${paint.dim('(AWS_ENDPOINT_URL for your own tools)')}`);
      terminal.out(`  ${paint.dim('keys')}    r reload functions · l Lambda's log lines · c clear · q quit`);
      terminal.out('');
    },
    diagnostics(diagnostics, sources) {
      for (const diagnostic of diagnostics) {
        const { at } = diagnostic;
        const seen = at && { ...at, file: relative(terminal.cwd, resolve(projectRoot, at.file)) };
        terminal.error(renderDiagnostic({ ...diagnostic, at: seen }, at && sources.get(at.file)));
        terminal.error('');
      }
    },
    findings(findings) {
      if (findings.length === 0) return;
      const shown = findings.slice(0, maximumFindingsShown);
      for (const { rule, severity, message, at, hint } of shown) {
        const colour = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.dim;
        terminal.out(`  ${place(at)}  ${colour(rule)}`);
        terminal.out(`    ${message}`);
        terminal.out(`    ${paint.green('→')} ${hint}`);
      }
      const more = findings.length - shown.length;
      terminal.out(paint.dim(`  ${more > 0 ? `and ${more} more: ` : ''}gatewright doctor shows each with its line.`));
      terminal.out('');
    },
    request(trace) {
      terminal.out(requestLine(trace, paint));
      for (const call of trace.invocation?.awsCalls ?? []) {
        const failed = call.error ? `  ${paint.red(call.error)}` : '';
        const upstream = call.upstream && `(by ${call.upstream})`;
        const about = [call.service, call.operation, call.resource, upstream].filter(Boolean).join(' ');
        terminal.out(`${indent}${paint.dim(`${about}  ${milliseconds(call.durationMs)}`)}${failed}`);
      }
      const { refusal, notes, invocation } = trace;
      if (refusal) explain(paint.yellow(`${refusal.layer} ${refusal.rule}`), refusal);
      if (invocation?.error) explain(paint.red(`lambda ${invocation.error.errorType}`), invocation.error);
      for (const note of notes) explain(paint.yellow('note'), note);
      if (trace.accessLog !== undefined) terminal.out(`${indent}${paint.dim(trace.accessLog)}`);
    },
    lambda(event) {
      if (event.type === 'reload') {
        terminal.out(
          paint.dim(`${clock(Date.now())}   ${event.functionName} reloaded in ${Math.round(event.durationMs)} ms (${event.changed})`),
        );
      } else if (event.type === 'build-failed') {
        explain(`${paint.red(event.failure.errorType)}  ${event.functionName}`, event.failure);
      } else if (platformLines || !platformLine.test(event.line)) {
        for (const line of event.line.replace(/\n$/, '').split(/\r|\n/)) terminal.out(`${indent}${paint.dim('│')} ${line}`);
      }
    },
    notice: (text) => terminal.out(paint.dim(`  ${text}`)),
    failure(code, message, hint) {
      terminal.error(`${paint.red('error')} ${code}`);
      terminal.error(`  ${message}`);
      terminal.error(`  ${hint}`);
    },
    togglePlatformLines() {
      platformLines = !platformLines;
      return platformLines;
    },
  };
}

function routeLines(routes: readonly RouteDescription[], paint: Colours): readonly string[] {
  const method = Math.max(...routes.map((it) => it.method.length), 3);
  const path = Math.max(...routes.map((it) => it.path.length), 4);
  return routes.map((it) => {
    const guards = it.guards.length > 0 ? `  ${paint.yellow(it.guards.join(', '))}` : '';
    return `${paint.bold(it.method.padEnd(method))}  ${it.path.padEnd(path)}  ${paint.dim(it.target)}${guards}`;
  });
}

function requestLine(trace: RequestTrace, paint: Colours): string {
  const status = trace.statusCode ?? 0;
  const colour = status >= 500 ? paint.red : status >= 400 ? paint.yellow : paint.green;
  const { invocation } = trace;
  const started = invocation && (invocation.coldStart ? `cold ${milliseconds(invocation.initDurationMs ?? 0)}` : 'warm');
  const lambda = invocation ? `  ${invocation.functionName} ${paint.dim(started ?? '')}` : '';
  const time = paint.dim(clock(trace.startedAtMs));
  return `${time}   ${paint.bold(trace.method)} ${trace.path}  ${colour(String(status))}  ${milliseconds(trace.durationMs ?? 0)}${lambda}`;
}

function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

function clock(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 8);
}

function shortPath(path: string, from: string): string {
  if (path.startsWith(`${from}/`)) return path.slice(from.length + 1);
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~/${path.slice(home.length + 1)}` : path;
}
