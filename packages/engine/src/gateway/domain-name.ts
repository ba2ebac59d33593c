/** The host name an API has on this machine; on AWS `{apiId}.execute-api.{region}.amazonaws.com`. */
export function domainNameOf(apiId: string): string {
  return `${apiId}.execute-api.localhost`;
}
