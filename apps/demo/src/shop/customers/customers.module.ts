import { Module } from '@nestjs/common';
import { ActiveCustomersService } from './active-customers.service';

@Module({ providers: [ActiveCustomersService], exports: [ActiveCustomersService] })
export class CustomersModule {}
