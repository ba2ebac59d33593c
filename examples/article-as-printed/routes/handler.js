// Scaffolding: three routes over the article's module, with nothing between the request and its functions.
const users = require('./routes/users');

exports.handler = async (event) => {
  try {
    switch (`${event.httpMethod} ${event.resource}`) {
      case 'GET /users':
        return answer(200, await users.getUsers());
      case 'GET /users/{id}':
        return answer(200, (await users.getUserById(event.pathParameters.id)) ?? null);
      default:
        return answer(201, await users.createUser(bodyOf(event)));
    }
  } catch (error) {
    console.error(error);
    return answer(error instanceof SyntaxError ? 400 : 500, { error: error.name });
  }
};

function bodyOf(event) {
  const text = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  return JSON.parse(text ?? '{}');
}

function answer(statusCode, value) {
  return { statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}
