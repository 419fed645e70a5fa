// The libraries of the directory as a first letter needs them: loaded in parts, and found by name.
// The files are described in hooks/sister_libraries/outputs/letter_data.py.
import { fold } from "./folding.js";
import { simplified } from "./simplified.js";

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_QUESTION = 200;

/** Whether a text can be the id of a library. */
export function isId(text) {
  return text.length >= 3 && text.length <= 64 && ID.test(text);
}

/** The number of the part that an id stands in: FNV-1a of 32 bits, as in letter_data.py. */
export function partOf(id, count) {
  let value = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) value = Math.imul(value ^ id.charCodeAt(at), 0x01000193);
  return (value >>> 0) % count;
}

async function json(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply.json();
}

/** The directory whose files lie in `folder`, in `count` parts. */
export class Directory {
  #kept = new Map();

  constructor(folder, count, load = json) {
    this.folder = folder;
    this.count = count;
    this.load = load;
  }

  #file(name) {
    if (!this.#kept.has(name)) {
      const loading = this.load(`${this.folder}${name}.json`);
      loading.catch(() => this.#kept.delete(name)); // the next who asks tries again
      this.#kept.set(name, loading);
    }
    return this.#kept.get(name);
  }

  #part(id) {
    return this.#file(`parts/${partOf(id, this.count)}`);
  }

  /** The library with this id, as {id, …}; one that has moved answers by its new id. Undefined when there is none. */
  async library(id) {
    const { moved } = await this.#part(id);
    const now = Object.hasOwn(moved, id) ? moved[id] : id;
    if (!now) return undefined;
    const { libraries, sisters } = await this.#part(now);
    if (!Object.hasOwn(libraries, now)) return undefined;
    const found = libraries[now];
    // Of a file that a browser kept from before they stood there once, each library has its own.
    const own = Array.isArray(found.sisters) ? found.sisters : (sisters?.[found.sisters] ?? []);
    return { id: now, ...found, sisters: own };
  }

  async #names() {
    const table = await this.#file("names");
    table.texts ??= table.ids.map((id, place) => {
      const columns = [...Object.values(table.names), table.local, ...Object.values(table.towns)];
      return columns.map((column) => fold(column[place]));
    });
    return table;
  }

  /** The first libraries that have every word of a question in their names and towns, {id, name, town} in the language
   * `code`; names that begin with the question come first. Those that nobody should write to only when `closed`. */
  async search(question, code, { most = 8, closed = false } = {}) {
    const asked = fold(await simplified(question.slice(0, LONGEST_QUESTION)));
    const words = asked.split(" ").filter(Boolean);
    if (!words.length) return [];
    const table = await this.#names();
    const left = new Set(closed ? [] : table.closed);
    const ranked = [];
    table.texts.forEach((texts, place) => {
      if (left.has(place) || !words.every((word) => texts.some((text) => text.includes(word)))) return;
      ranked.push([texts.some((text) => text.startsWith(asked)) ? 0 : 1, place]);
    });
    ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return ranked.slice(0, most).map(([, place]) => ({
      id: table.ids[place],
      name: table.names[code][place],
      town: table.towns[code][place],
    }));
  }
}
