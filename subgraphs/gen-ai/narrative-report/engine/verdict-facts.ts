import type { Fact } from './fact.js';
import {
  MINIMUM_TRADES,
  PROCEED_DRAWDOWN,
  PROCEED_PROBABILITY,
  REJECT_DRAWDOWN,
  REJECT_PROBABILITY,
  type Verdict,
} from './recommend.js';

/** The confidence, and the thresholds that the recommendation was made by: a report may quote them. */
export function verdictFacts(verdict: Verdict): Fact[] {
  return [
    { key: 'confidence', value: verdict.confidence, unit: 'fraction', names: ['confidence'] },
    {
      key: 'proceedProbability',
      value: PROCEED_PROBABILITY,
      unit: 'fraction',
      names: ['required probability', 'required # probability', 'required level', '# required'],
    },
    {
      key: 'rejectProbability',
      value: REJECT_PROBABILITY,
      unit: 'fraction',
      names: ['coin toss', 'toss of a coin', 'odds of a coin toss', '# of a coin toss'],
    },
    {
      key: 'proceedDrawdown',
      value: PROCEED_DRAWDOWN,
      unit: 'fraction',
      names: ['accepted drawdown', 'accepted maximum drawdown', '# accepted', 'accepted limit'],
    },
    {
      key: 'rejectDrawdown',
      value: REJECT_DRAWDOWN,
      unit: 'fraction',
      names: ['tolerated drawdown', 'tolerated maximum drawdown', '# tolerated', 'tolerated limit'],
    },
    {
      key: 'minimumTrades',
      value: MINIMUM_TRADES,
      unit: 'count',
      names: [
        'minimum number of trades',
        'required trades',
        'required number of trades',
        '# trades required',
        'minimum sample',
      ],
    },
  ];
}
