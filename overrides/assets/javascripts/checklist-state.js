// Ticks, notes, who and by when of checklists, for several partnerships; and how such a state is read from whatever
// comes: what can be used is taken, and what is left out has a name.

export const VERSION = 1;
const MOST = { partnerships: 50, lists: 50, steps: 200 };
const LONGEST = { name: 120, who: 120, note: 2000 };
const BIGGEST = 2_000_000; // characters of a file
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const KEY = /^[a-z0-9]{1,40}$/;

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key for a new partnership, which no other has. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A state with one partnership that has no name and no tick. */
export function emptyState(key = newKey()) {
  return { version: VERSION, current: key, partnerships: { [key]: { name: "", lists: {} } } };
}

function isDay(value) {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value && value >= "2000-01-01" && value <= "2099-12-31";
}

/** A text without what nobody can see or type, and no longer than it may be. */
function clean(value, name, dropped) {
  const text = value.replace(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  if (text.length <= LONGEST[name]) return text;
  dropped.add("long");
  return text.slice(0, LONGEST[name]).replace(/[\ud800-\udbff]$/, "");
}

function readStep(found, dropped) {
  if (!isObject(found)) {
    dropped.add("kind");
    return null;
  }
  const step = {};
  for (const [name, value] of Object.entries(found)) {
    if (name === "done" && typeof value === "boolean") {
      if (value) step.done = true;
    } else if ((name === "note" || name === "who") && typeof value === "string") {
      const text = clean(value, name, dropped);
      if (text) step[name] = text;
    } else if (name === "by" && typeof value === "string") {
      if (isDay(value)) step.by = value;
      else if (value) dropped.add("date");
    } else dropped.add("kind");
  }
  return Object.keys(step).length ? step : null;
}

function readEntries(found, most, fits, read, dropped) {
  const entries = [];
  for (const [key, value] of Object.entries(found)) {
    if (!fits.test(key) || key === "constructor") dropped.add("kind");
    else if (entries.length === most) dropped.add("many");
    else {
      const made = read(value);
      if (made) entries.push([key, made]);
    }
  }
  return Object.fromEntries(entries);
}

function readPartnership(found, dropped) {
  if (!isObject(found) || !isObject(found.lists)) {
    dropped.add("kind");
    return null;
  }
  for (const name of Object.keys(found)) if (name !== "name" && name !== "lists") dropped.add("kind");
  const readList = (list) => {
    if (isObject(list)) return readEntries(list, MOST.steps, ID, (step) => readStep(step, dropped), dropped);
    dropped.add("kind");
    return null;
  };
  const name = typeof found.name === "string" ? clean(found.name, "name", dropped).replace(/\s+/g, " ").trim() : "";
  return { name, lists: readEntries(found.lists, MOST.lists, ID, readList, dropped) };
}

/** Reads what JSON holds: {state, dropped}; `state` is null when there is no partnership in it. */
export function readState(value, dropped = new Set()) {
  if (!isObject(value) || !isObject(value.partnerships)) return { state: null, dropped };
  if (value.version !== VERSION) dropped.add("version");
  const partnerships = readEntries(value.partnerships, MOST.partnerships, KEY, (each) => readPartnership(each, dropped), dropped);
  const keys = Object.keys(partnerships);
  if (!keys.length) return { state: null, dropped };
  const current = keys.includes(value.current) ? value.current : keys[0];
  return { state: { version: VERSION, current, partnerships }, dropped };
}

/** Reads the text of a file. One that breaks off is read up to where it does. */
export function readText(text) {
  const dropped = new Set();
  const whole = text.replace(/^\ufeff/, "").slice(0, BIGGEST);
  if (text.length > BIGGEST) dropped.add("many");
  try {
    return readState(JSON.parse(whole), dropped);
  } catch {
    dropped.add("cut");
  }
  const mended = mend(whole);
  return mended === null ? { state: null, dropped } : readState(mended, dropped);
}

/** What JSON that breaks off says up to the last value that is whole; null when that is nothing. */
export function mend(text) {
  const open = [];
  let whole = null;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (inText) {
      if (mark === "\\") at += 1;
      else if (mark === '"') inText = false;
    } else if (mark === '"') inText = true;
    else if (mark === "{" || mark === "[") open.push(mark === "{" ? "}" : "]");
    else if (mark === "}" || mark === "]") {
      if (open.pop() !== mark) break;
      whole = text.slice(0, at + 1) + [...open].reverse().join("");
      if (!open.length) break;
    } else if (mark === "," && open.length) whole = text.slice(0, at) + [...open].reverse().join("");
  }
  try {
    return whole === null ? null : JSON.parse(whole);
  } catch {
    return null;
  }
}

/** Puts one state into another: partnerships with the same key become one, step by step, and the second one counts. */
export function merge(into, from) {
  const partnerships = { ...into.partnerships };
  for (const [key, each] of Object.entries(from.partnerships)) {
    if (!Object.hasOwn(partnerships, key) && Object.keys(partnerships).length === MOST.partnerships) continue;
    const there = Object.hasOwn(partnerships, key) ? partnerships[key] : { name: "", lists: {} };
    const lists = { ...there.lists };
    for (const [list, steps] of Object.entries(each.lists)) lists[list] = { ...lists[list], ...steps };
    partnerships[key] = { name: each.name || there.name, lists };
  }
  return { ...into, partnerships, current: from.current };
}

export function countSteps(state) {
  return Object.values(state.partnerships).flatMap((each) => Object.values(each.lists).flatMap(Object.keys)).length;
}

/** How many steps of a list are done. */
export function countDone(partnership, list, ids) {
  const steps = partnership.lists[list] ?? {};
  return ids.filter((id) => Object.hasOwn(steps, id) && steps[id].done).length;
}

// -- as an address -------------------------------------------------------------------------------------------------

const LONGEST_ADDRESS = 200_000;

async function through(bytes, stream, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The fragment of an address that holds one partnership's ticks in one list; packed where the browser can. */
export async function toFragment(partnership, key, list) {
  const lists = { [list]: partnership.lists[list] ?? {} };
  const state = { version: VERSION, current: key, partnerships: { [key]: { name: partnership.name, lists } } };
  const plain = new TextEncoder().encode(JSON.stringify(state));
  const packed = "CompressionStream" in globalThis;
  const bytes = packed ? await through(plain, new CompressionStream("deflate-raw"), Infinity) : plain;
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `#${packed ? "z" : "p"}=${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** What a fragment holds, as `readState` tells it; null when it holds nothing of the kind. */
export async function fromFragment(fragment) {
  const found = /^#([zp])=([A-Za-z0-9_-]+)$/.exec(fragment.slice(0, LONGEST_ADDRESS));
  if (!found) return null;
  try {
    const bytes = Uint8Array.from(atob(found[2].replaceAll("-", "+").replaceAll("_", "/")), (mark) => mark.charCodeAt(0));
    const plain = found[1] === "z" ? await through(bytes, new DecompressionStream("deflate-raw"), BIGGEST) : bytes;
    return readText(new TextDecoder().decode(plain));
  } catch {
    return { state: null, dropped: new Set(["cut"]) };
  }
}
