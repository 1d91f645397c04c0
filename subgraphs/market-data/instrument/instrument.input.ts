import { Field, InputType } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { symbolName } from '#kit/graphql/input.js';
import { AssetClass } from '#schema/generated/enums.js';
import { type InstrumentFilter, wordsOf } from './instrument.js';

const MAX_SEARCH_LENGTH = 100;
const MAX_VALUES = 1_000;

@InputType('InstrumentFilter', { description: 'Which instruments; all that is given must hold.' })
export class InstrumentFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'Matches the start of the symbol or any word of the name. Of several words, each must match.',
  })
  search?: string | null;

  @Field(() => [String], { nullable: true, description: 'These symbols.' })
  symbols?: string[] | null;

  @Field(() => [AssetClass], { nullable: true, description: 'Any of these kinds.' })
  assetClasses?: AssetClass[] | null;

  @Field(() => [String], { nullable: true, description: 'Any of these sectors, spelt as they are stored.' })
  sectors?: string[] | null;
}

@InputType('ImportInstrumentsInput', { description: 'A file of names, sectors and the like of instruments.' })
export class ImportInstrumentsInput {
  @Field(() => String, {
    description:
      'A CSV file below the configured import folder, with a column for the symbol and any of name, assetClass, exchange, currency, sector and industry; at most 20,000 rows. A value replaces what is known, an empty cell keeps it.',
  })
  file!: string;
}

/** @throws BadUserInput for texts and lists that are too long, and for what is no symbol */
export function toInstrumentFilter(input: InstrumentFilterInput | null | undefined): InstrumentFilter {
  const search = input?.search ?? '';
  if (search.length > MAX_SEARCH_LENGTH) {
    throw new BadUserInput(`search: expected at most ${MAX_SEARCH_LENGTH} characters, found ${search.length}.`);
  }
  const words = wordsOf(search);
  // A search for what no word is made of finds nothing, and not everything.
  const nothing = words.length === 0 && search.trim() !== '';
  return {
    search: words,
    symbols: nothing ? [] : (bounded('symbols', input?.symbols)?.map((name) => symbolName('symbols', name)) ?? null),
    assetClasses: bounded('assetClasses', input?.assetClasses),
    sectors: bounded('sectors', input?.sectors),
  };
}

function bounded<T>(field: string, values: readonly T[] | null | undefined): readonly T[] | null {
  if (values == null) return null;
  if (values.length <= MAX_VALUES) return values;
  throw new BadUserInput(`${field}: expected at most ${MAX_VALUES}, found ${values.length}.`);
}
