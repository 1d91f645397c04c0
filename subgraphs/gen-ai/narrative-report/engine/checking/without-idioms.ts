import type { Mention } from './find-mentions.js';
import type { Token } from './tokenise.js';

/** "No" and "one" are numbers only right before what they count ("no losing trades", "one trade"); elsewhere they are words. */
export function withoutIdioms(tokens: readonly Token[], mentions: readonly Mention[]): Token[] {
  return tokens.map((token, at) => {
    if (token.kind !== 'number' || token.number.conditional === undefined) return token;
    const counts = mentions.some((mention) => mention.slot === at || mention.start === at + 1);
    return counts ? token : { kind: 'word', text: token.number.conditional };
  });
}
