import type { Snapshot } from '#lake/snapshot.js';
import { outsideCoverage, unknownSymbols } from './backtest.errors.js';
import type { RunRequest } from './backtest-requests.js';

const DAY_MS = 86_400_000;
/**
 * How far a period may reach beyond the bars: a long weekend, so that 1 January is accepted where trading begins on the
 * 3rd. More than that, and the answer would be about another period than the question.
 */
const TOLERANCE_MS = 7 * DAY_MS;

/** Refuses symbols without bars, and a period that their bars do not cover: the refusal names what is there. */
export function checkCoverage(request: RunRequest, snapshot: Snapshot): void {
  const { symbols, interval, settings } = request;
  const wanted = settings.benchmarkSymbol === null ? symbols : [...symbols, settings.benchmarkSymbol];
  const entries = wanted.map((symbol) => snapshot.entry({ symbol, interval }));
  const unknown = wanted.filter((_, i) => entries[i] === null);
  if (unknown.length > 0) {
    const known = [...snapshot.entries()].filter((entry) => entry.interval === interval).map((entry) => entry.symbol);
    throw unknownSymbols(unknown, interval, known.sort().slice(0, 20));
  }
  const asked = { from: Date.parse(request.startDate), to: Date.parse(request.endDate) + DAY_MS - 1 };
  const there = entries.filter((entry) => entry !== null);
  for (const entry of there) {
    if (entry.lastBarAt >= asked.from && entry.firstBarAt <= asked.to) continue;
    throw refusal(request, entry.firstBarAt, entry.lastBarAt, [entry.symbol]);
  }
  const traded = there.slice(0, symbols.length);
  const first = Math.min(...traded.map((entry) => entry.firstBarAt));
  const last = Math.max(...traded.map((entry) => entry.lastBarAt));
  if (asked.from < first - TOLERANCE_MS || asked.to > last + DAY_MS + TOLERANCE_MS)
    throw refusal(request, first, last, symbols);
}

function refusal(request: RunRequest, first: number, last: number, symbols: readonly string[]) {
  const coverage = { from: day(first), to: day(last) };
  return outsideCoverage({ from: request.startDate, to: request.endDate }, coverage, symbols);
}

function day(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
