import { ServiceError } from '../../protocol/service-error.ts';

/** A deletion that may find nothing: what belongs to a log group goes with it. */
export async function gone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ResourceNotFoundException') throw error;
  }
}
