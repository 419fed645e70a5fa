// The page “Write a first letter”: who writes to whom, the letter, when to write again, when both are at work.
// Nothing leaves the device. What the page knows comes from two blocks of JSON in it, and from the directory's files.
import { docx, TYPE as DOCX } from "./docx.js";
import { knows } from "./hours.js";
import { calendar, fingerprint } from "./icalendar.js";
import { blanksIn, compose, inWords, suggest } from "./letter.js";
import { Directory, isId } from "./libraries.js";
import { picker } from "./picker.js";
import { monthsLater, reminders, workday } from "./reminders.js";
import { answered, readAddress, writeAddress } from "./write-address.js";
import { overlapOf } from "./write-overlap.js";
import { $, codes, data, element, here, link, say, weekday, words } from "./write-page.js";
import { Store } from "./write-store.js";

const SIDES = ["to", "from"];
const CLOSED = ["paused", "withdrawn"];
const CHINESE = ["CN", "HK", "MO", "TW"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const directory = new Directory(data.folder, data.parts);
const store = new Store();
const people = { to: {}, from: {} }; // an entry of the directory, or {typed, typedPlace, type, …}
let answers = null; // what a library that is not listed answered on the page that finds others, as its address has it
const pickers = {};
const composed = {}; // code → the letter as the page composed it
const edited = {}; // code → whether somebody changed it since
let activityChosen = false;
let languagesChosen = false;
let bothWanted = false;

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function nameOf(side) {
  return people[side].name?.[data.here] ?? people[side].typed ?? "";
}

function plainAddress(address) {
  return address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

function notices(texts) {
  $("ignored").replaceChildren(...texts.map((text) => element("p", text)));
  $("ignored").hidden = texts.length === 0;
}

// -- who writes to whom ------------------------------------------------------------------------------------------------

function terms(ids, table) {
  const known = (ids ?? []).map((id) => table[id]).filter(Boolean);
  return known.length ? new Intl.ListFormat(here.tag, { type: "conjunction" }).format(known) : "";
}

function showCard(side) {
  const library = people[side];
  const card = $(`${side}-card`);
  card.replaceChildren();
  if (library.id) {
    const title = element("p");
    title.append(link(`${data.home}libraries/${library.id}/`, library.name[data.here]));
    const standing = side === "to" ? words.standing[library.standing] : "";
    card.append(title, element("p", library.place?.[data.here] ?? "", { class: "where" }));
    if (standing) card.append(element("p", standing));
    const facts = [
      [words.works_in, terms(library.languages, here.languages)],
      [words.seeks, terms(library.seeks, here.terms.exchanges)],
      [words.offers, terms(library.offers, here.terms.exchanges)],
      [words.wishes, terms(library.activities, here.terms.activities)],
    ].filter(([, text]) => text);
    if (facts.length) {
      const list = element("dl");
      for (const [label, text] of facts) list.append(element("dt", label), element("dd", text));
      card.append(list);
    }
  } else if (library.typed) card.append(element("p", words.typed, { class: "where" }));
  card.hidden = !card.childElementCount;
  if (side === "from") $("own").hidden = Boolean(library.id);
  $("partners").hidden = !people.to.partners?.includes(people.from.id);
}

function own() {
  return { typedPlace: $("place").value.trim() || undefined, type: $("type").value || undefined };
}

/** Makes a library one of the two; `typed` is what somebody wrote instead of choosing one. */
function become(side, library) {
  people[side] = library;
  if (side === "from" && !library.id) people.from = { ...answered(answers), ...library, ...own() };
  showCard(side);
}

/**
 * After one of the two became another. A letter that was changed by hand for somebody else stays with them, as a draft;
 * a name that was typed and is typed otherwise now is still the same library.
 */
function changed(before, side) {
  writeAddress(people, answers);
  const mended = side === "from" && before.startsWith("~") && people.from.typed && !people.from.id;
  if (mended) store.move(`${keyOf("to")}|${before}`, draftKey());
  remember();
  if (before && !mended) begunAnew();
  recall();
  refresh();
}

async function load(id, side, problems) {
  try {
    const library = await directory.library(id);
    if (!library) problems.push(say(words.gone, { id }));
    else if (side === "to" && CLOSED.includes(library.standing)) problems.push(`${library.name[data.here]}: ${words[library.standing]}`);
    else return library;
  } catch (error) {
    console.warn(error);
    problems.push(words.failed);
  }
  return undefined;
}

const chosen = { to: 0, from: 0 }; // how often somebody chose or typed each of the two

function wirePicker(side) {
  const input = $(side);
  pickers[side] = picker({
    input,
    list: $(`${side}-list`),
    status: $(`${side}-status`),
    say: (count) => (count ? say(words.found, { count }) : words.none),
    failed: words.failed,
    search: async (text) => {
      const found = await directory.search(text, data.here, { closed: side === "from" });
      const other = people[side === "to" ? "from" : "to"].id;
      return found.filter(({ id }) => id !== other).map(({ id, name, town }) => ({ id, label: name, note: town }));
    },
    choose: async (choice) => {
      const problems = [];
      const number = (chosen[side] += 1);
      const library = await load(choice.id, side, problems);
      if (number !== chosen[side]) return; // another was chosen or typed meanwhile
      const before = keyOf(side);
      notices(problems);
      become(side, library ?? { typed: choice.label });
      changed(before, side);
    },
    typed: (text) => {
      chosen[side] += 1;
      const before = keyOf(side);
      become(side, text ? { typed: text } : {});
      changed(before, side);
    },
  });
}

// -- what the letter proposes ----------------------------------------------------------------------------------------------

function monthChoices() {
  const blank = element("option", say("—"), { value: "" });
  const options = Array.from({ length: 13 }, (_, number) => {
    const month = monthsLater(`${today().slice(0, 7)}-01`, number).slice(0, 7);
    return element("option", inWords(here, month), { value: month });
  });
  $("month").replaceChildren(blank, ...options);
  $("month").value = options[2].value; // time for an answer, and to prepare
}

/** The languages that a library is written to in: those of its entry, else official ones of its country. */
function tongues(library) {
  return library.languages ?? library.official ?? [];
}

function languageChoices(checked) {
  const tags = [...new Set([...codes, ...(people.from.languages ?? []), ...tongues(people.to), ...checked])];
  const boxes = tags
    .filter((tag) => here.languages[tag])
    .map((tag) => {
      const label = element("label", "", { class: "write-check" });
      const box = element("input", "", { type: "checkbox", value: tag });
      box.checked = checked.includes(tag);
      label.append(box, ` ${here.languages[tag]}`);
      return label;
    });
  $("languages").replaceChildren($("languages").firstElementChild, ...boxes);
}

function checkedLanguages() {
  return [...$("languages").querySelectorAll("input:checked")].map((box) => box.value);
}

function choices() {
  const languages = checkedLanguages();
  return {
    activity: $("activity").value,
    month: $("month").value,
    offer: $("offer").value,
    hope: $("hope").value,
    languages: languages.length ? languages : undefined,
    day: DAY.test($("sent").value) ? $("sent").value : today(),
  };
}

function propose() {
  const { activity, why } = suggest(data, people.to, people.from);
  if (!activityChosen) $("activity").value = activity;
  const shown = $("activity").value === activity ? why : "chosen";
  $("activity-why").textContent = words.why[shown];
}

// -- the letter ------------------------------------------------------------------------------------------------------------

const field = (code) => ({ subject: $(`subject-${code}`), body: $(`body-${code}`) });
const letterOf = (code) => ({ subject: field(code).subject.value, body: field(code).body.value });

function put(code, { subject, body }) {
  field(code).subject.value = subject;
  field(code).body.value = body;
}

function shownCodes() {
  return codes.filter((code) => !$(`letter-${code}`).hidden);
}

function worksInChinese(library) {
  return tongues(library).some((tag) => tag.startsWith("zh")) || CHINESE.includes(library.country);
}

/** Shows the letters that can be of use: the Chinese one unless both sides are known to live without it. */
function showLetters() {
  const needless = data.here !== "zh" && people.to.id && !worksInChinese(people.to) && !worksInChinese(people.from);
  $("both-choice").hidden = !needless;
  $("letter-zh").hidden = needless && !bothWanted;
  for (const button of document.querySelectorAll('.write-actions [data-language=""]')) button.hidden = shownCodes().length < 2;
}

function refresh() {
  propose();
  languageChoicesFor();
  showLetters();
  const chosen = choices();
  for (const code of codes) {
    composed[code] = compose(data, code, people.to, people.from, chosen);
    if (!edited[code]) put(code, composed[code]);
  }
  letterChanged();
  showPhrases();
  showWhere();
  showDates();
  showOverlap();
}

function languageChoicesFor() {
  languageChoices(languagesChosen ? checkedLanguages() : (people.from.languages ?? []));
}

function letterChanged() {
  $("stale").hidden = !codes.some((code) => edited[code]);
  for (const code of codes) {
    const count = blanksIn(field(code).subject.value).length + blanksIn(field(code).body.value).length;
    $(`blanks-${code}`).textContent = count === 0 ? words.full : count === 1 ? words.blank : say(words.blanks, { count });
    document.querySelector(`[data-do=next][data-language=${code}]`).hidden = count === 0;
    showMail(code);
  }
}

function showMail(code) {
  const anchor = $(`mail-${code}`);
  anchor.hidden = !people.to.mailbox;
  if (!people.to.mailbox) return;
  const { subject, body } = letterOf(code);
  const to = encodeURIComponent(people.to.mailbox).replace("%40", "@");
  const lines = body.toWellFormed().replace(/\r?\n/g, "\r\n");
  anchor.href = `mailto:${to}?subject=${encodeURIComponent(subject.toWellFormed())}&body=${encodeURIComponent(lines)}`;
}

function nextBlank(code) {
  const { subject, body } = field(code);
  const inSubject = blanksIn(subject.value)[0];
  const area = inSubject && document.activeElement !== body ? subject : body;
  const blanks = blanksIn(area.value);
  const next = blanks.find((blank) => blank.start >= area.selectionEnd && area.selectionEnd > 0) ?? blanks[0];
  if (!next) return;
  area.focus({ preventScroll: true });
  area.setSelectionRange(next.start, next.end);
  const lines = (text) => text.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 45), 0);
  const box = area.getBoundingClientRect();
  const height = (box.height * lines(area.value.slice(0, next.start))) / lines(area.value);
  window.scrollTo({ top: window.scrollY + box.top + height - window.innerHeight / 2 });
}

