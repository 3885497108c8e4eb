import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Probe } from 'kubernetes-types/core/v1';
import { freePort } from '../services/free-port';
import { ContainerProcess } from './container-process';
import type { ContainerCommand, ContainerEnd } from './container-process';
import { Prober } from './prober';

type ProbeName = 'startupProbe' | 'livenessProbe' | 'readinessProbe';

const SECOND_MS = 1000;

/** How a pod is run. */
export interface PodSettings {
  readonly args: readonly string[];
  readonly cwd: string;
  /** What the manifest takes from elsewhere, and what a process needs here. */
  readonly env: Readonly<Record<string, string>>;
  /** How long a second of the pace of liveness and readiness takes, in milliseconds. @default 1000 */
  readonly secondMs?: number;
  /** The same for startup: an app takes its time to start, whatever a test would like. @default 1000 */
  readonly startSecondMs?: number;
}

/**
 * Runs one pod of a deployment as the kubelet does: the startup probe holds the others back, liveness
 * restarts, readiness only tells, and the end is SIGTERM, a grace, SIGKILL.
 */
export class Pod {
  /** What happened, in order. */
  readonly events: string[] = [];
  restarts = 0;
  isReady = false;
  isTerminating = false;
  private process: ContainerProcess;
  private probing = new AbortController();
  private probers = new Map<ProbeName, Prober>();
  private restarting: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly deployment: Deployment,
    private readonly settings: PodSettings,
    readonly port: number,
  ) {
    this.process = this.startContainer();
  }

  static async start(deployment: Deployment, settings: PodSettings): Promise<Pod> {
    return new Pod(deployment, settings, await freePort());
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get output(): string {
    return this.process.output;
  }

  /** How often a probe has asked since the container started. */
  asked(name: ProbeName): number {
    return this.probers.get(name)?.asked ?? 0;
  }

  /** Calls when readiness changes or the end begins. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Ends the pod. Readiness is asked on meanwhile, liveness is not. */
  async delete(): Promise<ContainerEnd> {
    this.isTerminating = true;
    this.tell('terminating');
    this.stopProbing();
    this.run('readinessProbe', (isFine) => this.ready(isFine));
    await this.restarting;
    const end = await this.process.end(this.graceSeconds);
    this.stopProbing();
    return end;
  }

  private startContainer(): ContainerProcess {
    const { args, cwd, env } = this.settings;
    const given = this.container.env?.flatMap(({ name, value }) => (value ? [[name, value]] : []));
    const port = { PORT: String(this.port) };
    const command: ContainerCommand = {
      args,
      cwd,
      env: { ...Object.fromEntries(given ?? []), ...env, ...port },
    };
    const started = new ContainerProcess(command);
    this.run('startupProbe', (isFine) => (isFine ? this.started() : this.restart('startup')));
    return started;
  }

  private started(): void {
    this.stopProbing();
    this.tell('started');
    this.run('livenessProbe', (isFine) => !isFine && this.restart('liveness'));
    this.run('readinessProbe', (isFine) => this.ready(isFine));
  }

  private ready(isReady: boolean): void {
    if (isReady === this.isReady) return;
    this.isReady = isReady;
    this.tell(isReady ? 'ready' : 'not ready');
  }

  private restart(reason: string): void {
    if (this.isTerminating) return;
    this.stopProbing();
    this.restarts += 1;
    this.ready(false);
    this.tell(`restarted by ${reason}`);
    this.restarting = this.process.end(this.graceSeconds).then(() => {
      if (!this.isTerminating) this.process = this.startContainer();
    });
  }

  private run(name: ProbeName, conclude: (isFine: boolean) => void): void {
    const { signal } = this.probing;
    const probe: Probe | undefined = this.container[name];
    if (!probe) throw new Error(`there is no ${name}`);
    const { secondMs = SECOND_MS, startSecondMs = SECOND_MS } = this.settings;
    const pace = name === 'startupProbe' ? startSecondMs : secondMs;
    // What a probe concludes after it was ended counts no more.
    const heard = (isFine: boolean): void => {
      if (!signal.aborted) conclude(isFine);
    };
    const prober = new Prober(probe, { port: this.port, secondMs: pace }, heard);
    this.probers.set(name, prober);
    void prober.run(signal);
  }

  private stopProbing(): void {
    this.probing.abort();
    this.probing = new AbortController();
  }

  private tell(event: string): void {
    this.events.push(event);
    for (const listener of this.listeners) listener();
  }

  private get container() {
    const [container] = this.deployment.spec?.template.spec?.containers ?? [];
    if (!container) throw new Error('the deployment has no container');
    return container;
  }

  private get graceSeconds(): number {
    return this.deployment.spec?.template.spec?.terminationGracePeriodSeconds ?? 30;
  }
}
