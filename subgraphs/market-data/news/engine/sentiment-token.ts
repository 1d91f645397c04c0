/** A word, number or mark of a sentence, as the tokenizer cuts it. */
export interface SentimentToken {
  /** In lower case; `not` for a contracted one. */
  readonly word: string;
  /** Begins with a capital and has small letters, as names do. */
  readonly capitalised: boolean;
  /** A comma, dash, full stop, bracket: what a clause does not reach across. */
  readonly mark: boolean;
}

export type SentimentSentence = readonly SentimentToken[];
