import { resolve } from 'node:path';
import { createLocalIssuer, localIssuerFile } from '@gatewright/engine';
import { type Command, type CommandInput, textOption, UsageError } from '../command.ts';

/** Where a running `gatewright dev` publishes the key, by OpenID's discovery. */
const defaultIssuer = 'http://127.0.0.1:4566/_gatewright/issuer';
const defaultLifeSeconds = 3600;

export const token: Command = {
  name: 'token',
  summary: 'Sign a token for development: the JWT and Cognito authorizers of a `gatewright dev` over the same data folder accept it.',
  options: {
    sub: { type: 'string', value: 'NAME', summary: 'the subject: who calls (developer)' },
    scope: { type: 'string', value: 'SCOPE', multiple: true, summary: 'a scope, or several with blanks; may be repeated' },
    audience: { type: 'string', value: 'AUDIENCE', multiple: true, summary: "the aud claim (none: the token is for every API's audience)" },
    issuer: { type: 'string', value: 'URL', summary: `the iss claim (${defaultIssuer})` },
    claim: { type: 'string', value: 'NAME=VALUE', multiple: true, summary: 'a further claim; a VALUE that is JSON is taken as JSON' },
    expires: { type: 'string', value: 'TIME', summary: 'how long it counts: 90s, 15m, 12h, 7d; --expires=-1m has expired already (1h)' },
    data: { type: 'string', value: 'DIR', summary: 'the data folder of gatewright dev, where the key lives (.gatewright)' },
  },
  async run(input, terminal) {
    const issuer = createLocalIssuer(resolve(terminal.cwd, textOption(input, 'data') ?? '.gatewright', localIssuerFile));
    const now = Math.floor(Date.now() / 1000);
    terminal.out(await issuer.sign(claimsOf(input, now)));
    return 0;
  },
};

/** An access token when it has scopes, an identity token when it has none: user pools' authorizers tell them apart. */
function claimsOf(input: CommandInput, now: number): { readonly [name: string]: unknown } {
  const scopes = listOption(input, 'scope')
    .flatMap((it) => it.split(/\s+/))
    .filter((it) => it !== '');
  const audience = listOption(input, 'audience');
  const sub = textOption(input, 'sub') ?? 'developer';
  return {
    iss: textOption(input, 'issuer') ?? defaultIssuer,
    sub,
    username: sub,
    token_use: scopes.length > 0 ? 'access' : 'id',
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(audience.length > 0 && { aud: audience.length === 1 ? audience[0] : audience }),
    iat: now,
    auth_time: now,
    exp: now + lifeOf(textOption(input, 'expires')),
    ...Object.fromEntries(listOption(input, 'claim').map(claimOf)),
  };
}

function listOption(input: CommandInput, name: string): readonly string[] {
  const value = input.values[name];
  return Array.isArray(value) ? value : [];
}

const unitSeconds: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600, d: 86_400 };

function lifeOf(text: string | undefined): number {
  if (text === undefined) return defaultLifeSeconds;
  const [, amount, unit = ''] = /^(-?\d+)([smhd])$/.exec(text) ?? [];
  const seconds = unitSeconds[unit];
  if (amount === undefined || seconds === undefined)
    throw new UsageError(`--expires is a time such as 90s, 15m, 12h or 7d, not "${text}".`);
  return Number(amount) * seconds;
}

function claimOf(text: string): readonly [string, unknown] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`--claim is NAME=VALUE, not "${text}".`);
  const value = text.slice(equals + 1);
  try {
    return [text.slice(0, equals), JSON.parse(value)];
  } catch {
    // Text that is no JSON is a text.
    return [text.slice(0, equals), value];
  }
}
