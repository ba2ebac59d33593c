/** What variables of a function say to AWS's Parameters and Secrets Lambda Extension. */
export interface ExtensionSettings {
  readonly port: number;
  /** How many answers are kept; 0 keeps none. */
  readonly cacheSize: number;
  readonly parameterTtlMs: number;
  readonly secretTtlMs: number;
  readonly logLevel: LogLevel;
  /** What is not as it should be, and what counts in its place. */
  readonly warnings: readonly string[];
}

/** From the most talkative on. */
const logLevels = ['debug', 'info', 'warn', 'error', 'none'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Whether a line of one level is written by an extension that has another. */
export function isLogged(level: LogLevel, { logLevel }: ExtensionSettings): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(logLevel);
}

/**
 * Reads a function's variables as the extension does: what cannot be used gives way to the default, with a warning in the log.
 * @source "AWS Parameters and Secrets Lambda Extension environment variables", AWS Systems Manager and AWS Lambda guides; the warning of a long
 * time to live: issue 104 of aws-samples/aws-lambda-extensions
 */
export function readExtensionSettings(environment: { readonly [name: string]: string }): ExtensionSettings {
  const warnings: string[] = [];
  const number = (name: string, min: number, max: number, fallback: number): number => {
    const text = environment[name];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    warnings.push(`${name} is not a number from ${min} to ${max}. Using the default, ${fallback}.`);
    return fallback;
  };
  const ttlMs = (name: string, whose: string): number => {
    const text = environment[name];
    if (text === undefined) return maximumTtlSeconds * 1000;
    if (/^\d+$/.test(text) && Number(text) <= maximumTtlSeconds) return Number(text) * 1000;
    warnings.push(`${name} ${/^\d+$/.test(text) ? 'exceeds max limit' : 'is not a number'}. Setting ${whose} TTL to 5m0s.`);
    return maximumTtlSeconds * 1000;
  };
  const cacheSize = number('PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE', 0, 1000, 1000);
  const enabled = environment.PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED?.toLowerCase() !== 'false';
  const asked = environment.PARAMETERS_SECRETS_EXTENSION_LOG_LEVEL?.toLowerCase();
  return {
    port: number('PARAMETERS_SECRETS_EXTENSION_HTTP_PORT', 1, 65_535, 2773),
    cacheSize: enabled ? cacheSize : 0,
    parameterTtlMs: ttlMs('SSM_PARAMETER_STORE_TTL', 'Parameter Store'),
    secretTtlMs: ttlMs('SECRETS_MANAGER_TTL', 'Secrets Manager'),
    logLevel: logLevels.find((it) => it === asked) ?? 'info',
    warnings,
  };
}

/** Both the default and the longest. */
const maximumTtlSeconds = 300;
