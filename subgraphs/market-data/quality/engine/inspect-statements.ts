import { AnomalyType } from '#schema/generated/enums.js';
import type { FinancialStatement, Fundamentals } from '../../fundamentals/fundamentals.js';
import type { Finding } from '../quality.js';
import { anomalyScore, severityOf } from './anomaly-score.js';

/** A sum that should come out, as a fraction of the larger side: how far it may be off. */
const ALLOWED = { income: 0.01, balance: 0.01, cashFlow: 0.05 } as const;

interface Fault {
  readonly text: string;
  readonly excess: number;
  readonly scale: number;
}

/**
 * INCONSISTENT_STATEMENT: income: revenue − cost against gross profit within 1 %; balance: assets against liabilities +
 * equity within 1 %; cash flow: operating + investing + financing (and the effect of exchange rates, where it is given)
 * against the change in cash within 5 %. Each is a fraction of the larger of the two sides. Without all of its items a
 * statement gets no verdict.
 *
 * One finding for all that does not add up at one fiscal date: annual and quarterly statements end on the same days. Its
 * score is that of the gravest, on the scale of its allowance.
 */
export function inspectStatements({
  incomeStatements,
  balanceSheets,
  cashFlows,
}: Pick<Fundamentals, 'incomeStatements' | 'balanceSheets' | 'cashFlows'>): Finding[] {
  const faults = new Map<string, Fault[]>();
  const check = (
    statements: readonly FinancialStatement[],
    what: string,
    of: (items: Items) => Sides,
    allowed: number,
  ) => {
    for (const { fiscalDateEnding, period, items } of statements) {
      const [found, expected] = of(items);
      const off = mismatch(found, expected);
      if (off === null || off <= allowed) continue;
      const text = `${period} ${what} ${found} against ${expected}, off by ${(100 * off).toFixed(1)} %`;
      const fault = { text, excess: off - allowed, scale: allowed };
      faults.set(fiscalDateEnding, [...(faults.get(fiscalDateEnding) ?? []), fault]);
    }
  };
  check(incomeStatements, 'revenue − cost', grossProfit, ALLOWED.income);
  check(balanceSheets, 'assets', balance, ALLOWED.balance);
  check(cashFlows, 'cash flows', change, ALLOWED.cashFlow);
  return [...faults].map(([date, found]) => toFinding(date, found));
}

type Items = FinancialStatement['items'];
type Sides = readonly [found: number | null, expected: number | null];

function grossProfit({ totalRevenue, costOfRevenue, grossProfit: stated }: Items): Sides {
  return [sum(totalRevenue, costOfRevenue == null ? null : -costOfRevenue), stated ?? null];
}

function balance({ totalAssets, totalLiabilities, totalShareholderEquity }: Items): Sides {
  return [totalAssets ?? null, sum(totalLiabilities, totalShareholderEquity)];
}

function change(items: Items): Sides {
  const { operatingCashFlow, investingCashFlow, financingCashFlow, changeInExchangeRate, changeInCash } = items;
  return [
    sum(operatingCashFlow, investingCashFlow, financingCashFlow, changeInExchangeRate ?? 0),
    changeInCash ?? null,
  ];
}

/** Null when any part is missing. */
function sum(...parts: readonly (number | null | undefined)[]): number | null {
  let total = 0;
  for (const part of parts) {
    if (part == null || !Number.isFinite(part)) return null;
    total += part;
  }
  return total;
}

/** |a − b| ÷ the larger of |a| and |b|; 0 when both are 0, null when one is missing. */
function mismatch(a: number | null, b: number | null): number | null {
  if (a === null || b === null || !Number.isFinite(b)) return null;
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return larger === 0 ? 0 : Math.abs(a - b) / larger;
}

function toFinding(date: string, faults: readonly Fault[]): Finding {
  const anomalyType = AnomalyType.INCONSISTENT_STATEMENT;
  const score = Math.max(...faults.map(({ excess, scale }) => anomalyScore(excess, scale)));
  return {
    anomalyType,
    occurredAt: Date.parse(date),
    score,
    severity: severityOf(anomalyType, score),
    facts: { faults: faults.map(({ text }) => text).join('; ') },
    bar: null,
  };
}
