/** Decoded columns of immutable files, the least recently used leaving first. Bounded by bytes. */
export class ColumnCache {
  private readonly columns = new Map<string, Float64Array>();
  private bytes = 0;

  constructor(readonly maxBytes: number) {}

  get(file: string, column: string): Float64Array | undefined {
    const key = `${file}#${column}`;
    const found = this.columns.get(key);
    if (found) {
      this.columns.delete(key);
      this.columns.set(key, found);
    }
    return found;
  }

  put(file: string, column: string, values: Float64Array): void {
    if (values.byteLength > this.maxBytes) return;
    const key = `${file}#${column}`;
    this.bytes += values.byteLength - (this.columns.get(key)?.byteLength ?? 0);
    this.columns.delete(key);
    this.columns.set(key, values);
    for (const [oldest, { byteLength }] of this.columns) {
      if (this.bytes <= this.maxBytes) return;
      this.columns.delete(oldest);
      this.bytes -= byteLength;
    }
  }
}
