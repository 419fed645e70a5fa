// What the page of a record tells, as texts: the same facts under the same labels in the same order. Nothing here
// touches the page. `data` is what hooks/sister_libraries/form_page.py prints, `words` the template's words.
import { inWords, spaced } from "./letter.js";

const QUALIFIERS = ["by", "before", "after", "about"];

export class Preview {
  constructor(data, words) {
    this.data = data;
    this.words = words;
  }

  say(text, values) {
    return spaced(this.data.code, text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""));
  }

  /** A text in the page's language, else in the first that it has: {text, lang}. */
  text(text) {
    const { code } = this.data;
    if (!text) return null;
    if (text[code] !== undefined) return { text: text[code], lang: "" };
    const other = Object.keys(text).find((each) => !["local", "local_language"].includes(each));
    if (other) return { text: text[other], lang: other === "zh" ? "zh-Hans" : other };
    return text.local ? { text: text.local, lang: text.local_language ?? "" } : null;
  }

  names(name) {
    const shown = this.text(name)?.text;
    const others = Object.keys(name)
      .filter((code) => code !== "local_language" && name[code] !== shown)
      .map((code) => ({ text: name[code], lang: code === "local" ? (name.local_language ?? "") : code === "zh" ? "zh-Hans" : code }));
    return others.filter((each, index) => others.findIndex(({ text }) => text === each.text) === index);
  }

  term(vocabulary, id) {
    return this.data.terms[vocabulary]?.[id] ?? id;
  }

  language(tag) {
    return this.data.languages[tag] ?? tag;
  }

  country(code) {
    return this.data.countries[code] ?? code;
  }

  /** A date as precisely as it is known, in words. */
  known(when) {
    if (!when) return "";
    const [first, second] = when.split(" ");
    const value = second ?? first;
    let shown = value;
    if (value.endsWith("s")) shown = this.say(this.words.decade, { year: value.slice(0, 4) });
    else if (/^\d{4}$/.test(value)) shown = this.say(this.words.year, { year: value });
    else if (/^\d{4}-\d{2}(-\d{2})?$/.test(value)) shown = inWords({ tag: this.data.tag }, value);
    return second && QUALIFIERS.includes(first) ? this.say(this.words[first], { date: shown }) : shown;
  }

  /** How one value of a field is shown. */
  value(field, value) {
    const vocabularies = {
      type: "library-types",
      community: "communities",
      seeks: "exchanges",
      offers: "exchanges",
      activities: "activities",
      commitment: "commitments",
      "preferred.types": "library-types",
      kinds: "partnership-kinds",
    };
    if (vocabularies[field]) return this.term(vocabularies[field], value);
    if (["city", "region"].includes(field)) return this.text(value)?.text ?? "";
    if (["country", "preferred.countries"].includes(field)) return this.country(value);
    if (field.endsWith("languages")) return this.language(value);
    if (field === "website") return value.replace(/^https?:\/\//, "").replace(/\/+$/, "");
    if (field === "sister_cities") {
      const values = { city: this.text(value.city)?.text, country: this.country(value.country), date: this.known(value.since) };
      return this.say(value.since ? this.words.citySince : this.words.city, values);
    }
    return value;
  }

  #facts(record) {
    const rows = [];
    for (const [label, fields] of this.data.facts) {
      const values = fields.flatMap((field) => {
        const found = field.split(".").reduce((value, name) => value?.[name], record);
        if (found === undefined) return [];
        return (Array.isArray(found) ? found : [found]).map((each) => this.value(field, each));
      });
      if (values.length) rows.push([label, values]);
    }
    return rows;
  }

  #sources(record) {
    return (record.sources ?? []).map(({ url, document, title, dated, seen }) => {
      const host = url && (/^https?:\/\/([^/?#:]*)/.exec(url)?.[1] ?? url).toLowerCase().replace(/^www\./, "");
      const name = url ? (title ? `${title} (${host})` : host) : this.term("source-documents", document);
      const dates = [
        dated && this.say(this.words.dated, { date: this.known(dated) }),
        seen && this.say(this.words.read, { date: this.known(seen) }),
      ];
      return [name, dates.filter(Boolean).join(this.data.code === "zh" ? "；" : "; ")];
    });
  }

  library(record) {
    return {
      title: this.text(record.name),
      others: this.names(record.name),
      standing: this.data.standings[record.status] ?? "",
      code: record.status,
      confirmed: record.status && record.confirmed ? this.say(this.words.lastConfirmed, { date: this.known(record.confirmed) }) : "",
      description: this.text(record.description),
      requests: (record.requests ?? []).map((each) => [this.term("activities", each.activity), this.text(each.text)]),
      facts: this.#facts(record),
      contact: record.contact && [this.text(record.contact.role)?.text, record.contact.page && this.value("website", record.contact.page), record.contact.mailbox].filter(Boolean),
      sources: this.#sources(record),
      listed: record.listed ? this.say(this.words.since, { date: this.known(record.listed) }) : "",
    };
  }

  #when({ since, until }) {
    const [begun, ended] = [this.known(since), this.known(until)];
    if (since && until) return this.say(this.words.period, { since: begun, until: ended });
    if (since) return this.say(since.includes(" ") ? this.words.begun : this.words.sinceDate, { date: begun });
    return until ? this.say(this.words.untilDate, { date: ended }) : "";
  }

  #status({ status, confirmed }) {
    const shown = this.data.statuses[status] ?? status;
    if (!confirmed || status === "ended") return shown;
    const note = this.say(this.words.alive, { date: this.known(confirmed) });
    return this.say(this.words.statusNote, { status: shown, note });
  }

  /** `names` are the libraries' names by id. */
  partnership(record, names = {}) {
    const facts = [
      [this.words.when, [this.#when(record)].filter(Boolean)],
      [this.words.status, [this.#status(record)]],
      [this.words.rests, record.kinds.map((each) => this.value("kinds", each))],
      [this.words.program, record.programme ? [this.data.titles.organizations[record.programme] ?? record.programme] : []],
      [this.words.did, (record.activities ?? []).map((each) => this.value("activities", each))],
    ];
    return {
      title: { text: record.libraries.map((each) => names[each] ?? each).join(this.data.code === "zh" ? "—" : " – "), lang: "" },
      summary: this.text(record.summary),
      description: this.text(record.story),
      lessons: this.text(record.lessons),
      facts: facts.filter(([, values]) => values.length),
      sources: this.#sources(record),
      listed: record.listed ? this.say(this.words.since, { date: this.known(record.listed) }) : "",
    };
  }
}
