import { Field, ID, InputType, Int } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { idempotencyKey, idList, tagList, text, textOrNull } from '#kit/graphql/input.js';
import { SortDirection, StrategySortField, StrategyType } from '#schema/generated/enums.js';
import { RiskInput, toRiskSettings } from './risk.input.js';
import { StrategyConfigInput } from './strategy-config.input.js';
import type { NewStrategy, StrategyChanges, StrategyFilter, StrategyOrder } from './strategy-requests.js';
import { toStrategyConfig } from './to-strategy-config.js';

@InputType({ description: 'A new strategy.' })
export class CreateStrategyInput {
  @Field(() => String, { description: 'What to call it: 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about: at most 5,000 characters.' })
  description?: string | null;

  @Field(() => StrategyConfigInput, { description: 'What it does.' })
  config!: StrategyConfigInput;

  @Field(() => RiskInput, { nullable: true, description: 'What bounds its losses; nothing when absent.' })
  risk?: RiskInput | null;

  @Field(() => [String], { nullable: true, description: 'Words to find it by: at most 20.' })
  tags?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Experiments of the ML platform that this strategy grew out of; the link shows once ML has handled the event.',
  })
  experimentIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Two calls with one key create one strategy.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Changes of a strategy; what is absent stays as it is.' })
export class UpdateStrategyInput {
  @Field(() => ID, { description: 'Which one.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new description; empty takes it away.' })
  description?: string | null;

  @Field(() => StrategyConfigInput, { nullable: true, description: 'What it does from now on: the revision rises.' })
  config?: StrategyConfigInput | null;

  @Field(() => RiskInput, { nullable: true, description: 'All of the risk settings anew: the revision rises.' })
  risk?: RiskInput | null;

  @Field(() => [String], { nullable: true, description: 'All of the tags anew.' })
  tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'False puts it aside.' })
  isActive?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Refused with CONFLICT when the stored revision is another one.' })
  expectedRevision?: number | null;
}

@InputType('StrategyFilter', { description: 'Which strategies; a member that is absent does not narrow.' })
export class StrategyFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Only these: at most 100.' })
  ids?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Words of the name or the description.' })
  search?: string | null;

  @Field(() => [StrategyType], { nullable: true, description: 'Only these kinds.' })
  types?: StrategyType[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only active ones, or only those that were put aside.' })
  isActive?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Only those that have all of these tags.' })
  tags?: string[] | null;
}

@InputType({ description: 'The order of a list of strategies.' })
export class StrategySort {
  @Field(() => StrategySortField, {
    nullable: true,
    defaultValue: StrategySortField.UPDATED_AT,
    description: 'What decides.',
  })
  by?: StrategySortField | null;

  @Field(() => SortDirection, { nullable: true, defaultValue: SortDirection.DESC, description: 'Which way.' })
  direction?: SortDirection | null;
}

export function toNewStrategy(input: CreateStrategyInput): NewStrategy {
  return {
    name: text('name', input.name, 200),
    description: textOrNull('description', input.description, 5000),
    config: toStrategyConfig(input.config),
    risk: toRiskSettings(input.risk),
    tags: tagList('tags', input.tags),
    experimentIds: idList('experimentIds', input.experimentIds, 20),
    idempotencyKey: idempotencyKey(input.idempotencyKey),
  };
}

export function toStrategyChanges(input: UpdateStrategyInput): StrategyChanges {
  if (input.expectedRevision != null && input.expectedRevision < 1) {
    throw new BadUserInput(`expectedRevision: expected 1 or more, found ${input.expectedRevision}.`);
  }
  return {
    ...(input.name == null ? {} : { name: text('name', input.name, 200) }),
    ...(input.description == null ? {} : { description: textOrNull('description', input.description, 5000) }),
    ...(input.config == null ? {} : { config: toStrategyConfig(input.config) }),
    ...(input.risk == null ? {} : { risk: toRiskSettings(input.risk) }),
    ...(input.tags == null ? {} : { tags: tagList('tags', input.tags) }),
    ...(input.isActive == null ? {} : { isActive: input.isActive }),
  };
}

export function toStrategyFilter(input: StrategyFilterInput | null | undefined): StrategyFilter {
  return {
    ids: input?.ids == null ? null : idList('filter.ids', input.ids, 100),
    search: textOrNull('filter.search', input?.search, 200),
    types: input?.types ?? null,
    isActive: input?.isActive ?? null,
    tags: tagList('filter.tags', input?.tags),
  };
}

export function toStrategyOrder(sort: StrategySort | null | undefined): StrategyOrder {
  return { by: sort?.by ?? StrategySortField.UPDATED_AT, direction: sort?.direction ?? SortDirection.DESC };
}
