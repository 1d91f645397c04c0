import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { AssetClass } from '#schema/generated/enums.js';

@ObjectType('Instrument', { description: 'Something that is traded, or an index of such things.' })
@Directive('@key(fields: "symbol")')
export class InstrumentType {
  @Field(() => String, { description: 'What it is called on its market, in capitals.' })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'Its full name; null when nobody gave it.' })
  name!: string | null;

  @Field(() => AssetClass, { description: 'What kind of thing it is: it decides on which days bars are expected.' })
  assetClass!: AssetClass;

  @Field(() => String, { nullable: true, description: 'Where it is traded.' })
  exchange!: string | null;

  @Field(() => String, { description: 'The ISO 4217 code of the currency of its prices.' })
  currency!: string;

  @Field(() => String, { nullable: true, description: 'The sector of the company.' })
  sector!: string | null;

  @Field(() => String, { nullable: true, description: 'The industry of the company.' })
  industry!: string | null;
}

@ObjectType('InstrumentsImport', { description: 'What became of a file of instruments.' })
export class InstrumentsImportType {
  @Field(() => Int, { description: 'Instruments in the file.' })
  rowsRead!: number;

  @Field(() => Int, { description: 'Those that were not known before.' })
  added!: number;

  @Field(() => Int, { description: 'Those of which the file said something new.' })
  changed!: number;

  @Field(() => Int, { description: 'Those of which all was known already.' })
  unchanged!: number;

  @Field(() => [String], { description: 'Columns of the file that mean nothing here.' })
  ignoredColumns!: readonly string[];
}

export const InstrumentConnection = connectionType('Instrument', InstrumentType);
