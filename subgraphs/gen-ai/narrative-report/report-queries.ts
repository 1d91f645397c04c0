export const BACKTEST_STATUS = /* GraphQL */ `
  query BacktestStatus($id: ID!) {
    backtest(id: $id) {
      status
    }
  }
`;

/** One query over three subgraphs: the run, its strategy's name, the instruments' names and history. */
export const REPORT_FACTS = /* GraphQL */ `
  query ReportFacts($id: ID!) {
    backtest(id: $id) {
      id
      name
      strategy {
        name
      }
      config {
        __typename
        ... on SmaCrossoverConfig {
          shortPeriod
          longPeriod
        }
        ... on RsiMeanReversionConfig {
          period
          oversold
          overbought
        }
        ... on MomentumConfig {
          period
          buyThreshold
          sellThreshold
          volumeRatio
        }
      }
      risk {
        stopLoss
        takeProfit
        trailingStop
        maxDrawdownHalt
      }
      symbols
      interval
      startDate
      endDate
      initialCash
      settings
      instruments {
        symbol
        name
        coverage {
          firstBarAt
          lastBarAt
          barCount
        }
      }
      trades(first: 3) {
        nodes {
          symbol
          entryAt
          exitAt
          returnFraction
        }
      }
      performance {
        finalEquity
        peakEquity
        totalReturn
        buyAndHoldReturn
        annualisedReturn
        annualisedVolatility
        cagr
        sharpeRatio
        sortinoRatio
        calmarRatio
        alpha
        beta
        maxDrawdown
        averageDrawdown
        maxDrawdownDays
        averageDrawdownDays
        exposure
        turnover
        totalCommission
        totalTrades
        winningTrades
        losingTrades
        winRate
        bestTrade
        worstTrade
        averageTrade
        maxTradeDays
        averageTradeDays
        profitFactor
        expectancy
        sqn
        kellyCriterion
        valueAtRisk95
        valueAtRisk99
        conditionalValueAtRisk95
        omegaRatio
        skewness
        kurtosis
        probabilisticSharpeRatio
      }
    }
  }
`;
