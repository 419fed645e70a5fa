// Writes days for a calendar (iCalendar, RFC 5545).
import { later } from "./reminders.js";

const encoder = new TextEncoder();
const OCTETS = 75;

/** A line cut into pieces of at most 75 octets, no character torn; the later ones begin with a space. */
export function fold(line) {
  let folded = "";
  let length = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (length + size > OCTETS) {
      folded += "\r\n ";
      length = 1;
    }
    folded += character;
    length += size;
  }
  return folded;
}

/** A text as a value: what would end it is escaped, what no calendar can hold is left out. */
export function text(value) {
  return value
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\n/g, "\\n");
}

function compact(day) {
  return day.replaceAll("-", "");
}

/** A short number for a text, always the same for the same text: FNV-1a of 64 bits, in hexadecimal. */
export function fingerprint(value) {
  let number = 0xcbf29ce484222325n;
  for (const byte of encoder.encode(value)) number = BigInt.asUintN(64, (number ^ BigInt(byte)) * 0x100000001b3n);
  return number.toString(16).padStart(16, "0");
}

function head(name) {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sister Libraries//First letter//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `X-WR-CALNAME:${text(name)}`];
}

function stampOf(now) {
  return `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

function written(lines) {
  return [...lines, "END:VCALENDAR"].map((line) => `${fold(line)}\r\n`).join("");
}

/** A calendar of tasks. `tasks`: {uid, summary, description, due, done, url}; `due` a day or empty. */
export function tasks({ name, language, tasks: todos, now }) {
  const lines = head(name);
  for (const todo of todos) {
    lines.push(
      "BEGIN:VTODO",
      `UID:${text(todo.uid)}`,
      `DTSTAMP:${stampOf(now)}`,
      `SUMMARY;LANGUAGE=${language}:${text(todo.summary)}`,
      ...(todo.description ? [`DESCRIPTION;LANGUAGE=${language}:${text(todo.description)}`] : []),
      ...(todo.due ? [`DUE;VALUE=DATE:${compact(todo.due)}`] : []),
      ...(todo.url ? [`URL:${todo.url}`] : []),
      ...(todo.done ? ["STATUS:COMPLETED", "PERCENT-COMPLETE:100"] : ["STATUS:NEEDS-ACTION"]),
      "END:VTODO",
    );
  }
  return written(lines);
}

/** A calendar of whole days. `events`: {uid, day, summary, description, url}; `language`: a BCP 47 tag; `now`: a Date.
 * A calendar program that gets an event with the same uid again takes it for the same event. */
export function calendar({ name, language, events, now }) {
  const stamp = stampOf(now);
  const lines = head(name);
  for (const event of events) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${text(event.uid)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(event.day)}`,
      `DTEND;VALUE=DATE:${compact(later(event.day, 1))}`,
      `SUMMARY;LANGUAGE=${language}:${text(event.summary)}`,
      `DESCRIPTION;LANGUAGE=${language}:${text(event.description)}`,
      ...(event.url ? [`URL:${event.url}`] : []),
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  return written(lines);
}
