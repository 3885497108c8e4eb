import { Global, Module } from '@nestjs/common';
import { ReceiptsModule } from '../receipts/receipts.module';
import { CodeFaultsService } from './code-faults.service';
import { FaultsController } from './faults.controller';
import { FaultsService } from './faults.service';

@Global()
@Module({
  imports: [ReceiptsModule],
  controllers: [FaultsController],
  providers: [CodeFaultsService, FaultsService],
  exports: [CodeFaultsService],
})
export class FaultsModule {}
