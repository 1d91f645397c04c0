import { Directive, Field, ObjectType } from 'type-graphql';
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

export const InstrumentConnection = connectionType('Instrument', InstrumentType);
