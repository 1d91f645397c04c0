/** The middle of some figures: what a noisy machine disturbs least. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Prints the figures of one bench, a line each. */
export function report(name: string, figures: Readonly<Record<string, number>>): void {
  console.log(`\n${name}`);
  for (const [what, figure] of Object.entries(figures)) {
    console.log(
      `  ${what.padEnd(44)} ${figure >= 1000 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3)}`,
    );
  }
}
