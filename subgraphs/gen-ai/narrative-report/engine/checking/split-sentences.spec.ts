import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.js';

const split = (prose: string) => splitSentences(prose).map(({ text }) => text);

describe('splitSentences', () => {
  it('ends a sentence at its stop, not at that of a number or an abbreviation', () => {
    expect(split('It made 12.3 %. It lost approx. 4 %, i.e. little! Why? No.')).toEqual([
      'It made 12.3 %.',
      'It lost approx. 4 %, i.e. little!',
      'Why?',
      'No.',
    ]);
  });

  it('never goes on into the next line, and keeps the number of a list item with it', () => {
    expect(split('# Title\n\n1. First item\n- second item. More')).toEqual([
      '# Title',
      '1. First item',
      '- second item.',
      'More',
    ]);
  });

  it('says where each begins', () => {
    const prose = 'One. \n  Two.';
    for (const { start, text } of splitSentences(prose)) expect(prose.slice(start, start + text.length)).toBe(text);
  });
});
