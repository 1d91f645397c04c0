/** A conflict when the fast period is not the shorter one: see IndicatorDefinition.conflict. */
export function fastBeforeSlow({
  fastPeriod,
  slowPeriod,
}: {
  readonly fastPeriod: number;
  readonly slowPeriod: number;
}): string | null {
  return fastPeriod < slowPeriod ? null : `fastPeriod less than slowPeriod, found ${fastPeriod} and ${slowPeriod}`;
}
