import { placeOf } from '@gatewright/template';
import type { RequestValidator } from '../../../services/apigateway/rest-api.ts';
import { placeIn } from '../../../trace/place-in.ts';
import { GatewayError } from '../../gateway-error.ts';
import { baseMediaType } from '../../media-types.ts';
import type { Step } from '../../step.ts';
import { readMappingSource } from '../mapping-source.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/**
 * Checks required parameters, then the body against the model of its content type.
 * @source "Request validation for REST APIs in API Gateway"; localstack's recordings of request validators
 */
export const validateRequest: Step<RestExchange, RestRoute> = {
  name: 'validateRequest',
  applies: (route) => validatorOf(route) !== undefined,
  run(exchange) {
    const validator = validatorOf(exchange.route);
    if (validator?.validateRequestParameters) validateParameters(exchange, validator);
    return validator?.validateRequestBody ? validateBody(exchange, validator) : undefined;
  },
};

function validatorOf({ api, method }: RestRoute): RequestValidator | undefined {
  const validator = method.requestValidatorId === undefined ? undefined : api.requestValidators.get(method.requestValidatorId);
  return validator?.validateRequestBody || validator?.validateRequestParameters ? validator : undefined;
}

function validateParameters(exchange: RestExchange, validator: RequestValidator): void {
  const { requestParameters, source } = exchange.route.method;
  const required = Object.keys(requestParameters).filter((parameter) => requestParameters[parameter] === true);
  const missing = required.filter((parameter) => !readMappingSource(parameter, exchange)?.trim()).sort();
  if (missing.length === 0) return;
  const names = missing.map((parameter) => parameter.replace(/^method\.request\.[a-z]+\./, ''));
  const message = `The request validator "${validator.name}" requires ${missing.join(', ')}.`;
  throw new GatewayError('BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${names.join(', ')}]`, {
    explanation: { message, at: placeIn(source, 'RequestParameters', 'parameters'), hint: 'Send them, and not blank.' },
  });
}

async function validateBody(exchange: RestExchange, validator: RequestValidator): Promise<void> {
  const { route, headers, request } = exchange;
  const { requestModels, source } = route.method;
  const contentType = baseMediaType(headers.last('content-type') ?? 'application/json');
  const name = requestModels[contentType] ?? requestModels.$default;
  const model = name === undefined ? undefined : route.api.models.get(name);
  if (!model) return;
  const faults = await exchange.stage.schemas.faultsOf(model.name, request.body.toString('utf8'));
  if (faults.length === 0) return;
  const message = `The body does not fit the model "${model.name}" that the request validator "${validator.name}" asks for: ${faults.join('; ')}.`;
  throw new GatewayError('BAD_REQUEST_BODY', 'Invalid request body', {
    explanation: { message, at: placeOf(model.source) ?? placeOf(source) },
    validationErrorString: `[${faults.join(', ')}]`,
  });
}
