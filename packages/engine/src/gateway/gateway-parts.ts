import type { Services } from '../services/services.ts';
import type { World } from '../world/world.ts';
import type { Identities } from './identity/identities.ts';

/** What each gateway is made of. */
export interface GatewayParts {
  readonly world: World;
  readonly services: Services;
  readonly identities: Identities;
}
