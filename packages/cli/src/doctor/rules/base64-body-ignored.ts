import { bodyParsesOf } from '../lambda/bodies.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import { memberName, propertyName } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

/** A body that API Gateway takes for binary arrives in base64, with isBase64Encoded true. */
export const base64BodyIgnored: Rule = {
  name: 'BASE64_BODY_IGNORED',
  *check(project) {
    for (const module of project.modules) {
      const parse = module.once(bodyParsesOf)[0];
      if (!parse || companions(project, module).some(readsFlag)) continue;
      const binary = project.apisOf(module).some((it) => it.binaryMediaTypes.length > 0);
      const when = binary
        ? 'This API hands binary bodies over in base64 (an HTTP API does so for every type that is not text or JSON)'
        : 'This API has no binary media types yet; with the first, or as an HTTP API, it hands bodies over in base64';
      yield {
        severity: binary ? 'warning' : 'note',
        message: `The body is parsed without a look at event.isBase64Encoded. ${when}, and JSON.parse then throws.`,
        at: module.place(parse),
        hint: "Decode first: event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body.",
      };
    }
  },
};

function companions(project: Project, module: SourceModule): readonly SourceModule[] {
  const together = project.functionsOf(module).flatMap((it) => project.modulesOf(it));
  return together.length > 0 ? together : project.modules;
}

function readsFlag(module: SourceModule): boolean {
  const members = module.all('MemberExpression').some((it) => memberName(it) === 'isBase64Encoded');
  return members || module.all('ObjectPattern').some((pattern) => pattern.properties.some((it) => propertyName(it) === 'isBase64Encoded'));
}
