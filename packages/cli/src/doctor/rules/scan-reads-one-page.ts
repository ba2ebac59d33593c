import { awsCallsOf } from '../lambda/aws-calls.ts';
import type { Rule } from '../rule.ts';

/** A Scan answers at most 1 MB, and says by LastEvaluatedKey that there is more. */
export const scanReadsOnePage: Rule = {
  name: 'SCAN_READS_ONE_PAGE',
  *check({ modules }) {
    for (const module of modules) {
      const pages = module
        .all('Identifier')
        .some((it) => /^(LastEvaluatedKey|ExclusiveStartKey)$/.test(it.name) || /^paginate/.test(it.name));
      if (pages) continue;
      for (const call of module.once(awsCallsOf)) {
        if (call.service !== 'dynamodb' || call.operation !== 'Scan') continue;
        yield {
          severity: 'warning',
          message:
            'This Scan reads one page: at most 1 MB of the table, the rest is left out without a word; and it pays for every item read.',
          at: module.place(call.node),
          hint: 'Take a limit and a cursor from the request, hand LastEvaluatedKey back as the next cursor, and prefer Query on a key.',
        };
      }
    }
  },
};