async function copy(code) {
  const { body } = field(code);
  try {
    await navigator.clipboard.writeText(body.value);
    announce(words.copied);
  } catch {
    body.focus();
    body.select();
    announce(document.execCommand?.("copy") ? words.copied : words.not_copied);
  }
}

let announced;
function announce(text) {
  clearTimeout(announced);
  $("status").textContent = "";
  announced = setTimeout(() => {
    $("status").textContent = text;
    announced = setTimeout(() => ($("status").textContent = ""), 8_000);
  }, 50);
}

function download(name, type, content) {
  const anchor = element("a", "", { download: name, href: URL.createObjectURL(new Blob([content], { type })) });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  announce(say(words.saved, { file: name }));
}

function fileName(code, ending) {
  return ["first-letter", people.to.id, code].filter(Boolean).join("-") + ending;
}

function fillPrint(shown) {
  $("print").replaceChildren(
    ...shown.map((code) => {
      const { subject, body } = letterOf(code);
      const page = element("div", "", { lang: data.words[code].tag, class: "write-page" });
      page.append(element("p", subject, { class: "write-page__subject" }));
      for (const line of body.split("\n")) {
        const right = /^\u3000{6}/.test(line);
        const paragraph = element("p", "", right ? { class: "write-page__right" } : {});
        let at = 0;
        const text = right ? line.trim() : line;
        for (const blank of blanksIn(text)) {
          paragraph.append(text.slice(at, blank.start), element("mark", blank.text));
          at = blank.end;
        }
        paragraph.append(text.slice(at));
        page.append(paragraph);
      }
      return page;
    }),
  );
}

