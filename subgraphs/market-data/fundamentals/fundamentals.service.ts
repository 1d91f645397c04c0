import { type Instrument, unknownInstrument } from '../instrument/instrument.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import { cleanFundamentals } from './clean-fundamentals.js';
import type { AnalystRating, Earnings, FinancialStatement, Fundamentals } from './fundamentals.js';
import type { FundamentalsRepository, OfSymbol } from './fundamentals.repository.js';
import type { Company, StatementsWanted } from './statement.js';

/** Who looks whether statements agree with themselves, and says how many events that raised. */
export interface StatementChecks {
  inspectStatements(fundamentals: Fundamentals): Promise<number>;
}

export interface SavedFundamentals {
  /** Companies, statements, quarters and ratings that were new or said something else than before. */
  readonly written: number;
  readonly qualityEventsRaised: number;
}

/** What companies say of themselves and analysts of them; many companies are one read. */
export class FundamentalsService {
  constructor(
    private readonly repository: FundamentalsRepository,
    private readonly instruments: InstrumentService,
    private readonly checks: StatementChecks,
  ) {}

  /** In the order of the symbols; null where nothing is known of the company. */
  async companies(symbols: readonly string[]): Promise<(Company | null)[]> {
    const found = new Map((await this.repository.findCompanies(symbols)).map((company) => [company.symbol, company]));
    return symbols.map((symbol) => found.get(symbol) ?? null);
  }

  /** Newest first, in the order of what is wanted. One read for each kind and period among them. */
  async statements(wanted: readonly StatementsWanted[]): Promise<FinancialStatement[][]> {
    const groups = new Map<string, StatementsWanted[]>();
    for (const one of wanted) {
      const likeness = `${one.kind} ${one.period}`;
      groups.set(likeness, [...(groups.get(likeness) ?? []), one]);
    }
    const answers = new Map<StatementsWanted, FinancialStatement[]>();
    for (const group of groups.values()) {
      const [{ kind, period }] = group as [StatementsWanted];
      const symbols = group.map(({ symbol }) => symbol);
      const found = await this.repository.findStatements([...new Set(symbols)], kind, period);
      inOrder(symbols, found).forEach((list, i) => {
        answers.set(group[i]!, list);
      });
    }
    return wanted.map((one) => answers.get(one)!);
  }

  /** Newest first, in the order of the symbols. */
  async earnings(symbols: readonly string[]): Promise<Earnings[][]> {
    return inOrder(symbols, await this.repository.findEarnings(symbols));
  }

  /** Newest first, in the order of the symbols. */
  async analystRatings(symbols: readonly string[]): Promise<AnalystRating[][]> {
    return inOrder(symbols, await this.repository.findRatings(symbols));
  }

  /**
   * Stores what a source says of a company and has its statements checked. A restatement replaces what it restates;
   * what was fetched before something stored does not. Saving the same again writes nothing.
   *
   * @throws BadUserInput for a symbol, date, currency or item name that is none; nothing is stored then
   */
  async save(fetched: Fundamentals): Promise<SavedFundamentals> {
    const fundamentals = cleanFundamentals(fetched);
    const { symbol, source, retrievedAt, overview, incomeStatements, balanceSheets, cashFlows } = fundamentals;
    const { earnings, analystRatings } = fundamentals;
    const company: Company = { symbol, source, retrievedAt, overview };
    const counts = [
      await this.repository.saveStatements(company, 'INCOME', incomeStatements),
      await this.repository.saveStatements(company, 'BALANCE', balanceSheets),
      await this.repository.saveStatements(company, 'CASH_FLOW', cashFlows),
      await this.repository.saveEarnings(company, earnings),
      await this.repository.saveRatings(company, analystRatings),
    ];
    const statements = [...incomeStatements, ...balanceSheets, ...cashFlows];
    const companyIsKnown = overview !== null || statements.length > 0 || earnings.length > 0;
    // The company comes last: by it the rest is found, and a save that broke off is made whole by the next.
    if (companyIsKnown && (await this.repository.saveCompany(company))) counts.push(1);
    if (companyIsKnown || analystRatings.length > 0) await this.instruments.register(instrumentOf(company));
    const qualityEventsRaised = statements.length === 0 ? 0 : await this.checks.inspectStatements(fundamentals);
    return { written: counts.reduce((sum, count) => sum + count, 0), qualityEventsRaised };
  }
}

function instrumentOf({ symbol, overview }: Company): Instrument {
  const { name = null, sector = null, industry = null, currency } = overview ?? {};
  const unknown = unknownInstrument(symbol);
  return { ...unknown, name, sector, industry, currency: currency ?? unknown.currency };
}

/** The facts of each symbol, in the order in which they were found. */
function inOrder<T>(symbols: readonly string[], found: readonly OfSymbol<T>[]): T[][] {
  const lists = new Map<string, T[]>(symbols.map((symbol) => [symbol, []]));
  for (const one of found) lists.get(one.symbol)!.push(one);
  return symbols.map((symbol) => lists.get(symbol)!);
}
