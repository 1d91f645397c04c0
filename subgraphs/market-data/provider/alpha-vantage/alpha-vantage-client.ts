import { fetchText } from '../bounded-fetch.js';
import {
  keyRefused,
  malformed,
  notOffered,
  type ProviderFailure,
  rateLimited,
  unknownSymbol,
  unreachable,
} from '../provider.errors.js';
import type { ProviderGate } from '../provider-gate.js';

export const ALPHA_VANTAGE = 'alpha-vantage';
export const ALPHA_VANTAGE_KEY_VARIABLE = 'ALPHA_VANTAGE_API_KEY';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export type Answer = Readonly<Record<string, unknown>>;

/** What is asked: `subject` is how a failure names it. */
export interface Question {
  readonly function: string;
  readonly subject: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Asks Alpha Vantage. It says with HTTP 200 whatever it has to say, failures included, so that each has to be known by
 * its words; they are never repeated, for some of them quote the key.
 */
export class AlphaVantageClient {
  constructor(
    private readonly apiKey: string,
    private readonly url: string,
    private readonly gate: ProviderGate,
  ) {}

  /** @throws ProviderFailure */
  query(question: Question, signal: AbortSignal): Promise<Answer> {
    const url = new URL(`${this.url.replace(/\/+$/, '')}/query`);
    const { function: name, parameters = {} } = question;
    for (const [key, value] of Object.entries({ function: name, ...parameters, apikey: this.apiKey })) {
      url.searchParams.set(key, value);
    }
    return this.gate.request(async (inTime) => {
      const { status, text } = await fetchText(ALPHA_VANTAGE, url, { signal: inTime });
      if (status === 401 || status === 403) throw keyRefused(ALPHA_VANTAGE, ALPHA_VANTAGE_KEY_VARIABLE);
      if (status >= 400) throw malformed(ALPHA_VANTAGE, 'the HTTP status 200', String(status));
      const answer = parse(text);
      const failure = failureIn(answer, question);
      if (failure !== null) throw failure;
      return answer;
    }, signal);
  }
}

function parse(text: string): Answer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw malformed(ALPHA_VANTAGE, 'JSON', `${text.length} characters that are none`);
  }
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer as Answer;
  throw malformed(ALPHA_VANTAGE, 'a JSON object', Array.isArray(answer) ? 'an array' : typeof answer);
}

/**
 * In this order: a refusal names the function, such as TIME_SERIES_DAILY; a note about the rate also advertises premium
 * endpoints, and names the daily limit.
 */
const MESSAGES: readonly (readonly [RegExp, (question: Question) => ProviderFailure])[] = [
  [/invalid (api call|input)|no data/i, ({ subject }) => unknownSymbol(ALPHA_VANTAGE, subject)],
  [/per second/i, () => rateLimited(ALPHA_VANTAGE, 2 * SECOND_MS)],
  [/(requests|calls) per minute|call frequency/i, () => rateLimited(ALPHA_VANTAGE, MINUTE_MS)],
  [
    /premium (endpoint|feature)|(endpoint|feature) is premium/i,
    ({ function: name }) => notOffered(ALPHA_VANTAGE, `${name} as asked with this key: it is a premium feature`),
  ],
  // It does not say when its day begins.
  [/per day|rate limit/i, () => rateLimited(ALPHA_VANTAGE, HOUR_MS)],
  [/apikey|api key/i, () => keyRefused(ALPHA_VANTAGE, ALPHA_VANTAGE_KEY_VARIABLE)],
];

function failureIn(answer: Answer, question: Question): ProviderFailure | null {
  const message = answer['Error Message'] ?? answer['Information'] ?? answer['Note'];
  if (typeof message !== 'string') return null;
  const known = MESSAGES.find(([words]) => words.test(message));
  return known ? known[1](question) : unreachable(ALPHA_VANTAGE, 'it refused for a reason that is not known here');
}
