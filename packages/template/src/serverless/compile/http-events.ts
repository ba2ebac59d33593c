import { knownProperties } from '../known-properties.ts';
import { isUnresolved, Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { readAuthorizer } from './authorizers.ts';
import { readCors } from './cors.ts';
import type { FunctionEvent } from './event-type.ts';
import type { HttpEvent, IntegrationType } from './http-event.ts';
import { readIntegration } from './integration.ts';
import { readRequest } from './request.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE', 'ANY'];

/** Reads the `http` events of all functions. */
export function readHttpEvents(service: Service, events: readonly FunctionEvent[]): readonly HttpEvent[] {
  return events.flatMap(({ target, section }) => readHttpEvent(service, target, section) ?? []);
}

function readHttpEvent(service: Service, target: ServiceFunction, event: Section): HttpEvent | undefined {
  const section = httpSection(event);
  if (!section) return undefined;
  section.allow(knownProperties.http);
  const method = section.text('method')?.toUpperCase();
  const path = section.text('path');
  if (path === undefined) section.missing('path', 'Give the path of the method, as /users/{id}.');
  if (method === undefined) section.missing('method', `Give one of ${methods.join(', ')}.`);
  if (path === undefined || method === undefined || isUnresolved(path) || isUnresolved(method)) return undefined;
  if (!methods.includes(method)) {
    section.invalid('method', `is "${method}", which is not a method of API Gateway.`, `Take one of ${methods.join(', ')}.`);
    return undefined;
  }
  const integration = readIntegration(section);
  if (!integration) return undefined;
  checkResponse(section, integration);
  const plainPath = path.replace(/^\//, '').replace(/\/$/, '');
  return {
    target,
    path: plainPath,
    method,
    section,
    cors: readCors(section, method),
    authorizer: readAuthorizer(service, section),
    integration,
    request: readRequest(section, integration),
    place: event.placeOfName('http'),
  };
}

/** `http: GET users/{id}` is short for a mapping of method and path. */
function httpSection(event: Section): Section | undefined {
  const written = event.raw('http');
  if (typeof written !== 'string') return event.section('http');
  if (isUnresolved(written)) return undefined;
  const [method = '', path = ''] = written.split(' ');
  return new Section({ method, path }, `${event.path}.http`, event.report);
}

/** A proxy integration leaves the answer to what it calls. */
function checkResponse(section: Section, integration: IntegrationType): void {
  const response = section.section('response');
  response?.allow(knownProperties.response);
  for (const name of integration.endsWith('_PROXY') ? (response?.names ?? []) : []) {
    if (name === 'transferMode') continue;
    const message = `"${response?.path}.${name}" has no effect: Serverless leaves it out with a proxy integration.`;
    section.report({ code: 'INVALID_VALUE', severity: 'warning', message, at: response?.placeOfName(name), hint: 'Remove it.' });
  }
}
