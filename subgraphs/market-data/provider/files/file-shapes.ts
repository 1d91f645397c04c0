import { z } from 'zod';
import { StatementPeriod } from '#schema/generated/enums.js';

/** The shapes of JSON files: our nouns, with what is not known left out or null. */

const text = z
  .string()
  .max(10_000)
  .nullish()
  .transform((value) => value ?? null);
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const day = z.iso.date();
const dayOrNull = day.nullish().transform((value) => value ?? null);
const list = <T extends z.ZodType>(item: T) => z.array(item).max(10_000).default([]);

const overview = z.strictObject({
  name: z.string().min(1),
  ...{ description: text, sector: text, industry: text, country: text, currency: text },
  ...{ marketCapitalisation: number, peRatio: number, pegRatio: number, bookValue: number, dividendYield: number },
  ...{ eps: number, profitMargin: number, returnOnEquity: number, beta: number },
  ...{ fiftyTwoWeekHigh: number, fiftyTwoWeekLow: number, sharesOutstanding: number, asOf: dayOrNull },
});

const statement = z.strictObject({
  fiscalDateEnding: day,
  period: z.enum(StatementPeriod),
  currency: z.string(),
  items: z.record(z.string(), z.number().nullable()),
});

const earnings = z.strictObject({
  ...{ fiscalDateEnding: day, reportedDate: dayOrNull, reportedEps: number, estimatedEps: number },
});

const rating = z.strictObject({
  ...{ date: day, firm: z.string(), ratingCurrent: z.string(), ratingPrevious: text, action: text },
  ...{ priceTargetCurrent: number, priceTargetPrevious: number },
});

export const fundamentalsFile = z.strictObject({
  symbol: z.string().optional(),
  source: z.string().min(1).max(100).optional(),
  retrievedAt: z.iso.datetime().optional(),
  overview: overview.nullish().transform((value) => value ?? null),
  incomeStatements: list(statement),
  balanceSheets: list(statement),
  cashFlows: list(statement),
  earnings: list(earnings),
  analystRatings: list(rating),
});

const article = z.strictObject({
  title: z.string().min(1).max(1_000),
  ...{ url: text, source: text, summary: text },
  publishedAt: z.iso.datetime({ offset: true }),
  topics: z.array(z.string().max(100)).max(100).default([]),
  symbols: z.array(z.string().max(20)).max(100),
  sentimentScore: z
    .number()
    .min(-1)
    .max(1)
    .nullish()
    .transform((value) => value ?? null),
});

export const articlesFile = z.array(article).max(100_000);

export const economicFile = z.strictObject({
  code: z.string().optional(),
  name: z.string().min(1).max(300),
  unit: z.string().min(1).max(200),
  frequency: z.string().min(1).max(40),
  country: z.string().length(2),
  source: z.string().min(1).max(100),
  observations: z.array(z.strictObject({ date: day, value: z.number() })).max(1_000_000),
});
