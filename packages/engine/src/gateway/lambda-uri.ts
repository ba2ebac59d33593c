const pattern = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/+[^/]+\/functions\/(.+)\/(?:response-streaming-)?invocations$/;

/** The function that an integration's or an authorizer's URI names; undefined when it is no such URI. */
export function functionOfUri(uri: string): string | undefined {
  return pattern.exec(uri)?.[1];
}

/** Fills `${stageVariables.x}`; an undefined variable is empty text. */
export function fillStageVariables(text: string, variables: { readonly [name: string]: string }): string {
  if (!text.includes('${stageVariables.')) return text;
  return text.replace(/\$\{stageVariables\.([\w]+)\}/g, (_all, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : '',
  );
}
