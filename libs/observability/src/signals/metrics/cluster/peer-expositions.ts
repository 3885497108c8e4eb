import { messageOf } from '../../../core';
import type { Drops, Warnings } from '../../../core';
import type { ExpositionFormat } from '../exposition/exposition-writer';
import { mergeExpositions } from './exposition-merge';
import { requestFromPeer, PeerGoneError } from './peer-client';
import type { PeerExposition } from './peer-protocol';
import { PeerServer } from './peer-server';
import type { ExpositionSource } from './peer-server';
import type { Rendezvous } from './rendezvous';

/**
 * The merged exposition of all workers of a cluster, whichever worker Prometheus scrapes. That worker
 * requests the expositions of the others, with a timeout of one second; a worker that does not
 * respond is omitted and counted. Outside a cluster it is the exposition of this process, at no cost.
 */
export class PeerExpositions {
  private readonly server: PeerServer;
  private readonly building = new Map<ExpositionFormat, Promise<Buffer>>();
  private isOpen = false;
  private readonly closeAtExit = (): void => this.rendezvous?.close();

  constructor(
    private readonly source: ExpositionSource,
    private readonly drops: Drops,
    private readonly warnings: Warnings,
    private readonly rendezvous: Rendezvous | undefined,
  ) {
    this.server = new PeerServer(source);
  }

  /** Lets the other workers find this one. If that fails, it warns, and metrics are not merged. */
  async start(): Promise<void> {
    const { rendezvous } = this;
    if (!rendezvous) return;
    try {
      rendezvous.open();
      await this.server.listen(rendezvous.socket);
      this.isOpen = true;
      process.once('exit', this.closeAtExit);
    } catch (error) {
      this.drop(`metrics of the workers are not merged: ${messageOf(error)}`);
    }
  }

  stop(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.server.close();
    this.rendezvous?.close();
    process.removeListener('exit', this.closeAtExit);
  }

  /** Concurrent scrapes share one build. */
  exposition(format: ExpositionFormat = 'prometheus'): Promise<Buffer> {
    const others = this.isOpen ? (this.rendezvous?.others() ?? []) : [];
    if (others.length === 0) return this.source.exposition(format);
    const known = this.building.get(format);
    if (known) return known;
    const building = this.build(format, others).finally(() => this.building.delete(format));
    this.building.set(format, building);
    return building;
  }

  private async build(format: ExpositionFormat, others: readonly string[]): Promise<Buffer> {
    const [own, ...theirs] = await Promise.all([
      this.source.exposition(format),
      ...others.map((socket) => this.request(socket, format)),
    ]);
    const complete = theirs.filter((exposition) => exposition !== undefined);
    if (complete.length === 0) return own;
    return mergeExpositions([
      { exposition: own.toString(), rules: this.source.aggregations() },
      ...complete,
    ]);
  }

  private async request(
    socket: string,
    format: ExpositionFormat,
  ): Promise<PeerExposition | undefined> {
    try {
      return await requestFromPeer(socket, format);
    } catch (error) {
      if (error instanceof PeerGoneError) this.rendezvous?.forget(socket);
      else this.drop(`a worker is missing from the merged metrics: ${messageOf(error)}`);
      return undefined;
    }
  }

  private drop(message: string): void {
    this.drops.count('metrics');
    this.warnings.once(`cluster ${message}`, `In a cluster, ${message}.`);
  }
}
