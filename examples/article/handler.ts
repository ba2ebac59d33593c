import { api, cors } from '@gatewright/api';
import { users } from './routes/users.ts';

const allowOrigins = (process.env.APP_ORIGINS ?? '').split(',').filter(Boolean);

export const handler = api({ cors: cors({ allowOrigins }) }, { ...users });
