import { FillTiming, SizingMethod, StrategyType } from '#schema/generated/enums.js';
import type { RiskSettings, StrategyConfig } from '../../strategy/strategy.js';
import type { BacktestSettings } from '../backtest.js';

/**
 * A second engine, written from the rules alone: plain, slow and obvious, one loop over rows of objects, windows summed
 * afresh at every bar. It shares no line with the engine, and both must agree on every trade to the cent.
 */
export interface Row {
  readonly t: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
}
interface Held {
  readonly side: number;
  readonly units: number;
  readonly price: number;
  readonly at: number;
  readonly fee: number;
  best: number;
}
export type Plain = [
  symbol: string,
  side: number,
  units: number,
  at: number,
  out: number,
  p: number,
  q: number,
  profit: number,
  why: string,
];

const average = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;

function says(config: StrategyConfig, rows: readonly Row[], i: number): number {
  const c = rows.map((row) => row.c);
  if (config.type === StrategyType.BUY_AND_HOLD) return i === 0 ? 1 : 0;
  if (config.type === StrategyType.SMA_CROSSOVER) {
    if (i < config.longPeriod) return 0;
    const gap = (j: number): number =>
      average(c.slice(j - config.shortPeriod + 1, j + 1)) - average(c.slice(j - config.longPeriod + 1, j + 1));
    return gap(i - 1) < 0 && gap(i) > 0 ? 1 : gap(i - 1) > 0 && gap(i) < 0 ? -1 : 0;
  }
  if (config.type === StrategyType.RSI_MEAN_REVERSION) {
    if (i <= config.period) return 0;
    const rsi = (j: number): number => {
      let up = 0;
      let down = 0;
      for (let k = 1; k <= j; k++) {
        const step = c[k]! - c[k - 1]!;
        const weight = k <= config.period ? 1 / config.period : 0;
        if (k <= config.period) {
          up += weight * Math.max(step, 0);
          down += weight * Math.max(-step, 0);
        } else {
          up += (Math.max(step, 0) - up) / config.period;
          down += (Math.max(-step, 0) - down) / config.period;
        }
      }
      return 100 - 100 / (1 + up / down);
    };
    const [before, now] = [rsi(i - 1), rsi(i)];
    if (before > config.oversold && now < config.oversold) return 1;
    return before < config.overbought && now > config.overbought ? -1 : 0;
  }
  if (i < config.period) return 0;
  if (config.volumeRatio !== null) {
    if (i < 19 || rows[i]!.v / average(rows.slice(i - 19, i + 1).map((row) => row.v)) < config.volumeRatio) return 0;
  }
  const gained = c[i]! / c[i - config.period]! - 1;
  return gained >= config.buyThreshold ? 1 : gained <= config.sellThreshold ? -1 : 0;
}

