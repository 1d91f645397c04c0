import type { ReportRecommendation, StrategyType } from '#schema/generated/enums.js';

/**
 * What a fact's number means: `fraction` 0.12 is 12 %; `points` is a difference of two fractions; `period` counts bars
 * and may be written with the bar's own unit (50-day); `date` is ISO 8601; `days` are calendar days.
 */
export type FactUnit = 'fraction' | 'points' | 'ratio' | 'money' | 'count' | 'days' | 'period' | 'date';

export interface FactNames {
  /** Nouns that name the fact wherever they stand in a clause. `#` stands for the number, `~` for another one, `(s)` for an optional plural. */
  readonly names: readonly string[];
  /** Words that name it only when the clause has no noun for the number: "lost 12 %" speaks of the total return, "the worst trade lost 12 %" does not. */
  readonly verbs?: readonly string[];
}

/** One thing that is so: prose that names it must agree with its value. Null when the run does not define it. */
export interface Fact extends FactNames {
  readonly key: string;
  readonly value: number | string | null;
  readonly unit: FactUnit;
  /** A size that prose may write with either sign: a drawdown of 34 % and of −34 % are the same. */
  readonly magnitude?: true;
}

/** All that a writer is told, be it a template or a language model. */
export interface FactSheet {
  readonly facts: readonly Fact[];
  readonly labels: Labels;
}

/** What is not a number. */
export interface Labels {
  readonly subject: string;
  readonly strategyType: StrategyType;
  readonly symbols: readonly string[];
  readonly instruments: readonly { readonly symbol: string; readonly name: string | null }[];
  readonly recommendation: ReportRecommendation;
  readonly allowShort: boolean;
  /** Text that comes from users or data and may hold digits, such as S&P 500: no number inside it is a claim. */
  readonly properNames: readonly string[];
}

/** The number of a fact by key; null when the sheet lacks it, it is undefined, or it is a date. */
export function numberOf(sheet: FactSheet, key: string): number | null {
  const value = sheet.facts.find((fact) => fact.key === key)?.value;
  return typeof value === 'number' ? value : null;
}

/** The date of a fact by key as yyyy-mm-dd; null when there is none. */
export function dateOf(sheet: FactSheet, key: string): string | null {
  const value = sheet.facts.find((fact) => fact.key === key)?.value;
  return typeof value === 'string' ? value : null;
}
