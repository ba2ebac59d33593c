const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One character a value, from zero to the greatest; a blank where there is none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const greatest = values.reduce<number>((most, it) => Math.max(most, it ?? 0), 0);
  return values
    .map((it) => {
      if (it === undefined) return ' ';
      const height = greatest === 0 ? 0 : Math.round((it / greatest) * (blocks.length - 1));
      return blocks[Math.max(0, height)] ?? ' ';
    })
    .join('');
}