let printing = null;
function print(shown) {
  printing = shown;
  window.print();
  printing = null;
}

const ACTIONS = {
  next: nextBlank,
  copy,
  print: (code) => print(code ? [code] : shownCodes()),
  txt: (code) => {
    const { subject, body } = letterOf(code);
    const text = `${say(words.subject, { subject })}\n\n${body}\n`;
    // Windows' own editor wants the mark and both characters of a line's end.
    download(fileName(code, ".txt"), "text/plain;charset=utf-8", `\ufeff${text.replace(/\r?\n/g, "\r\n")}`);
  },
  docx: (code) => {
    const letters = (code ? [code] : shownCodes()).map((each) => ({ tag: data.words[each].tag, ...letterOf(each) }));
    download(fileName(code, ".docx"), DOCX, docx(letters));
  },
};

// -- phrases, and where to send it -------------------------------------------------------------------------------------------

function showPhrases() {
  const tags = tongues(people.to).filter((tag) => Object.hasOwn(data.phrases, tag));
  $("phrases").hidden = tags.length === 0;
  $("phrases-why").textContent = tags.length
    ? say(people.to.languages ? words.phrases_record : words.phrases_country, { language: terms(tags, here.languages) })
    : "";
  $("phrases-list").replaceChildren(
    ...tags.flatMap((tag) =>
      ["greeting", "thanks", "answer", "closing"].flatMap((kind) => [
        element("dt", tags.length > 1 ? `${words[kind]} (${here.languages[tag]})` : words[kind]),
        element("dd", data.phrases[tag][kind], { lang: tag, dir: "auto" }),
      ]),
    ),
  );
}

