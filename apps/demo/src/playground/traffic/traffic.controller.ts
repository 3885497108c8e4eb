import { Controller, Delete, Get, Put } from '@nestjs/common';
import { TrafficService } from './traffic.service';

@Controller('traffic')
export class TrafficController {
  constructor(private readonly traffic: TrafficService) {}

  @Get()
  state(): { isOn: boolean } {
    return { isOn: this.traffic.isOn };
  }

  @Put()
  start(): { isOn: boolean } {
    this.traffic.start();
    return this.state();
  }

  @Delete()
  stop(): { isOn: boolean } {
    this.traffic.stop();
    return this.state();
  }
}
