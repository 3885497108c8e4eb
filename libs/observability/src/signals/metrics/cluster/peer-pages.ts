import { messageOf } from '../../../core';
import type { Losses, Warnings } from '../../../core';
import type { ExpositionFormat } from '../exposition/page-writer';
import { mergePages } from './page-merge';
import { askPeer, PeerGoneError } from './peer-client';
import type { PeerPage } from './peer-protocol';
import { PeerServer } from './peer-server';
import type { PageSource } from './peer-server';
import type { Rendezvous } from './rendezvous';

/**
 * The page of all workers of a cluster, whichever of them is asked. It asks the others for theirs,
 * within a second, and adds up; who does not answer is left out and counted. A process that is no
 * worker has its own page only, at no cost.
 */
export class PeerPages {
  private readonly server: PeerServer;
  private readonly building = new Map<ExpositionFormat, Promise<Buffer>>();
  private isOpen = false;
  private readonly closeAtExit = (): void => this.rendezvous?.close();

  constructor(
    private readonly source: PageSource,
    private readonly losses: Losses,
    private readonly warnings: Warnings,
    private readonly rendezvous: Rendezvous | undefined,
  ) {
    this.server = new PeerServer(source);
  }

  /** Lets the other workers find this one. A failure is reported, and costs the sum only. */
  async start(): Promise<void> {
    const { rendezvous } = this;
    if (!rendezvous) return;
    try {
      rendezvous.open();
      await this.server.listen(rendezvous.socket);
      this.isOpen = true;
      process.once('exit', this.closeAtExit);
    } catch (error) {
      this.lose(`metrics of the workers are not added up: ${messageOf(error)}`);
    }
  }

  stop(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.server.close();
    this.rendezvous?.close();
    process.removeListener('exit', this.closeAtExit);
  }

  /** Built once at a time, for all who wait for it. */
  page(format: ExpositionFormat = 'prometheus'): Promise<Buffer> {
    const others = this.isOpen ? (this.rendezvous?.others() ?? []) : [];
    if (others.length === 0) return this.source.page(format);
    const known = this.building.get(format);
    if (known) return known;
    const building = this.build(format, others).finally(() => this.building.delete(format));
    this.building.set(format, building);
    return building;
  }

  private async build(format: ExpositionFormat, others: readonly string[]): Promise<Buffer> {
    const [own, ...theirs] = await Promise.all([
      this.source.page(format),
      ...others.map((socket) => this.ask(socket, format)),
    ]);
    const pages = theirs.filter((page) => page !== undefined);
    if (pages.length === 0) return own;
    return mergePages([{ page: own.toString(), rules: this.source.aggregations() }, ...pages]);
  }

  private async ask(socket: string, format: ExpositionFormat): Promise<PeerPage | undefined> {
    try {
      return await askPeer(socket, format);
    } catch (error) {
      if (error instanceof PeerGoneError) this.rendezvous?.forget(socket);
      else this.lose(`a worker is missing in the sum of metrics: ${messageOf(error)}`);
      return undefined;
    }
  }

  private lose(message: string): void {
    this.losses.count('metrics');
    this.warnings.once(`cluster ${message}`, `In a cluster, ${message}.`);
  }
}
