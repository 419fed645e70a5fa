// The directory's data: which libraries have which value, as sets of bits, one bit a library.
// The files are described in hooks/sister_libraries/outputs/directory_data.py. Nothing here knows of the page.
import { fold } from "./folding.js";

export class Outdated extends Error {} // the site was published anew between two files

async function json(url, options) {
  const reply = await fetch(url, options);
  if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
  return reply.json();
}

// -- sets of bits ----------------------------------------------------------------------------------------------

function ones(bits) {
  let sum = 0;
  for (let word of bits) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return sum;
}

function onesInBoth(a, b) {
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    let word = a[index] & b[index];
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return sum;
}

function keep(target, other) {
  for (let index = 0; index < target.length; index++) target[index] &= other[index];
}

function add(target, other) {
  for (let index = 0; index < target.length; index++) target[index] |= other[index];
}

const has = (bits, row) => (bits[row >>> 5] >>> (row & 31)) & 1;
const put = (bits, row) => (bits[row >>> 5] |= 1 << (row & 31));

// -- the data --------------------------------------------------------------------------------------------------

export class Data {
  #parts = new Map(); // what was loaded, by name
  #bits = new Map(); // facet → a set of rows for each of its values
  #texts = null; // what the free text looks in, one folded text a row
  #terms = new Map(); // word → the rows that it finds

  static async open(url, options) {
    return new Data(url, await json(url, options), options);
  }

  constructor(url, head, options) {
    this.url = url;
    this.head = head;
    this.options = options;
    this.size = head.listings;
    this.values = head.values;
    this.places = Object.fromEntries(
      Object.entries(head.values).map(([facet, values]) => [facet, new Map(values.map((id, place) => [id, place]))]),
    );
    this.codes = new Map([...head.codes].map((code, place) => [code, place]));
    for (const [name, part] of Object.entries(head.parts ?? {})) this.#parts.set(name, part);
  }

