import { Field, Float, ObjectType } from 'type-graphql';
import { DateScalar } from '#kit/graphql/scalars.js';
import { StatementPeriod } from '#schema/generated/enums.js';
import type { AnalystRating, CompanyOverview, Earnings } from './fundamentals.js';
import type { EarningsSurprise } from './statement.js';

const known = (description: string) => ({ nullable: true, description });

@ObjectType('CompanyOverview', {
  description:
    'What a company is, and its key figures. Null for what its source does not know; shares of something are fractions.',
})
export class CompanyOverviewType implements CompanyOverview {
  @Field(() => String, { description: 'Its full name.' })
  name!: string;

  @Field(() => String, known('What it does, in the words of the source.'))
  description!: string | null;

  @Field(() => String, known('Its sector, as the source calls it.'))
  sector!: string | null;

  @Field(() => String, known('Its industry, as the source calls it.'))
  industry!: string | null;

  @Field(() => String, known('Where it is at home.'))
  country!: string | null;

  @Field(() => String, known('The ISO 4217 code of the currency of the figures here.'))
  currency!: string | null;

  @Field(() => Float, known('Price times shares outstanding, in `currency`.'))
  marketCapitalisation!: number | null;

  @Field(() => Float, known('Price divided by the earnings per share of the last four quarters.'))
  peRatio!: number | null;

  @Field(() => Float, known('Price-earnings ratio divided by the expected growth of earnings in percent a year.'))
  pegRatio!: number | null;

  @Field(() => Float, known('Equity per share, in `currency`.'))
  bookValue!: number | null;

  @Field(() => Float, known('Dividends of a year divided by the price: 0.02 is 2 %.'))
  dividendYield!: number | null;

  @Field(() => Float, known('Earnings per share of the last four quarters, in `currency`.'))
  eps!: number | null;

  @Field(() => Float, known('Net income divided by revenue, as a fraction.'))
  profitMargin!: number | null;

  @Field(() => Float, known('Net income divided by equity, as a fraction.'))
  returnOnEquity!: number | null;

  @Field(() => Float, known('Slope of its returns on those of the market, as the source computes it.'))
  beta!: number | null;

  @Field(() => Float, known('The highest price of the last 52 weeks, in `currency`.'))
  fiftyTwoWeekHigh!: number | null;

  @Field(() => Float, known('The lowest price of the last 52 weeks, in `currency`.'))
  fiftyTwoWeekLow!: number | null;

  @Field(() => Float, known('How many shares there are.'))
  sharesOutstanding!: number | null;

  @Field(() => DateScalar, known('Of which day the figures are.'))
  asOf!: string | null;
}

@ObjectType('FinancialItem', { description: 'One line of a statement.' })
export class FinancialItemType {
  @Field(() => String, { description: 'Its standard name, as totalRevenue or netIncome: see docs/financial-items.md.' })
  name!: string;

  @Field(() => Float, known("In units of the statement's currency, not in thousands; null when it was not reported."))
  value!: number | null;
}

@ObjectType('FinancialStatement', { description: 'One statement of one fiscal period, as it was last restated.' })
export class FinancialStatementType {
  @Field(() => DateScalar, { description: 'The last day of the fiscal period.' })
  fiscalDateEnding!: string;

  @Field(() => StatementPeriod, { description: 'Of a fiscal year or of a fiscal quarter.' })
  period!: StatementPeriod;

  @Field(() => String, { description: 'The ISO 4217 code of the currency of its values.' })
  currency!: string;

  @Field(() => [FinancialItemType], {
    description:
      'Its lines under standard names (totalRevenue, netIncome, totalAssets, operatingCashFlow and others): docs/financial-items.md says what each means and which sign it has.',
  })
  items!: FinancialItemType[];
}

@ObjectType('Earnings', { description: 'Earnings per share of one fiscal quarter, and what had been expected.' })
export class EarningsType implements Earnings, EarningsSurprise {
  @Field(() => DateScalar, { description: 'The last day of the fiscal quarter.' })
  fiscalDateEnding!: string;

  @Field(() => DateScalar, known('When they were reported; null while they are not.'))
  reportedDate!: string | null;

  @Field(() => Float, known('What was earned per share.'))
  reportedEps!: number | null;

  @Field(() => Float, known('What analysts had expected, on average.'))
  estimatedEps!: number | null;

  @Field(() => Float, known('Reported less expected; null when either is not known.'))
  surprise!: number | null;

  @Field(
    () => Float,
    known('The surprise divided by the size of what was expected: 0.05 is 5 % more. Null when that is 0.'),
  )
  surpriseFraction!: number | null;
}

@ObjectType('AnalystRating', { description: "What an analyst's firm said of an instrument on one day." })
export class AnalystRatingType implements AnalystRating {
  @Field(() => DateScalar, { description: 'When it was said.' })
  date!: string;

  @Field(() => String, { description: 'Who said it.' })
  firm!: string;

  @Field(() => String, { description: "The rating from then on, in the firm's words: Buy, Overweight." })
  ratingCurrent!: string;

  @Field(() => String, known('The rating until then; null when there was none, or the source does not say.'))
  ratingPrevious!: string | null;

  @Field(() => String, known('What the firm did: upgrade, downgrade, initiate, reiterate.'))
  action!: string | null;

  @Field(() => Float, known('The price that the firm expects from then on.'))
  priceTargetCurrent!: number | null;

  @Field(() => Float, known('The price that it had expected until then.'))
  priceTargetPrevious!: number | null;
}

@ObjectType('Fundamentals', { description: 'What is known of a company: the newest word of its sources.' })
export class FundamentalsType {
  /** By which the other fields are found. */
  symbol!: string;

  @Field(() => CompanyOverviewType, known('What it is, and its key figures; null when no source has said.'))
  overview!: CompanyOverviewType | null;
}
