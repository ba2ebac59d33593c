// What all the apps have in common: a store that answers at once, and the schema. Zod is left out of the bundles that are measured.
import { z } from 'zod';

export const origin = 'https://app.example.com';
const users = new Map([['1', { id: '1', name: 'Ada Lovelace', email: 'ada@example.com', age: 36 }]]);
export const getUser = async (id) => users.get(id);
export const addUser = async (user) => ({ ...user, id: '2' });

export const NewUser = z.object({ name: z.string().min(2).max(100), email: z.email(), age: z.int().min(18).max(120).optional() });

/** What every app answers to a body that does not fit. */
export const invalid = (issues) => ({
  error: 'Validation failed',
  details: issues.map((it) => ({ path: it.path.join('.'), message: it.message })),
});
