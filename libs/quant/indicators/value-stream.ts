/** An indicator of one column, one value at a time: NaN for as long as it is undefined. */
export interface ValueStream {
  next(value: number): number;
}

/**
 * A stream that begins afresh after an undefined value (NaN or infinite), for which it answers NaN: what
 * overDefinedRuns is for a column.
 */
export function restarting(begin: () => ValueStream): ValueStream {
  let stream = begin();
  let isFresh = true;
  return {
    next(value) {
      if (Number.isFinite(value)) {
        isFresh = false;
        return stream.next(value);
      }
      if (!isFresh) stream = begin();
      isFresh = true;
      return NaN;
    },
  };
}

/** A whole column through a stream. */
export function throughStream(values: Float64Array, stream: ValueStream): Float64Array {
  const results = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) results[i] = stream.next(values[i]!);
  return results;
}
