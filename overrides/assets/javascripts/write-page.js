// What the modules of the page “Write a first letter” share: its data, its words, and how to make elements.
import { spaced } from "./letter.js";

export const $ = (id) => document.getElementById(`write-${id}`);
export const data = JSON.parse($("data").textContent);
export const words = JSON.parse($("words").textContent);
export const here = data.words[data.here];
export const codes = data.languages;

export function say(text, values = {}) {
  return spaced(data.here, text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""));
}

export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export function link(address, text) {
  const outside = /^https?:/.test(address);
  return element("a", text, { href: address, ...(outside && { rel: "nofollow ugc" }) });
}

/** The name of a day's weekday. */
export function weekday(day) {
  return new Intl.DateTimeFormat(here.tag, { timeZone: "UTC", weekday: "long" }).format(Date.parse(`${day}T00:00Z`));
}
