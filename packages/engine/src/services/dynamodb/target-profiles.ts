import type { TargetProfile } from './target-profile.ts';
import { alternator } from './targets/alternator.ts';

/** Every target but AWS itself. */
export const targetProfiles: readonly TargetProfile[] = [alternator];
