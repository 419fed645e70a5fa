// What a device keeps of what was typed into the form: one draft for each thing that somebody does there.

const KEY = "sister-libraries.submit";
const MOST = 20; // drafts

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Drafts by key, each {version, record, id, base}. Where the browser keeps nothing, `lost` becomes true. */
export class Drafts {
  lost = false;
  #kept = {}; // what is kept, as last seen: another window may have added to it since

  constructor(version, storage = () => localStorage) {
    this.version = version;
    this.storage = storage;
  }

  #read() {
    if (this.lost) return; // then there is nothing but what this window knows
    try {
      const found = JSON.parse(this.storage().getItem(KEY));
      const drafts = isGroup(found) ? Object.entries(found) : [];
      this.#kept = Object.fromEntries(drafts.filter(([, draft]) => isGroup(draft) && isGroup(draft.record)));
    } catch {
      this.#kept = {}; // nothing that can be read: as if there were nothing
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
    this.#read();
    if (!Object.hasOwn(this.#kept, key)) return null;
    const { version, record, id, base } = this.#kept[key];
    return { record, id: typeof id === "string" ? id : "", base, older: version !== this.version };
  }

  /** Keeps a draft; the oldest go when there are too many. */
  keep(key, record, { id = "", base = "" } = {}) {
    this.#read();
    delete this.#kept[key];
    this.#kept[key] = { version: this.version, record, id, base };
    for (const old of Object.keys(this.#kept).slice(0, -MOST)) delete this.#kept[old];
    this.#write();
  }

  drop(key) {
    this.#read();
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
