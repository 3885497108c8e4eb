const KIBIBYTE = 1024;

/** A line like `VmSize:   1234 kB` of /proc/self/status, in bytes; undefined without such a line. */
export function bytesIn(status: string, key: string): number | undefined {
  const kibibytes = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * KIBIBYTE;
}

/** The soft limit of open files in /proc/self/limits; undefined when there is none. */
export function mostOpenFilesIn(limits: string): number | undefined {
  const most = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return most === undefined ? undefined : Number(most);
}
