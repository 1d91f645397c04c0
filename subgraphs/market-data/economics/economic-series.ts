/** One economic statistic over time. */
export interface EconomicSeries {
  /** In capitals; it is the id. */
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** `quarterly`, `monthly`. */
  readonly frequency: string;
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly source: string;
}

/** `dates[i]`, the epoch milliseconds of the first day of a period, belongs to `values[i]`. Increasing. */
export interface Observations {
  readonly dates: Float64Array;
  readonly values: Float64Array;
}

/** A series and where its values stand in the sample tables. */
export interface SampleSeries extends EconomicSeries {
  readonly file: string;
  readonly column: string;
}

const macro = (column: string, name: string, unit: string, code = column.toUpperCase()): SampleSeries => ({
  code,
  name,
  unit,
  frequency: 'quarterly',
  country: 'US',
  source: 'Federal Reserve Economic Data',
  file: 'us-macro.csv',
  column,
});

const payrolls = (column: string, code: string, name: string): SampleSeries => ({
  code,
  name,
  unit: 'thousands of persons, seasonally adjusted',
  frequency: 'monthly',
  country: 'US',
  source: 'US Bureau of Labor Statistics',
  file: 'us-employment.csv',
  column,
});

const DOLLARS = 'billions of chained 2005 US dollars, seasonally adjusted, per year';

/** Quarterly: `year` and `quarter` date a row. Monthly: `month` does. */
export const SAMPLE_SERIES: readonly SampleSeries[] = [
  macro('realgdp', 'Real gross domestic product', DOLLARS, 'GDP'),
  macro('realcons', 'Real personal consumption expenditures', DOLLARS, 'CONSUMPTION'),
  macro('realinv', 'Real gross private domestic investment', DOLLARS, 'INVESTMENT'),
  macro('realgovt', 'Real federal consumption expenditures and gross investment', DOLLARS, 'GOVERNMENT'),
  macro('realdpi', 'Real disposable personal income', DOLLARS, 'DISPOSABLE_INCOME'),
  macro('cpi', 'Consumer price index for all urban consumers, end of quarter', 'index, 1982 to 1984 = 100'),
  macro('m1', 'M1 money stock, end of quarter', 'billions of US dollars, seasonally adjusted'),
  macro('tbilrate', '3-month Treasury bill rate, secondary market', 'percent per year'),
  macro('unemp', 'Unemployment rate', 'percent, seasonally adjusted'),
  macro('pop', 'Population, end of quarter', 'millions of persons', 'POPULATION'),
  macro('infl', 'Inflation: 400 times the change of the logarithm of CPI', 'percent per year', 'INFLATION'),
  macro('realint', 'Real interest rate: TBILRATE less INFLATION', 'percent per year', 'REAL_INTEREST'),
  payrolls('nonfarm', 'PAYROLLS', 'Employees on nonfarm payrolls'),
  payrolls('nonfarm_change', 'PAYROLLS_CHANGE', 'Employees on nonfarm payrolls, change from the month before'),
  payrolls('private', 'PAYROLLS_PRIVATE', 'Employees of private industry'),
  payrolls('goods_producing', 'PAYROLLS_GOODS', 'Employees in goods-producing industries'),
  payrolls('service_providing', 'PAYROLLS_SERVICES', 'Employees in service-providing industries'),
  payrolls('construction', 'PAYROLLS_CONSTRUCTION', 'Employees in construction'),
  payrolls('manufacturing', 'PAYROLLS_MANUFACTURING', 'Employees in manufacturing'),
  payrolls('retail_trade', 'PAYROLLS_RETAIL', 'Employees in retail trade'),
  payrolls('information', 'PAYROLLS_INFORMATION', 'Employees in information'),
  payrolls('financial_activities', 'PAYROLLS_FINANCE', 'Employees in financial activities'),
  payrolls('leisure_and_hospitality', 'PAYROLLS_LEISURE', 'Employees in leisure and hospitality'),
  payrolls('government', 'PAYROLLS_GOVERNMENT', 'Employees of government'),
];
