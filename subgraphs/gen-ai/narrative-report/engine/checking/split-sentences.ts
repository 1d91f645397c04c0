/** A piece of the prose with the place where it begins. */
export interface Sentence {
  readonly start: number;
  readonly text: string;
}

/** A full stop after one of these ends no sentence. */
const ABBREVIATION =
  /(?:\b(?:vs|approx|ca|cf|e\.g|i\.e|etc|no|nos|Inc|Corp|Ltd|Co|U\.S|St|Dr|Mr|Ms|Mrs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|avg|max|min)|\b\p{Lu})\.$/u;

/** Sentences of plain or Markdown prose: a line never goes on into the next, and the stop of 12.3 or of "vs." ends none. */
export function splitSentences(prose: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const line of prose.matchAll(/[^\n]+/g)) {
    let begin = 0;
    for (const stop of line[0].matchAll(/[.!?]["'”’)*_]*(?=\s|$)/g)) {
      const end = stop.index + stop[0].length;
      const listNumber = /^\s*\d{1,3}\.$/.test(line[0].slice(begin, end));
      const next = line[0].slice(end).trimStart()[0] ?? '';
      const goesOn = ABBREVIATION.test(line[0].slice(begin, stop.index + 1)) && next !== '' && !/\p{Lu}/u.test(next);
      if (listNumber || goesOn) continue;
      push(sentences, line.index + begin, line[0].slice(begin, end));
      begin = end;
    }
    push(sentences, line.index + begin, line[0].slice(begin));
  }
  return sentences;
}

function push(sentences: Sentence[], start: number, text: string): void {
  const trimmed = text.trim();
  if (trimmed !== '') sentences.push({ start: start + text.indexOf(trimmed), text: trimmed });
}
