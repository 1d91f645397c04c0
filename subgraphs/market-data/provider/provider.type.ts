import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { IngestionKind } from '#schema/generated/enums.js';

@ObjectType('DataProvider', {
  description: 'A source of market data: configured or not, how close to its rate limit, when it last answered.',
})
export class DataProviderType {
  @Field(() => String, { description: 'By which it is asked for.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether all is set that it needs, such as its key.' })
  configured!: boolean;

  @Field(() => Boolean, {
    description:
      'False while its last requests failed and it is left alone for a while, and when it is not configured.',
  })
  healthy!: boolean;

  @Field(() => [IngestionKind], { description: 'What it has.' })
  kinds!: readonly IngestionKind[];

  @Field(() => Int, {
    nullable: true,
    description:
      'How many requests it takes today, as far as this process has counted; null where nothing limits them.',
  })
  requestsRemaining!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last answered since the start.' })
  lastSuccessAt!: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last; null when it has answered since.' })
  lastError!: string | null;
}
