import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/**
 * Lets only callers pass whose key exists, is enabled and belongs to a usage plan of this stage. AWS answers alike to all others.
 * @source "Choose an API key source"; "Usage plans and API keys for REST APIs"; localstack's recordings
 */
export declare const checkApiKey: Step<RestExchange, RestRoute>;
