// The part of the page “Write a first letter” that lays two libraries' working hours side by side.
import { offset, overlap, wall } from "./hours.js";
import { element, here, say, weekday, words } from "./write-page.js";

const MINUTE = 60_000;

function clockTime(zone, moment) {
  return new Date(wall(zone, moment)).toISOString().slice(11, 16);
}

function dayName(zone, moment) {
  return weekday(new Date(wall(zone, moment)).toISOString().slice(0, 10));
}

function spell(zone, { start, end }) {
  const values = { start: clockTime(zone, start), end: clockTime(zone, end) };
  const [weekdayStart, weekdayEnd] = [dayName(zone, start), dayName(zone, end)];
  if (weekdayStart === weekdayEnd) return say(words.weekday_time, { weekday: weekdayStart, ...values });
  return say(words.between_days, { weekday: weekdayStart, other: weekdayEnd, ...values });
}

function length(milliseconds) {
  const minutes = Math.round(milliseconds / MINUTE);
  const parts = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
  return Object.entries(parts)
    .filter(([, number]) => number)
    .map(([unit, number]) => new Intl.NumberFormat(here.tag, { style: "unit", unit, unitDisplay: "long" }).format(number))
    .join(" ");
}

function utc(zone, moment) {
  const minutes = offset(zone, moment);
  const sign = minutes < 0 ? "−" : "+";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${sign}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

function chart(spans, shared) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const start = Math.min(...spans.map((span) => span.start)) - 60 * MINUTE;
  const end = Math.max(...spans.map((span) => span.end)) + 60 * MINUTE;
  const x = (moment) => ((moment - start) / (end - start)) * 400;
  const box = (name, span, y, height) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const values = { x: x(span.start), width: x(span.end) - x(span.start), y, height, class: name };
    for (const [key, value] of Object.entries(values)) rect.setAttribute(key, value);
    return rect;
  };
  svg.setAttribute("viewBox", "0 0 400 52");
  svg.setAttribute("class", "write-chart");
  svg.setAttribute("aria-hidden", "true");
  if (shared) svg.append(box("write-chart__shared", shared, 0, 52));
  svg.append(box("write-chart__first", spans[0], 6, 16), box("write-chart__second", spans[1], 30, 16));
  return svg;
}

// Which bar of the chart is whose; the names stand beside it.
function swatch(index) {
  return element("span", "", { class: `write-swatch write-swatch--${index ? "second" : "first"}` });
}

/** What to show of a day: the shared hours, a picture and a table. `one` and `other` are {zone, name}. */
export function overlapOf(one, other, day) {
  const { first, second, shared, gap } = overlap(one.zone, other.zone, day);
  const rows = [
    [one, first, other],
    [other, second, one],
  ];
  const result = element("div", "", { class: "write-result" });
  if (shared) {
    const list = element("ul");
    for (const [index, [side]] of rows.entries()) {
      const item = element("li");
      item.append(swatch(index), element("strong", spell(side.zone, shared)), " ", element("span", side.name, { class: "where" }));
      list.append(item);
    }
    result.append(element("p", say(words.shared, { length: length(shared.end - shared.start) })), list);
  } else result.append(element("p", gap ? say(words.apart, { length: length(gap) }) : words.touching));
  const table = element("table", "", { role: "table", class: "write-stacked" });
  const head = element("tr", "", { role: "row" });
  head.append(...[words.place, words.clock, words.work].map((text) => element("th", text, { scope: "col", role: "columnheader" })));
  const body = rows.map(([side, span, reader], index) => {
    const row = element("tr", "", { role: "row" });
    const name = element("th", "", { scope: "row", role: "rowheader" });
    name.append(swatch(index), side.name);
    const clock = `${side.zone.replaceAll("_", " ")}, ${utc(side.zone, span.start)}`;
    row.append(name, element("td", clock, { role: "cell" }), element("td", spell(reader.zone, span), { role: "cell", "data-label": words.work }));
    return row;
  });
  table.append(element("thead", "", { role: "rowgroup" }), element("tbody", "", { role: "rowgroup" }));
  table.tHead.append(head);
  table.tBodies[0].append(...body);
  return [result, chart([first, second], shared), table];
}
