import type { AnomalyType } from '#schema/generated/enums.js';
import type { Finding } from '../quality.js';

type Described = Pick<Finding, 'occurredAt' | 'facts'>;

/** What was found, in one sentence for a person. */
export function describeFinding(finding: Described & Pick<Finding, 'anomalyType'>, symbol: string): string {
  return SENTENCES[finding.anomalyType](symbol, when(finding.occurredAt), finding.facts);
}

const SENTENCES: Readonly<Record<AnomalyType, (symbol: string, at: string, facts: Finding['facts']) => string>> = {
  MISSING_SESSION: (symbol, at, { placeInGap }) =>
    `${symbol} has no bar of ${at}, where its calendar expects one (number ${placeInGap} of its gap).`,
  DUPLICATE_BAR: (symbol, at, { times }) =>
    `The bar of ${symbol} at ${at} was given ${times} times; the last one was kept.`,
  PRICE_JUMP: (symbol, at, { logReturn, robustDeviations }) =>
    `The adjusted close of ${symbol} moved by ${percent(Math.expm1(Number(logReturn)))} at ${at}: ${round(robustDeviations)} robust standard deviations from the median of the 60 returns before; 15 are allowed.`,
  VOLUME_SPIKE: (symbol, at, { times }) =>
    `The volume of ${symbol} at ${at} is ${round(times)} times the median of the 60 bars before.`,
  OHLC_INCONSISTENT: (symbol, at, { open, high, low, close }) =>
    `The bar of ${symbol} at ${at} contradicts itself: open ${open}, high ${high}, low ${low}, close ${close}.`,
  NON_POSITIVE_PRICE: (symbol, at, { faults }) =>
    `The bar of ${symbol} at ${at} was given with a price of zero or less: ${faults}.`,
  STALE_PRICE: (symbol, at, { bars }) =>
    `The bar of ${symbol} at ${at} is the ${bars}th in a row with the same open, high, low and close.`,
  UNADJUSTED_SPLIT: (symbol, at, { split, logReturn }) =>
    `The close of ${symbol} moved by ${percent(Math.expm1(Number(logReturn)))} at ${at}, as in a ${split} split, and the adjusted close with it.`,
  STALE_DATA: (symbol, at, { sessionsLate }) =>
    `${symbol} is kept up to date, and ${sessionsLate} sessions are over since its last bar at ${at}; 3 are allowed.`,
  INCONSISTENT_STATEMENT: (symbol, at, { faults }) => `The statements of ${symbol} for ${at} do not add up: ${faults}.`,
};

const PLURALS: Readonly<Record<AnomalyType, readonly [one: string, many: string]>> = {
  MISSING_SESSION: ['session is missing', 'sessions are missing'],
  DUPLICATE_BAR: ['bar was given more than once', 'bars were given more than once'],
  PRICE_JUMP: ['price jump', 'price jumps'],
  VOLUME_SPIKE: ['volume spike', 'volume spikes'],
  OHLC_INCONSISTENT: ['bar contradicts itself', 'bars contradict themselves'],
  NON_POSITIVE_PRICE: [
    'row with a price of zero or less was rejected',
    'rows with prices of zero or less were rejected',
  ],
  STALE_PRICE: ['run of five equal bars or more', 'runs of five equal bars or more'],
  UNADJUSTED_SPLIT: ['unadjusted split', 'unadjusted splits'],
  STALE_DATA: ['series is not up to date: its newest bar is', 'series are not up to date'],
  INCONSISTENT_STATEMENT: ['statement does not add up', 'statements do not add up'],
};

/** All anomalies of one type in one sentence. */
export function describeIssue(anomalyType: AnomalyType, count: number, lastAt: number): string {
  const [one, many] = PLURALS[anomalyType];
  if (anomalyType === 'STALE_DATA') return `The newest bar is of ${when(lastAt)}, more than 3 sessions ago.`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}, ${count === 1 ? 'at' : 'the last at'} ${when(lastAt)}.`;
}

/** The day at midnight UTC; the time as well at any other. */
function when(epochMs: number): string {
  const text = new Date(epochMs).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 16)}Z`;
}

function percent(fraction: number): string {
  return `${fraction > 0 ? '+' : ''}${(100 * fraction).toFixed(1)} %`;
}

function round(value: number | string | undefined): string {
  return Number(value).toFixed(1);
}
