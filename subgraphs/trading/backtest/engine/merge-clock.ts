/** The union of several ascending columns of timestamps, ascending; one column alone is its own clock. */
export function mergeClock(columns: readonly Float64Array[]): Float64Array {
  if (columns.length === 1) return columns[0]!;
  const total = columns.reduce((sum, column) => sum + column.length, 0);
  const all = new Float64Array(total);
  let length = 0;
  for (const column of columns) {
    all.set(column, length);
    length += column.length;
  }
  all.sort();
  let kept = 0;
  for (let i = 0; i < total; i++) {
    if (i === 0 || all[i] !== all[i - 1]) all[kept++] = all[i]!;
  }
  return all.slice(0, kept);
}