function showWhere() {
  const { mailbox, page, website, role } = people.to;
  const lines = [];
  if (role) lines.push(element("p", role[data.here]));
  if (mailbox) {
    const [before, after] = words.to_mailbox.split("{mailbox}");
    const line = element("p", before);
    line.append(element("strong", mailbox), after);
    lines.push(line, element("p", words.mail_note, { class: "where" }));
  }
  for (const [address, text] of [[page, words.to_page], [!mailbox && !page && website, words.to_website]]) {
    if (!address || !/^https?:/.test(address)) continue;
    const line = element("p", `${text} `);
    line.append(link(address, plainAddress(address)));
    lines.push(line);
  }
  if (!lines.length && !nameOf("to")) lines.push(element("p", words.to_nobody_yet));
  if (!lines.length) {
    const line = element("p", `${words.to_nobody} `);
    line.append(link(`${data.home}find-a-partner/#organizations`, words.to_help));
    lines.push(line);
  }
  $("where").replaceChildren(...lines);
}

// -- when to write again -------------------------------------------------------------------------------------------------------

function showDates() {
  const sent = $("sent").value;
  const known = DAY.test(sent);
  $("ics").disabled = !known;
  const rows = known ? reminders(sent, data.reminders, data.move_on) : [];
  $("dates").tBodies[0].replaceChildren(
    ...rows.map(({ kind, day }) => {
      const row = element("tr", "", { role: "row" });
      const cell = element("th", "", { scope: "row", role: "rowheader" });
      cell.append(element("time", inWords(here, day), { datetime: day }), element("span", weekday(day), { class: "where" }));
      const what = element("td", words[kind], { role: "cell" });
      if (kind === "onward") what.append(" ", link(`${data.home}find-a-partner/#nobody-yet`, words.look_further));
      row.append(cell, what);
      return row;
    }),
  );
  $("dates").hidden = !known;
}

