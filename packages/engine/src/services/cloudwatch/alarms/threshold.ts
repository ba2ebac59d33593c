/** How each comparison is computed and worded. */
const comparisons: {
  readonly [operator: string]: { readonly breaches: (value: number, threshold: number) => boolean; readonly words: string };
} = {
  GreaterThanOrEqualToThreshold: { breaches: (value, threshold) => value >= threshold, words: 'greater than or equal to' },
  GreaterThanThreshold: { breaches: (value, threshold) => value > threshold, words: 'greater than' },
  LessThanThreshold: { breaches: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: { breaches: (value, threshold) => value <= threshold, words: 'less than or equal to' },
};

export const comparisonOperators: readonly string[] = Object.keys(comparisons);

export function breaches(operator: string, value: number, threshold: number): boolean {
  return comparisons[operator]?.breaches(value, threshold) ?? false;
}

export function comparisonWords(operator: string): string {
  return comparisons[operator]?.words ?? operator;
}
