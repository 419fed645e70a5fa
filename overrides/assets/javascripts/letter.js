// Composes a first letter from what is known of two libraries. Nothing here touches the page.
// `data` is what hooks/sister_libraries/write_page.py prints; a library is what libraries.js gives, or what
// somebody typed: {typed, typedPlace, type, …}.

const BRACKETS = / ?\(([^()]*)\)/g;
const HAN_MEETS_LATIN = /(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])/g;
const MOST = 3; // things in one sentence
export const INDENT = "\u3000\u3000";

/** In Chinese, a space between Han and Latin letters or digits, and full-width brackets. */
export function spaced(code, text) {
  return code === "zh" ? text.replace(BRACKETS, "（$1）").replace(HAN_MEETS_LATIN, " ") : text;
}

/** A pattern with its {named} places filled; spaces and lines that nothing stands in go. */
export function fill(code, pattern, values) {
  const lines = [];
  for (const line of pattern.split("\n")) {
    const filled = line
      .replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
      .replace(/ {2,}/g, " ")
      .replace(/^ +| +$/g, "");
    if (filled.trim() || !line.trim()) lines.push(filled);
  }
  return spaced(code, lines.join("\n"));
}

/** A day (2026-11-21) or month (2026-11) in words. */
export function inWords(words, day) {
  const [year, month, date] = day.split("-").map(Number);
  const options = { timeZone: "UTC", year: "numeric", month: "long", ...(date && { day: "numeric" }) };
  const shown = new Intl.DateTimeFormat(words.tag, options).format(Date.UTC(year, month - 1, date ?? 1));
  return spaced(words.tag.split("-")[0], shown);
}

function join(words, items) {
  return new Intl.ListFormat(words.tag, { type: "conjunction" }).format(items);
}

function common(ones = [], others = []) {
  return ones.filter((each) => others.includes(each));
}

/** The activity to propose, and why: both wish it, one does, it goes with what they exchange, or it suits most. */
export function suggest(data, to, from) {
  const rank = (activity) => (data.small_first.indexOf(activity) + 1 || Infinity);
  const smallest = (activities) => [...activities].sort((a, b) => rank(a) - rank(b))[0];
  const fitting = (things) => things.map((thing) => data.activity_for[thing]).filter(Boolean);
  const ways = [
    ["both", () => common(to.activities, from.activities)],
    ["theirs", () => to.activities ?? []],
    ["fits", () => fitting([...common(from.offers, to.seeks), ...common(to.offers, from.seeks)])],
    ["yours", () => from.activities ?? []],
    ["fits", () => fitting(to.seeks ?? [])],
    ["fits", () => fitting(to.offers ?? [])],
  ];
  for (const [why, activities] of ways) {
    const activity = smallest(activities());
    if (activity) return { activity, why };
  }
  return { activity: data.default_for_type[to.type ?? from.type] ?? data.default_activity, why: "most" };
}

function reason(data, code, to, from, sentence) {
  const { terms } = data.words[code];
  const wished = common(to.activities, from.activities)[0];
  const give = common(from.offers, to.seeks).length > 0;
  const take = common(to.offers, from.seeks).length > 0;
  const reasons = [];
  if (common(to.sisters, from.towns).length || common(from.sisters, to.towns).length) {
    reasons.push(sentence("reason-sister-cities"));
  }
  if (wished && terms.activities[wished]) reasons.push(sentence("reason-wish", { activity: terms.activities[wished] }));
  if (!reasons.length && (give || take)) {
    reasons.push(sentence(give && take ? "reason-both" : give ? "reason-give" : "reason-take"));
  }
  if (!reasons.length && to.partner && to.partner[code] !== from.name?.[code]) {
    reasons.push(sentence("reason-story", { partner: to.partner[code] }));
  }
  if (!reasons.length) reasons.push(sentence("reason"));
  return reasons;
}

function who(words, code, from, library, sentence) {
  const label = words.types[from.type];
  const told = from.type ? words.kinds[from.type] : from.name ? "" : words.blanks.type;
  const inTheName = label && library.toLowerCase().includes(label.toLowerCase());
  return told && !inTheName ? sentence("who-type", { type: told }) : sentence("who");
}

/** What one side gives: the things chosen, or what the entries say; `fits` when the other side asks for them. */
function things(words, chosen, own = [], wanted = []) {
  const matching = common(own, wanted);
  const picked = chosen ? [chosen] : matching.length ? matching : own;
  const named = picked.filter((each) => words.terms.exchanges[each]).slice(0, MOST);
  return {
    text: named.length ? join(words, named.map((each) => words.terms.exchanges[each])) : "",
    fits: named.length > 0 && named.every((each) => wanted.includes(each)),
  };
}

/** The letter in the language `code`: {subject, body}. `choices` has activity, month (2027-01), offer, hope,
 * languages and the day of the letter; whatever is missing becomes a blank. */
export function compose(data, code, to, from, choices = {}) {
  const words = data.words[code];
  const { blanks } = words;
  const list = (items) => (words.tag.startsWith("zh") ? items.join("") : items.join(" "));
  const values = {
    ...blanks,
    to: to.name?.[code] ?? (to.typed || blanks.to),
    library: from.name?.[code] ?? (from.typed || blanks.library),
    place: from.typedPlace || (from.place?.[code] ?? blanks.place),
    town: from.town?.[code] ?? (from.typedPlace || blanks.town),
  };
  const sentence = (name, more = {}) => fill(code, words.sentences[name], { ...values, ...more });
  const step = words.steps[choices.activity];
  const activity = words.terms.activities[choices.activity];
  const offer = things(words, choices.offer, from.offers, to.seeks);
  const hope = things(words, choices.hope, from.seeks, to.offers);
  const languages = (choices.languages ?? from.languages ?? []).map((tag) => words.languages[tag]).filter(Boolean);
  const asked = { paired: "asked-never", known: "asked-never", "stepped-back": to.asked && "asked-long-ago" }[to.standing];
  Object.assign(values, {
    who: who(words, code, from, values.library, sentence),
    size: words.terms.communities[from.community]
      ? sentence("size", { community: words.terms.communities[from.community] })
      : sentence("size"),
    own: sentence("own"),
    found: sentence(to.name ? "found" : "found-elsewhere"),
    reason: list(reason(data, code, to, from, sentence)),
    asked: asked ? sentence(asked, { year: String(to.asked ?? "") }) : "",
    proposal: sentence("proposal", {
      month: choices.month ? inWords(words, choices.month) : blanks.month,
      step: step ?? (activity ? fill(code, words.other_step, { activity }) : blanks.step),
    }),
    offer: sentence(offer.fits ? "offer-wanted" : "offer", { things: offer.text || blanks.offer }),
    hope: sentence(hope.fits ? "hope-offered" : "hope", { things: hope.text || blanks.hope }),
    languages: sentence("languages", { languages: languages.length ? join(words, languages) : blanks.languages }),
    way_out: sentence("way-out"),
    contact: `${from.website ?? blanks.website} · ${from.mailbox ?? blanks.mailbox}`,
    date: choices.day ? inWords(words, choices.day) : blanks.date,
  });
  return { subject: fill(code, words.frame.subject, values), body: fill(code, words.frame.body, values) };
}

/** The blanks that are still in a text: where each begins and ends. */
export function blanksIn(text) {
  return [...text.matchAll(/\[[^[\]\n]{1,80}\]/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
  }));
}
