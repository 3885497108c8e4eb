import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ShopModule } from '../shop/shop.module';
import { CodeFaultsService } from './faults/code-faults.service';
import { FaultsController } from './faults/faults.controller';
import { FaultsService } from './faults/faults.service';
import { WorkerSwitchService } from './faults/worker-switch.service';
import { NETWORKS } from './servers/tcp-proxy';
import type { Networks } from './servers/tcp-proxy';
import { TrafficController } from './traffic/traffic.controller';
import { TrafficService } from './traffic/traffic.service';

/** The shop with what it takes to try it: faults that can be switched, and customers. */
@Module({
  imports: [ShopModule],
  controllers: [FaultsController, TrafficController],
  providers: [FaultsService, CodeFaultsService, WorkerSwitchService, TrafficService],
})
export class PlaygroundModule {
  /** @param networks the proxies in front of the shop's servers, by the names that `/faults` uses */
  static on(networks: Networks): DynamicModule {
    const provider = { provide: NETWORKS, useValue: networks };
    return { module: PlaygroundModule, providers: [provider] };
  }
}
