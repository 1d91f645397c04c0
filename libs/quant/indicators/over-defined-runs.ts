/**
 * Runs a kernel over a column that may have undefined values, such as another indicator's warm-up: each unbroken run of
 * finite values is a series of its own, and every output is NaN between the runs.
 *
 * Columns without gaps, nearly all, are not looked through first: the kernel runs from the first finite value to the
 * end, and what it returns tells whether there was a gap after all. It gets views, since V8 leaves out the bounds checks
 * of a loop only when that ends at the length of its column.
 *
 * @param kernel fills the outputs, of the run's length, its warm-up with NaN; returns a number that is finite only if
 * every value of the run was
 */
export function overDefinedRuns(
  values: Float64Array,
  outputs: readonly Float64Array[],
  kernel: (run: Float64Array, outputs: readonly Float64Array[]) => number,
): void {
  const { length } = values;
  const runKernel = (from: number, to: number) =>
    kernel(
      values.subarray(from, to),
      outputs.map((output) => output.subarray(from, to)),
    );
  let first = 0;
  while (first < length && !Number.isFinite(values[first]!)) first++;
  for (const output of outputs) output.fill(NaN, 0, first);
  if (first === length || Number.isFinite(runKernel(first, length))) return;
  for (let from = first; from < length; ) {
    let to = from;
    while (to < length && Number.isFinite(values[to]!)) to++;
    runKernel(from, to);
    for (from = to; from < length && !Number.isFinite(values[from]!); from++) {
      for (const output of outputs) output[from] = NaN;
    }
  }
}
