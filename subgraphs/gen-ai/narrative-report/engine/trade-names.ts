import { nameList } from './name-list.js';

/** What the single trades did, and cost. */
export const TRADE_NAMES = {
  turnover: {
    unit: 'ratio',
    names: nameList`turnover, annual turnover, turned over`,
  },
  totalCommission: {
    unit: 'money',
    names: nameList`total commission(s), commission(s), commission cost(s), paid # in commission(s), # of commission(s),
      # in commission(s)`,
  },
  totalTrades: {
    unit: 'count',
    names: nameList`total trades, trades, closed trades, completed trades, round trips, number of trades, trade count,
      # trade, # closed trade, # completed trade, # round trip, # positions`,
    verbs: nameList`traded # times`,
  },
  winningTrades: {
    unit: 'count',
    names: nameList`winning trade(s), winner(s), profitable trade(s), winning`,
    verbs: nameList`won, were profitable, was profitable, made money`,
  },
  losingTrades: {
    unit: 'count',
    names: nameList`losing trade(s), loser(s), unprofitable trade(s)`,
    verbs: nameList`lost, lost money, losing`,
  },
  winRate: {
    unit: 'fraction',
    names: nameList`win rate, winning rate, won # of the time, hit rate, share of winning trades, share of winners,
      # of trades won, # of its trades won, # of the trades won, # of them won, # of the trades,
      # of its trades, # of trades, # of all trades, # of them, # of ~ trades, # of its ~ trades,
      # of the ~ trades`,
  },
  bestTrade: {
    unit: 'fraction',
    names: nameList`best trade, best single trade, largest winner, largest gain, most profitable trade, best gained,
      best made, best returned`,
  },
  worstTrade: {
    unit: 'fraction',
    names: nameList`worst trade, worst single trade, largest loser, largest loss, biggest loser, worst lost, worst fell,
      worst returned`,
  },
  averageTrade: {
    unit: 'fraction',
    names: nameList`average trade, average return per trade, mean trade, geometric mean per trade, typical trade`,
  },
  maxTradeDays: {
    unit: 'days',
    names: nameList`longest trade, longest holding period, longest position`,
  },
  averageTradeDays: {
    unit: 'days',
    names: nameList`average trade, average holding period, average position, mean holding period, average trade duration,
      holding period, held for #`,
  },
  profitFactor: {
    unit: 'ratio',
    names: nameList`profit factor`,
  },
  expectancy: {
    unit: 'fraction',
    names: nameList`expectancy, expected return per trade, expectancy per trade`,
  },
  sqn: {
    unit: 'ratio',
    names: nameList`system quality number, SQN`,
  },
  kellyCriterion: {
    unit: 'fraction',
    names: nameList`Kelly criterion, Kelly fraction, Kelly stake, Kelly`,
  },
} as const;
