import { type Document, documentOf, textListOf, textMapOf, textOf } from './request-document.ts';
import type { TestInvocation } from './test-invoker.ts';

/** What the two test operations have in common. @source "TestInvokeMethod", Amazon API Gateway V1 API reference */
export function testInvocationOf(restApiId: string, body: Document): TestInvocation {
  const multiple = documentOf(body, 'multiValueHeaders') ?? {};
  const headers = Object.keys(multiple).flatMap((name) => (textListOf(multiple, name) ?? []).map((value) => [name, value] as const));
  for (const [name, value] of Object.entries(textMapOf(body, 'headers') ?? {})) {
    if (!headers.some(([it]) => it.toLowerCase() === name.toLowerCase())) headers.push([name, value]);
  }
  return {
    restApiId,
    pathWithQueryString: textOf(body, 'pathWithQueryString'),
    headers,
    body: textOf(body, 'body') ?? '',
    stageVariables: textMapOf(body, 'stageVariables') ?? {},
  };
}
