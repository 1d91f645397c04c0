import type { ReadNumber } from './read-number.js';

/** A sentence as the checker sees it. `slot` and `other` stand in names only: the number itself, and another number. */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'break'; readonly text: string }
  | { readonly kind: 'number'; readonly number: ReadNumber }
  | { readonly kind: 'slot' }
  | { readonly kind: 'other' };

const PIECE = /[\p{L}\p{N}\p{Co}]+(?:['’]\p{L}+)*|[,;:()–—#~]/uy;

/** Words in lower case (hyphens part them), punctuation that breaks a clause, and each number as one token. */
export function tokenise(text: string, numbers: readonly ReadNumber[]): Token[] {
  const tokens: Token[] = [];
  let next = 0;
  for (let at = 0; at < text.length; ) {
    const number = numbers[next];
    if (number !== undefined && number.start === at) {
      tokens.push({ kind: 'number', number });
      next += 1;
      at = number.end;
      continue;
    }
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text)?.[0];
    if (piece !== undefined) tokens.push(tokenOf(piece));
    at += piece?.length ?? 1;
  }
  return tokens;
}

function tokenOf(piece: string): Token {
  if (piece === '#') return { kind: 'slot' };
  if (piece === '~') return { kind: 'other' };
  if (/^[,;:()–—]$/.test(piece)) return { kind: 'break', text: piece };
  return { kind: 'word', text: piece.toLowerCase().replaceAll('’', "'") };
}
