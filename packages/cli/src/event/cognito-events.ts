import type { EventOptions, EventSource } from './event-source.ts';

/** What a trigger is asked and may answer. @source "Customizing user pool workflows with Lambda triggers", Amazon Cognito developer guide */
interface Trigger {
  readonly name: string;
  readonly summary: string;
  readonly triggerSource: string;
  readonly request: object;
  readonly response: object;
}

const userAttributes = { sub: '11111111-2222-3333-4444-555555555555', email: 'alice@example.com', email_verified: 'true' };

const triggers: readonly Trigger[] = [
  {
    name: 'cognito-pre-sign-up',
    summary: 'a user signs up',
    triggerSource: 'PreSignUp_SignUp',
    request: { userAttributes: { email: 'alice@example.com' }, validationData: null },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  },
  {
    name: 'cognito-post-confirmation',
    summary: 'a user has confirmed the sign-up',
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes },
    response: {},
  },
  {
    name: 'cognito-pre-authentication',
    summary: 'a user signs in',
    triggerSource: 'PreAuthentication_Authentication',
    request: { userAttributes, userNotFound: false },
    response: {},
  },
  {
    name: 'cognito-post-authentication',
    summary: 'a user has signed in',
    triggerSource: 'PostAuthentication_Authentication',
    request: { userAttributes, newDeviceUsed: false },
    response: {},
  },
  {
    name: 'cognito-pre-token-generation',
    summary: 'tokens are about to be made',
    triggerSource: 'TokenGeneration_Authentication',
    request: { userAttributes, groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null } },
    response: { claimsOverrideDetails: null },
  },
  {
    name: 'cognito-custom-message',
    summary: 'a message to a user is about to be sent',
    triggerSource: 'CustomMessage_SignUp',
    request: { userAttributes, codeParameter: '{####}', linkParameter: '{##Click Here##}', usernameParameter: null },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  },
];

export const cognitoEvents: readonly EventSource[] = triggers.map(({ name, summary, triggerSource, request, response }) => ({
  name,
  summary,
  takes: ['name', 'region'],
  event: ({ name: pool, region }: EventOptions) => ({
    version: '1',
    region,
    userPoolId: pool ?? `${region}_AbCdEfGhI`,
    userName: 'alice',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    triggerSource,
    request,
    response,
  }),
}));
