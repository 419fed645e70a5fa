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
    this.#read();
  }

  /** Takes what stands there now: another window may have written a letter since. */
  #read() {
    if (this.lost) return; // then there is nothing but what this window knows
    let found;
    try {
      found = JSON.parse(this.storage().getItem(KEY));
    } catch {
      // Nothing that can be read: as if there were nothing.
    }
    const right = found?.version === VERSION && isObject(found.drafts);
    this.#kept = { version: VERSION, me: null, drafts: {}, ...(right ? found : {}) };
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
    this.#read();
    this.#kept.me = value;
    if (Object.keys(this.#kept.drafts).length || Object.values(value).some(Boolean)) this.#write();
  }

  draft(key) {
    this.#read();
    const found = Object.hasOwn(this.#kept.drafts, key) ? this.#kept.drafts[key] : null;
    return isObject(found) ? found : null;
  }

  /** Keeps a draft; the oldest go when there are too many. */
  keep(key, draft) {
    this.#read();
    delete this.#kept.drafts[key];
    this.#kept.drafts[key] = draft;
    for (const old of Object.keys(this.#kept.drafts).slice(0, -MOST)) delete this.#kept.drafts[old];
    this.#write();
  }

  drop(key) {
    this.#read();
    if (!Object.hasOwn(this.#kept.drafts, key)) return;
    delete this.#kept.drafts[key];
    this.#write();
  }

  /** Gives a draft another key. */
  move(from, to) {
    const found = this.draft(from);
    if (!found || from === to) return;
    this.drop(from);
    this.keep(to, found);
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
