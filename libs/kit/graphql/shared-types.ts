import 'reflect-metadata';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ErrorCode } from '#schema/generated/enums.js';

/** Types that several subgraphs have, alike to the letter: composition refuses any difference. */

@ObjectType({ description: 'Why a run ended without a result. A failed run is data, not an error.' })
@Directive('@shareable')
export class Failure {
  @Field(() => ErrorCode, { description: 'The kind of failure.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'What went wrong, and what can be done.' })
  message!: string;
}

/**
 * The stub of a User in a subgraph that does not own users: trading answers every id. (trading has the whole type and
 * does not use this one.)
 */
@ObjectType('User')
@Directive('@key(fields: "id", resolvable: false)')
export class UserStub {
  @Field(() => ID)
  id!: string;
}

/** The stub of an Instrument: market-data answers every symbol that the lake has. */
@ObjectType('Instrument')
@Directive('@key(fields: "symbol", resolvable: false)')
export class InstrumentStub {
  @Field(() => String)
  symbol!: string;
}
