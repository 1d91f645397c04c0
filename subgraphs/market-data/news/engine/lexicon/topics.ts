/** What moves, by what its rise means. Own judgement, on the usage of financial headlines. */

/** More of it is good news. */
export const WELCOME =
  'profit, earnings, earning, revenue, sale, turnover, income, margin, guidance, outlook, forecast, projection, target, ' +
  'price target, dividend, payout, distribution, share, stock, equity, index, ' +
  'market, nasdaq, dow, ftse, s&p, futures, bitcoin, crypto, output, production, manufacturing, demand, order, backlog, ' +
  'booking, shipment, delivery, growth, gdp, economy, export, confidence, sentiment, spending, hiring, payroll, job, ' +
  'employment, traffic, subscriber, user, customer, member, cash, cash flow, free cash flow, rating, credit rating, ' +
  'stake, holding, investment, market share, value, valuation, price, home price, capacity, ebitda, eps, return, ' +
  'approval, deal, merger, takeover, acquisition, offer, bid, pay offer, contract, trial, application, launch, ' +
  'productivity, efficiency, liquidity, asset, deposit, inflow, lending, surplus, optimism, hope, momentum, pipeline, ' +
  'performance, result, ipo, expansion, operation, appetite, stimulus, support, funding, occupancy, activity, housing start, ' +
  'same store sale, comparable sale, retail sale, pmi, estimate, expectation, building permit, mortgage application, ' +
  'purchase, construction, project, plan, service, store, plant, assistance, reserve, visibility, durability, exemption, wage, wage growth, buyer, shopper, booking volume, harvest, crop, net income, operating profit, operating income, gross margin, ad revenue, same store revenue, home sale, construction spending, factory order, durable goods order, industrial production, retail spending, valuation multiple, net interest margin, asset quality, loan growth, deposit growth, throughput, utilisation, utilization, win rate, retention, renewal rate, freight rate, charter rate, day rate, room rate, advertising rate, occupancy rate, growth rate, participation rate, birth rate, savings rate, success rate, approval rate, take rate';

/** More of it is bad news. */
export const UNWELCOME =
  'cost, cost of sale, operating cost, labour cost, labor cost, expense, debt, borrowing, leverage, deficit, unemployment, ' +
  'unemployment rate, jobless rate, jobless claim, unemployment claim, initial claim, inflation, consumer price, producer price, ' +
  'import price, input price, fuel price, gas price, gasoline price, petrol price, pump price, constraint, supply constraint, default risk, credit risk, food price, energy price, energy bill, price pressure, price growth, ' +
  'cost pressure, interest rate, mortgage rate, borrowing cost, rate, tariff, duty, tax, tax bill, risk, uncertainty, volatility, ' +
  'delinquency, arrears, bad loan, nonperforming loan, non performing loan, credit loss, loan loss, loan loss provision, ' +
  'provision, charge off, write off, impairment, churn, attrition, complaint, short interest, short position, bearish bet, ' +
  'downtime, bottleneck, supply bottleneck, headwind, pressure, cash burn, cash drain, overhang, restructuring charge, ' +
  'credit spread, insurance claim, claim, competition, rivalry, red tape, regulation, outflow, redemption, foreclosure, ' +
  'eviction, vacancy, absenteeism, shrinkage, inventory, unsold inventory, glut, stockpile, exposure, liability, pension deficit, ' +
  'emission, severance, subsidence, supply chain pressure, trade deficit, budget deficit, restriction, embargo, verdict, rival, competitor, cancellation, refund, default rate, loan default, catastrophe loss, catastrophe claim, underwriting loss, insured loss, storm claim, loan loss reserve, crime, wage bill, wage cost, cash outflow, net loss, operating loss, disruption risk';

/** Moves of it say neither. */
export const INDIFFERENT =
  'junk bond, volume, trading volume, yield, treasury yield, bond yield, bond, headcount, temperature, dollar, euro, yen, pound, ' +
  'currency, age, number, board, stake sale, distance, tuition, ' +
  'share of, portfolio, position, rate decision, duration, maturity';
