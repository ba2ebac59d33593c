import createApi from 'lambda-api';
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const app = createApi({ errorHeaderWhitelist: ['access-control-allow-origin', 'vary'] });
const cors = (req, res) => {
  res.cors({
    origin: req.headers.origin === origin ? origin : 'null',
    methods: 'GET, POST, OPTIONS',
    headers: 'Content-Type, Authorization',
  });
  res.header('vary', 'Origin');
};
app.use((req, res, next) => {
  cors(req, res);
  next();
});
app.get('/users/:id', async (req, res) => {
  const user = await getUser(req.params.id);
  return user ?? res.status(404).json({ error: 'User not found' });
});
app.post('/users', async (req, res) => {
  const { success, data, error } = NewUser.safeParse(req.body);
  return success ? res.status(201).json(await addUser(data)) : res.status(400).json(invalid(error.issues));
});
app.options('/*', (_req, res) => res.status(204).send(''));
app.any('/*', (_req, res) => res.status(404).json({ error: 'Not found' }));
export const handler = (event, context) => app.run(event, context);
