// The days on which to write again, and once a month. Days are texts like 2026-11-21.

/** The day so many days after another. */
export function later(day, days) {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day itself, or the Monday after when it falls on a weekend. */
export function workday(day) {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return later(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** The same day so many months later, the month's last where it has no such day. */
export function monthsLater(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** When to remind for the first and the second time, and when to look further: {kind, day}, never on a weekend. */
export function reminders(sent, days, moveOn) {
  const kinds = ["first", "second", "onward"];
  return [...days, moveOn].map((number, index) => ({ kind: kinds[index], day: workday(later(sent, number)) }));
}
