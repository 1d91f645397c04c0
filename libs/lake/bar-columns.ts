/** The number columns of a bar, as they are called in memory and at the API. */
export const BAR_COLUMNS = ['open', 'high', 'low', 'close', 'volume', 'adjustedClose'] as const;

export type BarColumn = (typeof BAR_COLUMNS)[number];

/**
 * Bars as columns, chosen ones or all: `close[i]` belongs to `timestamps[i]`. Timestamps are epoch milliseconds (UTC),
 * strictly increasing. A reader's columns are views of its cache: never write into them, and copy (`slice`) before
 * transferring a buffer to another thread.
 */
export type SelectedBarColumns<C extends BarColumn> = { readonly timestamps: Float64Array } & {
  readonly [K in C]: Float64Array;
};

export type BarColumns = SelectedBarColumns<BarColumn>;

/** How the columns are called in a Parquet file. */
export const STORED_NAME: Readonly<Record<BarColumn, string>> = {
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
  adjustedClose: 'adjusted_close',
};