  // A part of the data: at once when it is here, else a promise of it.
  part(name) {
    if (!this.#parts.has(name)) {
      const loading = json(this.url.replace(/json$/, `${name}.json`), this.options).then((part) => {
        if (part.version !== this.head.version) throw new Outdated(name);
        this.#parts.set(name, part);
        return part;
      });
      loading.catch(() => this.#parts.delete(name)); // the next who asks tries again
      this.#parts.set(name, loading);
    }
    return this.#parts.get(name);
  }

  // Waits until the columns of these facets are here. None is taken apart before it is asked for: a phone feels it.
  async need(facets) {
    const lacking = [...facets].filter((facet) => !this.#bits.has(facet));
    await Promise.all(
      lacking.map(async (facet) => {
        const column = this.head.columns[facet] ?? (await this.part(`column-${facet}`)).column;
        this.#bits.set(facet, this.#decode(facet, column));
      }),
    );
  }

  isHere(facet) {
    return this.#bits.has(facet);
  }

  // The values of one cell of a column, as places in the facet's list.
  cell(text) {
    return [...text].map((code) => this.codes.get(code)).filter((place) => place !== undefined);
  }

  #decode(facet, column) {
    const words = Math.ceil(this.size / 32);
    const sets = this.values[facet].map(() => new Uint32Array(words));
    const several = column.length !== this.size || column.includes(",");
    let row = 0;
    for (const code of column) {
      if (code === ",") row++;
      else {
        const place = this.codes.get(code);
        if (place !== undefined) put(sets[place], row);
        if (!several) row++;
      }
    }
    return sets;
  }

  // -- free text ---------------------------------------------------------------------------------------------

  get partCount() {
    return Math.ceil(this.size / this.head.part);
  }

  // Loads what the free text looks in. `labels`: facet → the names of its values in the page's language.
  async needTexts(labels) {
    if (this.#texts) return;
    const parts = await Promise.all(Array.from({ length: this.partCount }, (_, number) => this.part(`rows-${number}`)));
    const texts = [];
    for (const part of parts) {
      const towns = part.towns.split("\n");
      const also = part.also.split("\n");
      for (const [row, title] of part.titles.split("\n").entries()) {
        texts.push(fold(`${title}|${towns[row]}|${also[row]}`));
      }
    }
    this.labels = Object.entries(this.head.also).map(([facet, others]) => [
      facet,
      others.map((other, place) => fold(`${labels[facet]?.[place] ?? ""}|${other}`)),
    ]);
    this.#texts = texts;
  }

  // The facets that the words of a text name values of, so that their columns are needed to look for it.
  facetsNamedIn(query) {
    const words = fold(query).split(" ").filter(Boolean);
    return this.labels
      .filter(([, texts]) => words.some((word) => texts.some((text) => text.includes(word))))
      .map(([facet]) => facet);
  }

  // The rows in which every word of the text stands: in a name or place, or in the name of a value.
  #find(query) {
    const all = new Uint32Array(Math.ceil(this.size / 32)).fill(-1);
    for (const word of fold(query).split(" ").filter(Boolean)) {
      if (!this.#terms.has(word)) {
        if (this.#terms.size > 50) this.#terms.clear();
        const rows = new Uint32Array(all.length);
        this.#texts.forEach((text, row) => text.includes(word) && put(rows, row));
        for (const [facet, texts] of this.labels) {
          texts.forEach((text, place) => text.includes(word) && add(rows, this.#bits.get(facet)[place]));
        }
        this.#terms.set(word, rows);
      }
      keep(all, this.#terms.get(word));
    }
    return all;
  }

  // -- filtering ---------------------------------------------------------------------------------------------

  // What fits. `chosen`: facet → values, of which a library must have any; `text`: words of which it must have all.
  // The columns of the chosen facets must be here, and for a text what it needs.
  filter(chosen, text) {
    const filters = [];
    for (const [facet, values] of chosen) {
      const rows = new Uint32Array(Math.ceil(this.size / 32));
      for (const value of values) {
        const place = this.places[facet].get(value);
        if (place !== undefined) add(rows, this.#bits.get(facet)[place]);
      }
      filters.push([facet, rows]);
    }
    if (text) filters.push(["", this.#find(text)]);
    return new Found(this, filters);
  }

  bitsOf(facet) {
    return this.#bits.get(facet);
  }

  // -- order -------------------------------------------------------------------------------------------------

  // The rows in the order of names.
  async byName() {
    return (await this.part("names")).order;
  }

  // The rows by their distance from a place, and the distances in kilometres; places that are not known come last.
  async byDistance({ latitude, longitude }) {
    const { latitudes, longitudes, points } = await this.part("places");
    const kilometres = latitudes.map((each, index) => distance(latitude, longitude, each / 100, longitudes[index] / 100));
    const away = points.map((point) => (point < 0 ? Infinity : kilometres[point]));
    const order = away.map((_, row) => row).sort((a, b) => away[a] - away[b] || a - b);
    return { order, away };
  }
}

// The libraries that fit all filters.
class Found {
  constructor(data, filters) {
    this.data = data;
    this.filters = filters;
    this.rows = this.without(null);
    this.size = ones(this.rows);
  }

  // The rows that fit all filters but those named.
  without(...names) {
    const rows = new Uint32Array(Math.ceil(this.data.size / 32)).fill(-1);
    if (this.data.size % 32) rows[rows.length - 1] = 2 ** (this.data.size % 32) - 1;
    for (const [name, fitting] of this.filters) if (!names.includes(name)) keep(rows, fitting);
    return rows;
  }

  sizeWithout(...names) {
    return ones(this.without(...names));
  }

  // How many libraries each value of a facet would leave, given the filters of the other facets.
  counts(facet) {
    const others = this.filters.some(([name]) => name === facet) ? this.without(facet) : this.rows;
    return this.data.bitsOf(facet).map((rows) => onesInBoth(rows, others));
  }

  // The first `count` rows, in the given order or in that of the data.
  first(count, order) {
    const found = [];
    for (let place = 0; place < this.data.size && found.length < count; place++) {
      const row = order ? order[place] : place;
      if (has(this.rows, row)) found.push(row);
    }
    return found;
  }
}

// The great-circle distance of two places in kilometres (haversine, mean radius), as in time_zones.py.
export function distance(latitude1, longitude1, latitude2, longitude2) {
  const [a, b, c, d] = [latitude1, longitude1, latitude2, longitude2].map((each) => (each * Math.PI) / 180);
  const half = Math.sin((c - a) / 2) ** 2 + Math.cos(a) * Math.cos(c) * Math.sin((d - b) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(half)));
}