function calendarFile() {
  const sent = $("sent").value;
  const name = nameOf("to") || words.partner;
  const key = fingerprint(`${keyOf("to")}|${keyOf("from")}`);
  const url = location.href.split("#")[0];
  const events = reminders(sent, data.reminders, data.move_on).map(({ kind, day }) => ({
    uid: `${kind}-${key}@sister-libraries`,
    day,
    summary: say(words[`${kind}_title`], { name }),
    description: words[kind],
    url,
  }));
  if ($("rhythm").checked) {
    data.months.forEach((text, index) => {
      events.push({
        uid: `month-${index + 1}-${key}@sister-libraries`,
        day: workday(monthsLater(sent, index + 1)),
        summary: say(words.month_title, { name, number: index + 1 }),
        description: say(words.month_text, { text }),
        url,
      });
    });
  }
  return calendar({ name: say(words.calendar_name, { name }), language: here.tag, events, now: new Date() });
}

// -- when both are at work -----------------------------------------------------------------------------------------------------

function showOverlap() {
  const day = $("day").value;
  const shown = [];
  const zones = {};
  for (const side of SIDES) {
    const library = people[side];
    const device = side === "from" && !library.id;
    const zone = device ? Intl.DateTimeFormat().resolvedOptions().timeZone : library.zone;
    const name = nameOf(side) || words[`zone_${side}`];
    if (!zone) shown.push(element("p", say(words.zone_unknown, { name })));
    else if (!knows(zone)) shown.push(element("p", say(words.zone_strange, { zone })));
    else zones[side] = { zone, name };
    if (zone && device) shown.push(element("p", say(words.zone_device, { zone }), { class: "where" }));
  }
  if (!DAY.test(day)) shown.unshift(element("p", words.no_date));
  else if (zones.to && zones.from) shown.unshift(...overlapOf(zones.from, zones.to, day));
  $("overlap").replaceChildren(...shown);
}

// -- what the device keeps -------------------------------------------------------------------------------------------------------

function keyOf(side) {
  return people[side].id ?? (people[side].typed ? `~${people[side].typed}` : "");
}

const draftKey = () => `${keyOf("to")}|${keyOf("from")}`;

/** Keeps who writes, what they chose, and the letters that they changed. */
function remember() {
  const { id, typed } = people.from;
  store.me = id ? { id } : { typed, ...own() };
}

function keepDraft() {
  const letters = Object.fromEntries(codes.filter((code) => edited[code]).map((code) => [code, letterOf(code)]));
  const chosen = { ...choices(), languages: languagesChosen ? checkedLanguages() : null, activity: activityChosen ? $("activity").value : null };
  store.keep(draftKey(), { letters, chosen, sent: $("sent").value });
  remember();
  if (store.lost) $("kept").textContent = words.unkept;
}

function recall() {
  const draft = store.draft(draftKey());
  if (!draft) return;
  const { sent } = draft;
  const letters = draft.letters ?? {};
  const chosen = draft.chosen ?? {};
  for (const name of ["month", "offer", "hope"]) {
    if ([...$(name).options].some((option) => option.value === chosen[name])) $(name).value = chosen[name];
  }
  if (chosen.activity && [...$("activity").options].some((option) => option.value === chosen.activity)) {
    $("activity").value = chosen.activity;
    activityChosen = true;
  }
  if (Array.isArray(chosen.languages)) {
    languageChoices(chosen.languages.filter((tag) => here.languages[tag]));
    languagesChosen = true;
  }
  if (DAY.test(sent)) $("sent").value = sent;
  for (const code of codes) {
    const letter = letters[code];
    if (typeof letter?.subject === "string" && typeof letter?.body === "string") {
      put(code, letter);
      edited[code] = true;
    }
  }
  announce(words.restored);
}

/** Nothing is chosen or changed by hand yet. */
function begunAnew() {
  for (const code of codes) edited[code] = false;
  activityChosen = false;
  languagesChosen = false;
}

