import type { ServiceIdentity } from '../../../core';
import { formatForPeople, formatterOf } from '../formats/format';
import type { LogFormat } from '../formats/format';
import { consoleSink } from './console-sink';
import { resolveDestination } from './destination.options';
import type {
  CustomDestinationOptions,
  DestinationOptions,
  EmailDestinationOptions,
  Resolved,
  SyslogDestinationOptions,
  TransportDestinationOptions,
} from './destination.options';
import { EmailDestination } from './email-destination';
import { fileSink } from './file-destination';
import { LEVEL_NUMBERS } from '../records/level';
import { cutLine } from './line-limit';
import { LineWriter } from './line-writer';
import type { LogDestination } from './log-destination';
import { LineDropReporter } from './line-drops';
import type { LineDrops } from './line-drops';
import { writeToStderr } from './write-to-stderr';
import { FilteredDestination } from './filtered-destination';
import type { Output } from './filtered-destination';
import type { Sink } from './sink';
import { requirePackage } from './require-package';
import { SmtpMailer } from '../../../export';
import type { Nodemailer } from '../../../export';
import { counted, syslogSink } from './syslog-destination';
import { SyslogMessage } from './syslog-message';
import { isThreadStream } from './thread-sink';
import type { ThreadStream } from './thread-sink';
import { startTransport, TransportDestination } from './transport-destination';
import { isLogStream, WritableSink } from './writable-sink';
import { writeFailures } from './write-failures';

/** The dependencies of destinations. */
export interface FactoryParts {
  readonly service: ServiceIdentity;
  readonly drops: LineDrops;
  /** The format of destinations without their own. */
  readonly format: LogFormat;
  /** Whether a console that is a terminal and has no format gets `pretty` lines. */
  readonly isForPeople?: boolean | undefined;
  /** Gets the lines of a transport whose thread died; undefined if they are there already. */
  readonly fallback: (isDefault: boolean) => LogDestination | undefined;
  /** Creates a warning of the library as a JSON line. */
  readonly warningLine: (message: string, details: object) => string;
}

/** Formats a line for a destination; undefined if it takes JSON lines unchanged. */
type Shape = ((line: string, level: number) => string) | undefined;

interface Made {
  readonly output: Output;
  readonly shape: Shape;
}

/** rsyslog and most others take 8 KiB by default, the header included. */
const MAX_SYSLOG_LINE_LENGTH = 7680;

/** Creates destinations from their options. */
export class DestinationFactory {
  constructor(private readonly parts: FactoryParts) {}

  /** @throws LogFileError, LogTransportError or DestinationPackageMissingError at the start of the app */
  make(name: string, given: DestinationOptions): Output {
    const options = resolveDestination(given);
    const least = options.level === undefined ? 0 : LEVEL_NUMBERS[options.level];
    const { output, shape } = this.made(name, options);
    // A write there costs nothing else.
    if (output instanceof LineWriter && !shape && least === 0) return output;
    return new FilteredDestination({
      output,
      least,
      shape: shape ?? ((line) => cutLine(line)),
      onFailure: writeFailures(name, this.parts.drops),
    });
  }

  private made(name: string, options: Resolved<DestinationOptions>): Made {
    switch (options.type) {
      case 'console': {
        const { isTTY } = process[options.stream];
        const isForPeople = this.parts.isForPeople && isTTY && options.format === undefined;
        const format = isForPeople ? formatForPeople() : options.format;
        const shape = this.shape({ ...options, format }, isTTY);
        return this.written(name, options, consoleSink(options.stream), shape);
      }
      case 'file':
        return this.written(name, options, fileSink(options, pathOf(name)), this.shape(options));
      case 'syslog':
        return this.written(name, options, syslogSink(options), this.syslogShape(options));
      case 'transport':
        return this.transport(name, options);
      case 'email':
        return { output: this.email(name, options), shape: undefined };
      default:
        return this.custom(name, options);
    }
  }

  private written(
    name: string,
    { maxWaitingBytes }: Resolved<DestinationOptions>,
    sink: Sink,
    shape: Shape,
  ): Made {
    const report = this.report(name, shape);
    return { output: new LineWriter({ sink, report, mostWaitingBytes: maxWaitingBytes }), shape };
  }

  private transport(name: string, options: Resolved<TransportDestinationOptions>): Made {
    const stream = startTransport(options.target, options.options, pathOf(name));
    return this.threaded(name, options, stream);
  }

  private custom(name: string, options: Resolved<CustomDestinationOptions>): Made {
    const { to } = options;
    if (isThreadStream(to)) return this.threaded(name, options, to);
    const shape = this.shape(options);
    if (isLogStream(to)) return this.written(name, options, new WritableSink(to), shape);
    // The rules have checked that it has a `write`.
    return { output: to as LogDestination, shape };
  }

  private threaded(
    name: string,
    options: Resolved<DestinationOptions>,
    stream: ThreadStream,
  ): Made {
    const shape = this.shape(options);
    const output = new TransportDestination(stream, {
      name,
      report: this.report(name, shape),
      mostWaitingBytes: options.maxWaitingBytes,
      fallback: () => this.parts.fallback(options.isDefault),
    });
    return { output, shape };
  }

  private email(name: string, options: Resolved<EmailDestinationOptions>): EmailDestination {
    const { name: service, environment } = this.parts.service;
    const { from, to, minIntervalMs, smtp } = options;
    const nodemailer = requirePackage('nodemailer', pathOf(name)) as Nodemailer;
    const sender = `${service} ${environment}`;
    return new EmailDestination({
      mailer: new SmtpMailer(nodemailer, smtp),
      name,
      sender,
      from,
      to,
      minIntervalMs,
      warn: writeToStderr,
    });
  }

  private shape({ format = this.parts.format }: DestinationOptions, isColoured = false): Shape {
    const formatter = formatterOf(format, isColoured);
    return formatter && ((line) => formatter(cutLine(line)));
  }

  private syslogShape(options: Resolved<SyslogDestinationOptions>): Shape {
    const { service } = this.parts;
    const { facility, appName = service.name, format = this.parts.format, protocol } = options;
    const formatter = formatterOf(format, false);
    const message = new SyslogMessage(facility, appName, service);
    return (line, level) => {
      const short = cutLine(line, MAX_SYSLOG_LINE_LENGTH);
      const text = message.of(formatter ? formatter(short) : short, level);
      return protocol === 'udp' ? text : counted(text);
    };
  }

  private report(name: string, shape: Shape): LineDropReporter {
    const { drops, warningLine } = this.parts;
    const lineOf = (message: string, details: object): string => {
      const line = warningLine(message, details);
      return shape ? shape(line, LEVEL_NUMBERS.warn) : line;
    };
    return new LineDropReporter(name, { drops, warn: writeToStderr, lineOf });
  }
}

/** The path of a destination in the options. */
function pathOf(name: string): string {
  return `logs.destinations.${name}`;
}
