export interface ExportOptions {
  readonly type: 'swagger' | 'oas30';
  /** `integrations`, `authorizers`, or `apigateway` for all. */
  readonly extensions: readonly string[];
  readonly region: string;
}
