import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Drops, errorChain, keptText, pathIn, REPORT_HINTS, shownAddress } from '../../core';
import { HEALTH_PRESENTERS, httpStatusOf } from '../../health';
import { FEATURES } from '../options/tokens';
import type { Feature, Get } from './feature';

const FLUSH_LIMIT_MS = 2000;

/** Starts and stops the features, in the order of their list. */
@Injectable()
export class FeatureRunner {
  private hasBegun = false;
  private hasStopped = false;
  private readonly get: Get;

  constructor(
    @Inject(FEATURES) private readonly features: readonly Feature[],
    module: ModuleRef,
  ) {
    this.get = (token) => module.get(token);
  }

  /** Called by the first of Nest's hooks that runs: an app without HTTP has no middleware. */
  begin(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    try {
      for (const feature of this.features) feature.start?.(this.get);
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** The app has started. @throws ManagementPortError */
  async ready(): Promise<void> {
    loadForFirstUse();
    try {
      for (const feature of this.features) await feature.ready?.(this.get);
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Stops what takes work in, flushes the remaining telemetry, and closes what it went through. */
  async end(): Promise<void> {
    this.stop();
    await Promise.all(
      this.features.map((feature) =>
        this.careful(feature, () => feature.flush?.(this.get, FLUSH_LIMIT_MS)),
      ),
    );
    for (const feature of this.features.toReversed()) {
      await this.careful(feature, () => feature.close?.(this.get, FLUSH_LIMIT_MS));
    }
  }

  private stop(): void {
    if (this.hasStopped) return;
    this.hasStopped = true;
    for (const feature of this.features.toReversed()) {
      try {
        feature.stop?.(this.get);
      } catch {
        this.countFailure(feature);
      }
    }
  }

  /** One that fails must keep neither the others nor the app from ending. */
  private async careful(feature: Feature, work: () => unknown): Promise<void> {
    try {
      await work();
    } catch {
      this.countFailure(feature);
    }
  }

  private countFailure({ name }: Feature): void {
    this.get(Drops).count(name);
  }
}

/**
 * What the first request, the first error and the first probe use. The build loads a file when one of its names is
 * first used, so naming them when the app starts keeps that off the first request.
 */
export function loadForFirstUse(): readonly unknown[] {
  return [
    errorChain,
    keptText,
    pathIn,
    REPORT_HINTS,
    shownAddress,
    HEALTH_PRESENTERS,
    httpStatusOf,
  ];
}
