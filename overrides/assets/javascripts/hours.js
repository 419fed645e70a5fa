// When the staff of two libraries are at work at the same time: the same as hooks/sister_libraries/working_hours.py,
// with the browser's own time zones. Moments are numbers of milliseconds; days are texts like "2026-11-21".

export const OPENS = 9;
export const CLOSES = 17;
const MINUTE = 60_000;
const DAY = 86_400_000;

const clocks = new Map();

function clock(zone) {
  if (!clocks.has(zone)) {
    const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
    // "iso8601" has years without eras; h23 begins the day at 0 and not at 24.
    const options = { timeZone: zone, calendar: "iso8601", numberingSystem: "latn", hourCycle: "h23", ...parts };
    clocks.set(zone, new Intl.DateTimeFormat("en", options));
  }
  return clocks.get(zone);
}

/** Whether the browser knows the time zone. */
export function knows(zone) {
  try {
    clock(zone);
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall in `zone` shows at a moment, as if it were UTC. */
export function wall(zone, moment) {
  const shown = Object.fromEntries(clock(zone).formatToParts(moment).map((part) => [part.type, Number(part.value)]));
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
}

/** By how many minutes `zone` is ahead of UTC at a moment. */
export function offset(zone, moment) {
  const whole = Math.floor(moment / MINUTE) * MINUTE;
  return (wall(zone, whole) - whole) / MINUTE;
}

/** The moment at which the clocks in `zone` show `shown` (as `wall` gives it): the first, when they show it twice;
 * when they skip it, the time before holds on (as in Python, PEP 495). */
export function moment(zone, shown) {
  const before = offset(zone, shown - DAY);
  const after = offset(zone, shown + DAY);
  for (const ahead of [before, after]) {
    const found = shown - ahead * MINUTE;
    if (offset(zone, found) === ahead) return found;
  }
  return shown - before * MINUTE;
}

/** The working hours of a day in `zone`. */
export function workingDay(zone, day, later = 0) {
  const midnight = Date.parse(`${day}T00:00Z`) + later * DAY;
  return {
    start: moment(zone, midnight + OPENS * 60 * MINUTE),
    end: moment(zone, midnight + CLOSES * 60 * MINUTE),
  };
}

function between(one, other) {
  return Math.max(other.start - one.end, one.start - other.end, 0);
}

/** What the working day `day` in `zoneA` shares with the working days in `zoneB`: {first, second, shared, gap}. */
export function overlap(zoneA, zoneB, day) {
  const first = workingDay(zoneA, day);
  const around = [-1, 0, 1].map((later) => workingDay(zoneB, day, later));
  for (const second of around) {
    const start = Math.max(first.start, second.start);
    const end = Math.min(first.end, second.end);
    if (start < end) return { first, second, shared: { start, end }, gap: 0 };
  }
  const second = around.reduce((best, each) => (between(first, each) < between(first, best) ? each : best));
  return { first, second, shared: null, gap: between(first, second) };
}
