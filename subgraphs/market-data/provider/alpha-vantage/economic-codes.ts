import type { Question } from './alpha-vantage-client.js';

/** A series as Alpha Vantage has it, under our code for it. */
export interface EconomicCode {
  readonly question: Question;
  readonly frequency: string;
}

const ask = (name: string, frequency: string, more: Readonly<Record<string, string>> = {}): EconomicCode => ({
  question: { function: name, subject: name, parameters: { interval: frequency, ...more } },
  frequency,
});
const fixed = (name: string, frequency: string): EconomicCode => ({
  question: { function: name, subject: name },
  frequency,
});
const MATURITIES = ['3month', '2year', '5year', '7year', '10year', '30year'] as const;
const COMMODITIES = ['COPPER', 'ALUMINUM', 'WHEAT', 'CORN', 'COTTON', 'SUGAR', 'COFFEE', 'ALL_COMMODITIES'] as const;

/** All series that can be collected, by our codes for them. */
export const ECONOMIC_CODES: Readonly<Record<string, EconomicCode>> = {
  REAL_GDP: ask('REAL_GDP', 'quarterly'),
  REAL_GDP_ANNUAL: ask('REAL_GDP', 'annual'),
  REAL_GDP_PER_CAPITA: fixed('REAL_GDP_PER_CAPITA', 'quarterly'),
  TREASURY_YIELD: ask('TREASURY_YIELD', 'monthly', { maturity: '10year' }),
  ...Object.fromEntries(
    MATURITIES.map((maturity) => [
      `TREASURY_YIELD_${maturity.toUpperCase()}`,
      ask('TREASURY_YIELD', 'daily', { maturity }),
    ]),
  ),
  FEDERAL_FUNDS_RATE: ask('FEDERAL_FUNDS_RATE', 'monthly'),
  // CPI and INFLATION alone are quarterly series of the samples.
  CPI_MONTHLY: ask('CPI', 'monthly'),
  INFLATION_ANNUAL: fixed('INFLATION', 'annual'),
  RETAIL_SALES: fixed('RETAIL_SALES', 'monthly'),
  DURABLES: fixed('DURABLES', 'monthly'),
  UNEMPLOYMENT: fixed('UNEMPLOYMENT', 'monthly'),
  NONFARM_PAYROLL: fixed('NONFARM_PAYROLL', 'monthly'),
  WTI: ask('WTI', 'monthly'),
  BRENT: ask('BRENT', 'monthly'),
  NATURAL_GAS: ask('NATURAL_GAS', 'monthly'),
  ...Object.fromEntries(COMMODITIES.map((name) => [name, ask(name, 'monthly')])),
};