function renew() {
  begunAnew();
  for (const name of ["offer", "hope"]) $(name).value = "";
  monthChoices();
  store.drop(draftKey());
  refresh();
  announce(words.renewed);
}

function clear() {
  store.clear();
  for (const side of SIDES) {
    pickers[side].set("");
    $(`${side}-status`).textContent = "";
  }
  answers = null;
  $("place").value = "";
  $("type").value = "";
  $("sent").value = today();
  notices([]);
  become("to", {});
  become("from", {});
  writeAddress(people, answers);
  begunAnew();
  for (const name of ["offer", "hope"]) $(name).value = "";
  monthChoices();
  refresh();
  announce(words.cleared);
}

// -- the page ----------------------------------------------------------------------------------------------------------------------

function wire() {
  SIDES.forEach(wirePicker);
  for (const name of ["place", "type"]) {
    $(name).addEventListener("input", () => {
      Object.assign(people.from, own());
      refresh();
      keepDraft();
    });
  }
  for (const name of ["activity", "month", "offer", "hope"]) {
    $(name).addEventListener("change", () => {
      if (name === "activity") activityChosen = true;
      refresh();
      keepDraft();
    });
  }
  $("languages").addEventListener("change", (event) => {
    languagesChosen = true;
    const { value } = event.target;
    refresh();
    $("languages").querySelector(`[value="${CSS.escape(value)}"]`)?.focus();
    keepDraft();
  });
  for (const code of codes) {
    for (const input of Object.values(field(code))) {
      input.addEventListener("input", () => {
        const { subject, body } = letterOf(code);
        edited[code] = subject !== composed[code].subject || body !== composed[code].body;
        letterChanged();
        keepDraft();
      });
    }
  }
  document.getElementById("write").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) ACTIONS[button.dataset.do](button.dataset.language);
  });
  $("both").addEventListener("change", (event) => {
    bothWanted = event.target.checked;
    showLetters();
  });
  $("renew").addEventListener("click", renew);
  $("again").addEventListener("click", renew);
  $("clear").addEventListener("click", clear);
  $("sent").addEventListener("change", () => {
    refresh();
    keepDraft();
  });
  $("day").addEventListener("change", showOverlap);
  $("ics").addEventListener("click", () => {
    download(["write-again", people.to.id].filter(Boolean).join("-") + ".ics", "text/calendar;charset=utf-8", calendarFile());
  });
  window.addEventListener("beforeprint", () => fillPrint(printing ?? shownCodes()));
}

async function begin() {
  const { ids, answers: given, ignored } = readAddress();
  answers = given;
  const problems = ignored.length ? [say(words.ignored, { list: ignored.slice(0, 8).join(" · ") })] : [];
  monthChoices();
  $("sent").value = today();
  $("day").value = workday(today());
  $("months").replaceChildren(...data.months.map((text) => element("li", text)));
  wire();
  $("plain").hidden = true;
  document.getElementById("write").hidden = false;

  const me = store.me;
  if (answers) $("type").value = answers.type[0] ?? "";
  else if (!ids.from && me?.id && isId(me.id) && me.id !== ids.to) ids.from = me.id;
  else if (!ids.from && me && !me.id) {
    $("place").value = me.typedPlace ?? "";
    if ([...$("type").options].some((option) => option.value === me.type)) $("type").value = me.type;
  }
  refresh();
  const [to, from] = await Promise.all(SIDES.map((side) => ids[side] && load(ids[side], side, problems)));
  const came = { to: to ?? {}, from: from ?? (me?.typed && !me.id ? { typed: me.typed } : {}) };
  for (const side of SIDES) {
    if (chosen[side]) continue; // somebody was quicker
    become(side, came[side]);
    pickers[side].set(nameOf(side));
    if (people[side].id && people[side].id !== ids[side]) problems.push(say(words.moved, { name: nameOf(side) }));
  }
  notices([...new Set(problems)]);
  writeAddress(people, answers);
  recall();
  refresh();
  document.getElementById("write").removeAttribute("aria-busy");
}

begin();
