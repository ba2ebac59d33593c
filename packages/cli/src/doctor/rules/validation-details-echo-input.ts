import { responsesOf } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';
import { calleeName, memberName, propertyOf, unwrap } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

/** A detail of Joi holds the rejected value in context.value: a password comes back in the answer, and in every log of it. */
export const validationDetailsEchoInput: Rule = {
  name: 'VALIDATION_DETAILS_ECHO_INPUT',
  *check({ modules }) {
    for (const module of modules) {
      const joi = [...module.all('Identifier')].some((it) => /^(joi|@hapi\/joi)$/.test(module.originOf(it)?.source ?? ''));
      if (!joi) continue;
      for (const { body } of module.once(responsesOf)) {
        const details =
          body &&
          module
            .within(body, 'MemberExpression')
            .find((it) => memberName(it) === 'details' && module.parentOf(it)?.type !== 'MemberExpression');
        if (!details || !isJoiError(module, details)) continue;
        const first = callsValidate(module).some((it) => !propertyOf(it.arguments[1] && module.valueOf(it.arguments[1]), 'abortEarly'));
        yield {
          severity: 'warning',
          message: `Joi's details repeat what the client sent in context.value, secrets included${first ? '; only the first fault is named, and "20" quietly becomes 20' : ''}.`,
          at: module.place(details),
          hint: "Answer error.details.map(({ path, message }) => ({ path: path.join('.'), message })), and validate with { abortEarly: false, convert: false }.",
        };
      }
    }
  },
};

function isJoiError(module: SourceModule, details: Parameters<typeof memberName>[0]): boolean {
  if (details.type !== 'MemberExpression') return false;
  const declaration = module.declarationOf(unwrap(details.object));
  if (declaration?.kind === 'catch') return true;
  return declaration?.init !== undefined && calleeName(unwrap(declaration.init)) === 'validate';
}

function callsValidate(module: SourceModule): ReturnType<typeof module.all<'CallExpression'>> {
  return module.all('CallExpression').filter((it) => calleeName(it) === 'validate');
}
