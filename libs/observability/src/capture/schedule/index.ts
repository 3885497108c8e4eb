// Captures the runs of scheduled methods.
// Enters: the methods that @nestjs/schedule's @Cron, @Interval and @Timeout mark.
// Leaves: one TaskObservation for each run, with a RequestContext of its own.
export { ScheduleCapture } from './schedule-capture';
