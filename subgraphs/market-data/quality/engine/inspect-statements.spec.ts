import { describe, expect, it } from 'vitest';
import type { FinancialStatement } from '../../fundamentals/fundamentals.js';
import { inspectStatements } from './inspect-statements.js';

const statement = (items: FinancialStatement['items'], period: FinancialStatement['period'] = 'ANNUAL') => ({
  fiscalDateEnding: '2017-09-30',
  period,
  currency: 'USD',
  items,
});
const none = { incomeStatements: [], balanceSheets: [], cashFlows: [] };
const income = (items: FinancialStatement['items']) =>
  inspectStatements({ ...none, incomeStatements: [statement(items)] });
const balance = (items: FinancialStatement['items']) =>
  inspectStatements({ ...none, balanceSheets: [statement(items)] });
const cash = (items: FinancialStatement['items']) => inspectStatements({ ...none, cashFlows: [statement(items)] });

describe('inspectStatements', () => {
  // Apple Inc., form 10-K for the fiscal year that ended on 30 September 2017, in millions of US dollars.
  it('has nothing to say of a real one', () => {
    expect(income({ totalRevenue: 229_234, costOfRevenue: 141_048, grossProfit: 88_186 })).toEqual([]);
    expect(balance({ totalAssets: 375_319, totalLiabilities: 241_272, totalShareholderEquity: 134_047 })).toEqual([]);
    const flows = { operatingCashFlow: 63_598, investingCashFlow: -46_446, financingCashFlow: -17_347 };
    expect(cash({ ...flows, changeInCash: -195 })).toEqual([]);
  });

  it('allows gross profit 1 %, the balance 1 % and the change in cash 5 %', () => {
    expect(income({ totalRevenue: 200, costOfRevenue: 100, grossProfit: 100.9 })).toEqual([]);
    expect(income({ totalRevenue: 200, costOfRevenue: 100, grossProfit: 101.1 })).toHaveLength(1);
    expect(balance({ totalAssets: 100, totalLiabilities: 60, totalShareholderEquity: 39.1 })).toEqual([]);
    expect(balance({ totalAssets: 100, totalLiabilities: 60, totalShareholderEquity: 38.9 })).toHaveLength(1);
    const flows = { operatingCashFlow: 300, investingCashFlow: -150, financingCashFlow: -50 };
    expect(cash({ ...flows, changeInCash: 104.9 })).toEqual([]);
    expect(cash({ ...flows, changeInCash: 106 })).toHaveLength(1);
    expect(cash({ ...flows, changeInCash: 106, changeInExchangeRate: 6 })).toEqual([]);
  });

  it('scores how far it is over what is allowed, and says so', () => {
    const [finding] = balance({ totalAssets: 100, totalLiabilities: 60, totalShareholderEquity: 37 });
    expect(finding).toMatchObject({
      anomalyType: 'INCONSISTENT_STATEMENT',
      occurredAt: Date.parse('2017-09-30'),
      severity: 'CRITICAL',
      bar: null,
    });
    expect(finding?.score).toBeCloseTo(1 - Math.exp(-(0.03 - 0.01) / 0.01), 12);
    expect(finding?.facts['faults']).toBe('ANNUAL assets 100 against 97, off by 3.0 %');
  });

  it('gives one finding for all that ends on one day', () => {
    const items = { totalRevenue: 200, costOfRevenue: 100, grossProfit: 90 };
    const wrong = { totalAssets: 100, totalLiabilities: 0, totalShareholderEquity: 0 };
    const findings = inspectStatements({
      incomeStatements: [statement(items), statement(items, 'QUARTERLY')],
      balanceSheets: [statement(wrong)],
      cashFlows: [],
    });
    expect(findings).toHaveLength(1);
    expect(String(findings[0]?.facts['faults']).split('; ')).toHaveLength(3);
  });

  it('gives no verdict where an item is missing, and none on zeros', () => {
    expect(income({ totalRevenue: 200, costOfRevenue: null, grossProfit: 1 })).toEqual([]);
    expect(income({ totalRevenue: 200, grossProfit: 1 })).toEqual([]);
    expect(balance({ totalAssets: null, totalLiabilities: 60, totalShareholderEquity: 1 })).toEqual([]);
    expect(cash({ operatingCashFlow: 1, investingCashFlow: 1, changeInCash: 9 })).toEqual([]);
    expect(balance({ totalAssets: 0, totalLiabilities: 0, totalShareholderEquity: 0 })).toEqual([]);
  });
});
