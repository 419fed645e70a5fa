// What a device keeps of the letters written on it: in this browser, under one key, until somebody clears it.

const KEY = "sister-libraries.write";
const VERSION = 1;
const MOST = 20; // drafts

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Who writes (`me`) and drafts by key. Where the browser keeps nothing, `lost` becomes true. */
export class Store {
  lost = false;
  #kept = { version: VERSION, me: null, drafts: {} };

  constructor(storage = () => localStorage) {
    this.storage = storage;
    try {
      const found = JSON.parse(storage().getItem(KEY));
      if (found?.version === VERSION && isObject(found.drafts)) this.#kept = { ...this.#kept, ...found };
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

  get me() {
    const { me } = this.#kept;
    if (!isObject(me)) return null;
    return Object.fromEntries(Object.entries(me).filter(([, value]) => typeof value === "string"));
  }

  set me(value) {
    this.#kept.me = value;
    if (Object.keys(this.#kept.drafts).length || Object.values(value).some(Boolean)) this.#write();
  }

  draft(key) {
    const found = Object.hasOwn(this.#kept.drafts, key) ? this.#kept.drafts[key] : null;
    return isObject(found) ? found : null;
  }

  /** Keeps a draft; the oldest go when there are too many. */
  keep(key, draft) {
    delete this.#kept.drafts[key];
    this.#kept.drafts[key] = draft;
    for (const old of Object.keys(this.#kept.drafts).slice(0, -MOST)) delete this.#kept.drafts[old];
    this.#write();
  }

  drop(key) {
    if (!Object.hasOwn(this.#kept.drafts, key)) return;
    delete this.#kept.drafts[key];
    this.#write();
  }

  clear() {
    this.#kept = { version: VERSION, me: null, drafts: {} };
    try {
      this.storage().removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  }
}
