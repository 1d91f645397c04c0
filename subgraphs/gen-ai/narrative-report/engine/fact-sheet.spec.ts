import { describe, expect, it } from 'vitest';
import { StrategyType } from '#schema/generated/enums.js';
import { dateOf, numberOf } from './fact.js';
import { buildFactSheet } from './fact-sheet.js';
import { GOLDEN_CROSS } from './golden-cross.fixture.js';

const sheet = buildFactSheet(GOLDEN_CROSS);

describe('buildFactSheet', () => {
  it('has every metric, and what follows from them', () => {
    for (const [key, value] of Object.entries(GOLDEN_CROSS.performance)) expect(numberOf(sheet, key)).toBe(value);
    expect(numberOf(sheet, 'excessReturn')).toBeCloseTo(1.1522567, 10);
    expect(numberOf(sheet, 'growthMultiple')).toBeCloseTo(3.1234567, 10);
    expect(numberOf(sheet, 'periodDays')).toBe(7410);
    expect(dateOf(sheet, 'drawdownTrough')).toBe('2016-02-11');
    expect(numberOf(sheet, 'confidence')).toBe(0.59);
  });

  it('names no two facts alike in one unit, but for the averages that prose need not tell apart', () => {
    const seen = new Map<string, string>();
    for (const { key, names, verbs = [], unit } of sheet.facts) {
      for (const name of [...names, ...verbs]) {
        const other = seen.get(`${name.toLowerCase()} ${unit}`);
        if (other !== undefined)
          expect([name, other, key]).toEqual([
            expect.stringMatching(/^[#~] .*averages?$/),
            'shortPeriod',
            'longPeriod',
          ]);
        seen.set(`${name.toLowerCase()} ${unit}`, key);
      }
    }
    expect(seen.size).toBeGreaterThan(300);
  });

  it('has a key once', () => {
    const keys = sheet.facts.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('keeps a parameter that a user named from standing in for a metric', () => {
    const rules = buildFactSheet({
      ...GOLDEN_CROSS,
      config: { type: StrategyType.RULES, parameters: { slowPeriodX: 12 } },
    });
    expect(rules.facts.find(({ key }) => key === 'slowPeriodX')?.names).toEqual([
      'parameter slow period x',
      'slow period x parameter',
    ]);
    const shadow = buildFactSheet({
      ...GOLDEN_CROSS,
      config: { type: StrategyType.RULES, parameters: { sharpeRatio: 9 } },
    });
    expect(shadow.facts.filter(({ names }) => names.includes('Sharpe ratio'))).toHaveLength(0);
  });

  it('puts names on one line of at most 120 characters', () => {
    const { labels } = buildFactSheet({ ...GOLDEN_CROSS, strategyName: `# Total\n\nreturn ${'x'.repeat(200)}` });
    expect(labels.subject).toMatch(/^# Total return x+…$/);
    expect(labels.subject).toHaveLength(120);
  });
});
