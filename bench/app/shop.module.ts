import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata, Type } from '@nestjs/common';
import { ShopController } from './shop.controller';
import { Work } from './work';

/** What a variant adds to the bare app. */
export interface Additions extends Pick<ModuleMetadata, 'imports' | 'providers' | 'controllers'> {
  /** The work with its methods watched in the variant's way. @default plain calls */
  readonly work?: Type<Work>;
}

/** The app under test. */
@Module({})
export class ShopModule {
  static with({
    imports,
    providers = [],
    controllers = [],
    work = Work,
  }: Additions): DynamicModule {
    return {
      module: ShopModule,
      imports,
      controllers: [ShopController, ...controllers],
      providers: [{ provide: Work, useClass: work }, ...providers],
    };
  }
}
