// What the modules of the page “List or change an entry” share: its data, its words, and how to make elements.
import { spaced } from "./letter.js";

export const $ = (id) => document.getElementById(`submit-${id}`);
export const data = JSON.parse($("data").textContent);
export const words = JSON.parse($("words").textContent);

const HELD = "\ue000"; // in place of what is quoted, which is shown letter by letter as it was typed

export function say(text, values = {}) {
  const value = (_, name) => values[name] ?? "–";
  const quoted = [];
  const held = text.replace(/(?<=“)\{(\w+)\}(?=”)/g, (...found) => {
    quoted.push(value(...found));
    return HELD;
  });
  return spaced(data.code, held.replace(/\{(\w+)\}/g, value)).replaceAll(HELD, () => quoted.shift() ?? "");
}

export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Today as records are dated: the day in UTC, so that the check, which runs there, does not call it the future. */
export function today() {
  return new Date().toISOString().slice(0, 10);
}

/** Lets the browser draw and answer before work goes on, which is much for a slow phone. */
export function breathe() {
  return new Promise((done) => setTimeout(done));
}
