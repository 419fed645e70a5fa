// What a device keeps of what was typed into the form: one draft for each thing that somebody does there.

const KEY = "sister-libraries.submit";
const MOST = 20; // drafts

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Drafts by key, each {version, record, id, base}. Where the browser keeps nothing, `lost` becomes true. */
export class Drafts {
  lost = false;
  #kept = {};

  constructor(version, storage = () => localStorage) {
    this.version = version;
    this.storage = storage;
    try {
      const found = JSON.parse(storage().getItem(KEY));
      if (isGroup(found)) this.#kept = Object.fromEntries(Object.entries(found).filter(([, draft]) => isGroup(draft) && isGroup(draft.record)));
    } catch {
      // Nothing that can be read: as if there were nothing.
    }
  }

  #write() {
    try {
      this.storage().setItem(KEY, JSON.stringify(this.#kept));
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }

  /** The draft of this key as {record, id, base, older}, or null; `older` when another version of the form made it. */
  get(key) {
    if (!Object.hasOwn(this.#kept, key)) return null;
    const { version, record, id, base } = this.#kept[key];
    return { record, id: typeof id === "string" ? id : "", base, older: version !== this.version };
  }

  /** Keeps a draft; the oldest go when there are too many. */
  keep(key, record, { id = "", base = "" } = {}) {
    delete this.#kept[key];
    this.#kept[key] = { version: this.version, record, id, base };
    for (const old of Object.keys(this.#kept).slice(0, -MOST)) delete this.#kept[old];
    this.#write();
  }

  drop(key) {
    if (!Object.hasOwn(this.#kept, key)) return;
    delete this.#kept[key];
    this.#write();
  }

  /** Forgets everything. */
  clear() {
    this.#kept = {};
    try {
      this.storage().removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  }
}
