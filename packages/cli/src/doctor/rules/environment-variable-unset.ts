import { environmentReadsOf } from '../lambda/environment.ts';
import type { Rule } from '../rule.ts';

/** Set by Lambda, by Node or by the shell, or an ordinary switch that code lives without. */
const providedNames =
  /^(AWS_\w+|LAMBDA_\w+|_HANDLER|_X_AMZN_TRACE_ID|PATH|LD_LIBRARY_PATH|TZ|LANG|HOME|NODE_\w+|DEBUG|LOG_LEVEL|CI|STAGE)$/;

/** A variable that the template does not set is undefined on AWS, whatever the developer's own shell holds. */
export const environmentVariableUnset: Rule = {
  name: 'ENVIRONMENT_VARIABLE_UNSET',
  *check({ template, modulesOf, modules, dependencies }) {
    // A .env file that is deployed with the code, or read by a plugin, sets variables that no template shows.
    const dotenv = modules.some((it) => [...it.all('Literal')].some((literal) => /^dotenv(\/|$)/.test(String(literal.value))));
    if (dotenv || dependencies?.has('serverless-dotenv-plugin')) return;
    const seen = new Set<string>();
    for (const functionFacts of template?.functions ?? []) {
      if (!functionFacts.environment) continue;
      for (const module of modulesOf(functionFacts)) {
        const reads = module.once(environmentReadsOf);
        for (const { name, node } of reads) {
          const known =
            functionFacts.environment.has(name) || providedNames.test(name) || reads.some((it) => it.name === name && it.tests.length > 0);
          if (known || seen.has(`${module.file} ${name}`)) continue;
          seen.add(`${module.file} ${name}`);
          yield {
            severity: 'error',
            message: `The template sets no "${name}" for "${functionFacts.logicalId}" (${functionFacts.at.file}:${functionFacts.at.line}): it is undefined on AWS, and a text is expected here.`,
            at: module.place(node),
            hint: `Add ${name} to the function's environment variables, and fail at start, by name, when it is missing.`,
          };
        }
      }
    }
  },
};
