import {
  Catch,
  ForbiddenException,
  Injectable,
  Module,
  NotFoundException,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { CanActivate, DynamicModule, ExceptionFilter } from '@nestjs/common';
import { ApolloDriver } from '@nestjs/apollo';
import {
  Args,
  Field,
  GraphQLModule,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { MercuriusDriver } from '@nestjs/mercurius';
import { GraphQLError } from 'graphql';
import { Monitored, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';

@ObjectType()
export class Book {
  @Field(() => String)
  title!: string;
}

@Injectable()
class Nobody implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

class Domain extends Error {}

/** The app's own filter, which gives its own error another text. */
@Catch(Domain)
class DomainFilter implements ExceptionFilter {
  catch({ message }: Domain): Error {
    return new Error(`own: ${message}`);
  }
}

/** What can be asked of a shelf, and how it may end. */
@Resolver(() => Book)
export class ShelfResolver {
  @Query(() => [Book])
  books(): Book[] {
    return [{ title: 'Emma' }, { title: 'Persuasion' }];
  }

  @Query(() => String)
  @Monitored()
  async broken(): Promise<string> {
    await Promise.resolve();
    throw new TypeError('broken resolver');
  }

  @Query(() => String, { nullable: true })
  lost(): never {
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }

  @Mutation(() => String)
  change(@Args('secret', { type: () => String }) secret: string): never {
    throw new RangeError(`broken mutation of ${secret.length}`);
  }

  @Query(() => String)
  missing(): never {
    throw new NotFoundException('no such book');
  }

  @Query(() => String)
  coded(): never {
    throw new GraphQLError('bad shelf', { extensions: { code: 'BAD_USER_INPUT' } });
  }

  @Query(() => String)
  @UseGuards(Nobody)
  refused(): string {
    return 'never';
  }

  @Query(() => String)
  @UseFilters(DomainFilter)
  filtered(): never {
    throw new Domain('own way');
  }

  @ResolveField(() => String, { nullable: true })
  async review(@Parent() { title }: Book): Promise<string> {
    await Promise.resolve();
    if (title === 'Emma') throw new SyntaxError('broken field');
    return 'good';
  }
}

/** Mercurius loads its cache of queries by `import()`, which jest has only behind a flag. */
const DRIVERS: Readonly<Record<string, object>> = {
  Express: { driver: ApolloDriver },
  Fastify: { driver: MercuriusDriver, cache: false },
};

@Module({ providers: [ShelfResolver] })
export class ShelfModule {
  static with(platform: string, options: ObservabilityOptions): DynamicModule {
    const graphql = GraphQLModule.forRoot({ ...DRIVERS[platform], autoSchemaFile: true });
    return { module: ShelfModule, imports: [graphql, ObservabilityModule.forRoot(options)] };
  }
}
