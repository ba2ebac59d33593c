import type { Place } from '../../places.ts';
import type { Value } from '../../template.ts';
import type { Section } from '../section.ts';
import type { ServiceFunction } from '../service.ts';

/** One `http` event of a function: one method of the REST API. */
export interface HttpEvent {
  readonly target: ServiceFunction;
  /** Without slashes at its ends; empty for the root. */
  readonly path: string;
  /** In capitals. */
  readonly method: string;
  readonly section: Section;
  readonly cors: Cors | undefined;
  readonly authorizer: Authorizer | undefined;
  readonly integration: IntegrationType;
  readonly request: HttpRequest;
  /** The line of the event. */
  readonly place: Place | undefined;
}

export type IntegrationType = 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';

/** The `cors` of one event. */
export interface Cors {
  readonly origin: string | undefined;
  readonly origins: readonly string[];
  readonly headers: readonly string[];
  readonly methods: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAge: number | undefined;
  readonly cacheControl: string | undefined;
}

/** What an event asks of a request. */
export interface HttpRequest {
  /** `method.request.querystring.page`: whether it is required. */
  readonly parameters: { readonly [parameter: string]: boolean };
  /** The same as written: with `mappedValue`, which an integration that is no proxy gets instead. */
  readonly mapped: { readonly [parameter: string]: Value };
  /** By content type: a JSON schema, a model, or the name of one at the provider. */
  readonly schemas: Section | undefined;
}

/** The `authorizer` of one event. */
export type Authorizer =
  | { readonly kind: 'iam' }
  /** One that is there already, by its id. */
  | {
      readonly kind: 'existing';
      readonly type: string;
      readonly authorizerId: Value;
      readonly scopes: readonly Value[];
      readonly claims: readonly string[];
    }
  | NamedAuthorizer;

interface NamedAuthorizer {
  readonly kind: 'lambda' | 'cognito';
  readonly name: string;
  readonly type: string | undefined;
  readonly arn: Value;
  /** The function of this service that decides, and its alias. */
  readonly target: ServiceFunction | undefined;
  readonly managedExternally: boolean;
  readonly resultTtlInSeconds: number | undefined;
  readonly identitySource: string | undefined;
  readonly identityValidationExpression: string | undefined;
  readonly scopes: readonly Value[];
  /** Claims that the integration lambda hands on. */
  readonly claims: readonly string[];
  readonly place: Place | undefined;
}
