import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const EVERY_MS = 200;
const CUSTOMERS = ['ada', 'grace', 'edsger', 'barbara', 'walk-in'];
const ITEMS = ['tea', 'coffee', 'cocoa', 'cup', 'unicorn'];

/** Sends five requests a second to the shop, some of them wrong. */
@Injectable()
export class TrafficService implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly adapters: HttpAdapterHost) {}

  get isOn(): boolean {
    return this.timer !== undefined;
  }

  start(): void {
    this.timer ??= setInterval(() => void this.visit(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  onApplicationShutdown(): void {
    this.stop();
  }

  private async visit(): Promise<void> {
    const { port } = this.adapters.httpAdapter.getHttpServer().address() as { port: number };
    const shop = `http://127.0.0.1:${port}`;
    const dice = Math.random();
    // A request without an answer is a fault that the shop itself reports.
    await (dice < 0.5 ? order(shop) : look(shop, dice)).catch(() => undefined);
  }
}

function order(shop: string): Promise<unknown> {
  const customer = CUSTOMERS[Math.floor(Math.random() * CUSTOMERS.length)];
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ item: anyItem(), customer });
  return fetch(`${shop}/orders`, { method: 'POST', headers, body });
}

function look(shop: string, dice: number): Promise<unknown> {
  if (dice < 0.7) return fetch(`${shop}/prices/${anyItem()}`);
  return fetch(`${shop}/orders/${dice < 0.95 ? Math.ceil(dice * 20) : 'nonsense'}`);
}

function anyItem(): string {
  return ITEMS[Math.floor(Math.random() * ITEMS.length)] ?? 'tea';
}