export function plainEngine(
  market: Map<string, Row[]>,
  config: StrategyConfig,
  risk: RiskSettings,
  s: BacktestSettings,
) {
  const names = [...market.keys()].sort();
  const times = [...new Set([...market.values()].flatMap((rows) => rows.map((row) => row.t)))].sort((a, b) => a - b);
  const said = new Map(names.map((n) => [n, market.get(n)!.map((_, i) => says(config, market.get(n)!, i))]));
  const held = new Map<string, Held>();
  const price = new Map<string, number>();
  const waiting = new Map<string, { close: boolean; enter: number; why: string }>();
  const trades: Plain[] = [];
  const curve: number[] = [];
  let cash = s.initialCash;
  let peak = cash;
  let halted = false;
  const fee = (units: number, p: number): number => s.costs.commissionFixed + s.costs.commissionRate * units * p;
  const worth = (): number => [...held].reduce((sum, [n, x]) => sum + x.side * x.units * price.get(n)!, cash);
  const leave = (n: string, q: number, t: number, why: string, slip = s.costs.slippageRate): void => {
    const x = held.get(n)!;
    const p = q * (1 - x.side * slip);
    const cost = fee(x.units, p);
    cash += x.side * x.units * p - cost;
    held.delete(n);
    trades.push([n, x.side, x.units, x.at, t, x.price, p, x.side * x.units * (p - x.price) - x.fee - cost, why]);
  };
  const enter = (n: string, side: number, t: number): void => {
    const p = price.get(n)! * (1 + side * s.costs.spread) * (1 + side * s.costs.slippageRate);
    const equity = worth();
    const share =
      config.type === StrategyType.BUY_AND_HOLD
        ? config.allocations.find((a) => a.symbol === n)!.weight
        : 1 / names.length;
    const each = p * (1 + s.costs.commissionRate);
    let units = s.sizing.value;
    if (s.sizing.method === SizingMethod.EQUITY_FRACTION)
      units = (s.sizing.value * share * equity - s.costs.commissionFixed) / each;
    if (s.sizing.method === SizingMethod.FIXED_CASH) units = (s.sizing.value - s.costs.commissionFixed) / each;
    if (!s.sizing.allowFractional) units = Math.floor(units);
    const bound = [...held].reduce((sum, [m, x]) => sum + (x.units * price.get(m)!) / s.leverage, 0);
    if (!(units > 0) || (units * p + fee(units, p)) / s.leverage > (equity - bound) * (1 + 1e-12)) return;
    cash -= side * units * p + fee(units, p);
    held.set(n, { side, units, price: p, at: t, fee: fee(units, p), best: p });
  };
  const fill = (t: number, here: readonly string[]): void => {
    for (const n of here) if (waiting.get(n)?.close) leave(n, price.get(n)!, t, waiting.get(n)!.why);
    for (const n of here) if (waiting.get(n)?.enter) enter(n, waiting.get(n)!.enter, t);
    for (const n of here) waiting.delete(n);
  };
  for (const [tick, t] of times.entries()) {
    const here = names.filter((n) => market.get(n)!.some((row) => row.t === t));
    const row = (n: string): Row => market.get(n)!.find((r) => r.t === t)!;
    if (tick > 0) {
      const days = Math.floor(t / 864e5) - Math.floor(times[tick - 1]! / 864e5);
      const shorts = [...held].reduce((sum, [n, x]) => sum + (x.side < 0 ? x.units * price.get(n)! : 0), 0);
      cash -= (s.costs.borrowRate / 365) * days * (Math.max(0, -cash) + shorts);
    }
    for (const n of here) price.set(n, row(n).o);
    if (s.fillTiming === FillTiming.NEXT_OPEN) fill(t, here);
    for (const n of here) {
      const x = held.get(n);
      const bar = row(n);
      if (x !== undefined) {
        const levels: [number, string][] = [];
        if (risk.stopLoss !== null) levels.push([x.price * (1 - x.side * risk.stopLoss), 'STOP_LOSS']);
        if (risk.trailingStop !== null) levels.push([x.best * (1 - x.side * risk.trailingStop), 'TRAILING_STOP']);
        levels.sort((a, b) => x.side * (b[0] - a[0]));
        const stop = levels[0];
        const goal = risk.takeProfit === null ? null : x.price * (1 + x.side * risk.takeProfit);
        if (stop !== undefined && (x.side > 0 ? bar.l <= stop[0] : bar.h >= stop[0]))
          leave(n, x.side > 0 ? Math.min(bar.o, stop[0]) : Math.max(bar.o, stop[0]), t, stop[1]);
        else if (goal !== null && (x.side > 0 ? bar.h >= goal : bar.l <= goal))
          leave(n, x.side > 0 ? Math.max(bar.o, goal) : Math.min(bar.o, goal), t, 'TAKE_PROFIT', 0);
        else x.best = x.side > 0 ? Math.max(x.best, bar.c) : Math.min(x.best, bar.c);
      }
      price.set(n, bar.c);
    }
    if (risk.maxDrawdownHalt !== null && !halted && 1 - worth() / peak >= risk.maxDrawdownHalt) {
      halted = true;
      // A close that waits for its symbol's next bar keeps its reason; entries that wait are gone.
      for (const n of names) {
        const why = waiting.get(n)?.close ? waiting.get(n)!.why : 'DRAWDOWN_HALT';
        if (held.has(n)) waiting.set(n, { close: true, enter: 0, why });
        else waiting.delete(n);
      }
    } else if (!halted) {
      for (const n of here) {
        const word = said.get(n)![market.get(n)!.findIndex((r) => r.t === t)]!;
        const side = held.get(n)?.side ?? 0;
        if (word === 0 || word === side) continue;
        const turn = (word > 0 || s.allowShort) && (side === 0 || s.exclusiveOrders);
        waiting.set(n, { close: side !== 0, enter: turn ? word : 0, why: 'SIGNAL' });
      }
    }
    const isLast = tick === times.length - 1;
    if (s.fillTiming === FillTiming.SIGNAL_CLOSE && !isLast) fill(t, here);
    const ruined = worth() <= 0;
    if (ruined || (isLast && s.closeAtEnd))
      for (const n of names) if (held.has(n)) leave(n, price.get(n)!, t, ruined ? 'LIQUIDATION' : 'END_OF_DATA');
    curve.push(worth());
    peak = Math.max(peak, worth());
    if (ruined) break;
  }
  return { trades, curve };
}
