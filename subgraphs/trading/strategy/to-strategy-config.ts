import { BadUserInput } from '#kit/errors/domain-error.js';
import { symbolName } from '#kit/graphql/input.js';
import { StrategyType } from '#schema/generated/enums.js';
import type { StrategyConfig } from './strategy.js';
import type {
  BuyAndHoldInput,
  MomentumInput,
  RsiMeanReversionInput,
  SmaCrossoverInput,
  StrategyConfigInput,
} from './strategy-config.input.js';

const LONGEST_PERIOD = 100_000;
const MOST_ALLOCATIONS = 500;

const parsers = {
  smaCrossover: toSmaCrossover,
  rsiMeanReversion: toRsiMeanReversion,
  momentum: toMomentum,
  buyAndHold: toBuyAndHold,
};

/** The one member that is given, checked, with its defaults. BadUserInput when there are none or several. */
export function toStrategyConfig(input: StrategyConfigInput): StrategyConfig {
  const members = Object.keys(parsers) as (keyof typeof parsers)[];
  const given = members.filter((member) => input[member] != null);
  const [only] = given;
  if (only === undefined || given.length > 1) {
    const found = given.length === 0 ? 'none' : given.join(' and ');
    throw new BadUserInput(`config: expected exactly one of ${members.join(', ')}, found ${found}.`, { given });
  }
  return (parsers[only] as (member: unknown) => StrategyConfig)(input[only]);
}

function toSmaCrossover(input: SmaCrossoverInput): StrategyConfig {
  const shortPeriod = period('smaCrossover.shortPeriod', input.shortPeriod ?? 10, 1);
  const longPeriod = period('smaCrossover.longPeriod', input.longPeriod ?? 30, 2);
  if (shortPeriod < longPeriod) return { type: StrategyType.SMA_CROSSOVER, shortPeriod, longPeriod };
  throw new BadUserInput(
    `smaCrossover: expected shortPeriod below longPeriod, found ${shortPeriod} and ${longPeriod}. Swap them, or choose others.`,
    { shortPeriod, longPeriod },
  );
}

function toRsiMeanReversion(input: RsiMeanReversionInput): StrategyConfig {
  const oversold = finite('rsiMeanReversion.oversold', input.oversold ?? 30);
  const overbought = finite('rsiMeanReversion.overbought', input.overbought ?? 70);
  if (!(oversold >= 0 && oversold < overbought && overbought <= 100)) {
    throw new BadUserInput(
      `rsiMeanReversion: expected 0 ≤ oversold < overbought ≤ 100, found ${oversold} and ${overbought}.`,
      { oversold, overbought },
    );
  }
  return {
    type: StrategyType.RSI_MEAN_REVERSION,
    period: period('rsiMeanReversion.period', input.period ?? 14, 2),
    oversold,
    overbought,
  };
}

function toMomentum(input: MomentumInput): StrategyConfig {
  const buyThreshold = finite('momentum.buyThreshold', input.buyThreshold ?? 0.02);
  const sellThreshold = finite('momentum.sellThreshold', input.sellThreshold ?? -0.02);
  if (sellThreshold >= buyThreshold) {
    throw new BadUserInput(
      `momentum: expected sellThreshold below buyThreshold, found ${sellThreshold} and ${buyThreshold}.`,
      { buyThreshold, sellThreshold },
    );
  }
  const volumeRatio = input.volumeRatio ?? null;
  if (volumeRatio !== null && !(Number.isFinite(volumeRatio) && volumeRatio > 0)) {
    throw new BadUserInput(`momentum.volumeRatio: expected a number above 0, found ${volumeRatio}.`);
  }
  return {
    type: StrategyType.MOMENTUM,
    period: period('momentum.period', input.period ?? 20, 1),
    buyThreshold,
    sellThreshold,
    topN: null,
    volumeRatio,
  };
}

function toBuyAndHold(input: BuyAndHoldInput): StrategyConfig {
  const allocations = input.allocations.map(({ symbol, weight }) => ({
    symbol: symbolName('buyAndHold.allocations.symbol', symbol),
    weight: finite('buyAndHold.allocations.weight', weight),
  }));
  if (allocations.length === 0 || allocations.length > MOST_ALLOCATIONS) {
    throw new BadUserInput(`buyAndHold.allocations: expected 1 to ${MOST_ALLOCATIONS}, found ${allocations.length}.`);
  }
  const symbols = allocations.map(({ symbol }) => symbol);
  const twice = symbols.find((symbol, index) => symbols.indexOf(symbol) !== index);
  if (twice !== undefined)
    throw new BadUserInput(`buyAndHold.allocations: ${twice} is there twice; add its weights up.`);
  const negative = allocations.find(({ weight }) => weight <= 0);
  if (negative !== undefined) {
    throw new BadUserInput(
      `buyAndHold.allocations: expected weights above 0, found ${negative.weight} for ${negative.symbol}.`,
    );
  }
  const sum = allocations.reduce((total, { weight }) => total + weight, 0);
  // 0.333 three times is meant as all of it; more than all of it cannot be paid.
  if (sum >= 0.99 && sum <= 1 + 1e-9) return { type: StrategyType.BUY_AND_HOLD, allocations };
  throw new BadUserInput(`buyAndHold.allocations: expected weights that add up to 1, found ${sum}.`, { sum });
}

function period(field: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= LONGEST_PERIOD) return value;
  throw new BadUserInput(`${field}: expected a whole number from ${least} to ${LONGEST_PERIOD}, found ${value}.`, {
    field,
  });
}

function finite(field: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new BadUserInput(`${field}: expected a finite number, found ${value}.`, { field });
}
