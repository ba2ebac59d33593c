import { expect, test } from 'vitest';
import { createWorld } from '../world/world.ts';
import { shortRequestId } from './short-request-id.ts';

test('is the base64 of what chance gave', () => {
  for (const hex of ['00'.repeat(11), 'ff'.repeat(11), '0123456789abcdef012345', 'deadbeefcafef00d987654']) {
    const world = { ...createWorld(), hex: () => hex };
    expect(shortRequestId(world)).toBe(`${Buffer.from(hex, 'hex').toString('base64url')}=`);
  }
});
