// The page “Find libraries that fit”: six answers, or a library from the directory, compared with all libraries in
// the browser. Nothing leaves the device; what the page knows comes from two blocks of JSON in it and two files.
import { MOST, SEVERAL, SINGLE, readAddress, writeAddress } from "./find-address.js";
import { Directory } from "./libraries.js";
import { answering, asks, decode, rank } from "./matching.js";
import { picker } from "./picker.js";

const $ = (id) => document.getElementById(`find-${id}`);
const data = JSON.parse($("data").textContent);
const words = JSON.parse($("words").textContent);
const form = $("form");
const results = $("results");
const directory = new Directory(data.folder, data.parts);
const PAGE = 10;
const FIRST_DAY = 719163; // the proleptic Gregorian ordinal of 1970-01-01

let from = ""; // the id of the library that somebody says they are
let ranked = { asking: [], others: [] };
let shown = PAGE;
let asked = 0; // the number of the newest question, so that a slow answer to an older one is dropped
let waiting;

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// CLDR's text in the house style: with Han a space beside digits.
function spaced(text) {
  return data.code === "zh" ? text.replace(/(?<=\d)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=\d)/g, " ") : text;
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// -- the files: asked for when they are first needed, and once more after a failure ------------------------------------

let loading;
function load() {
  loading ??= Promise.all(
    [data.profiles, `${data.folder}names.json`].map(async (address) => {
      const reply = await fetch(address);
      if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
      return reply.json();
    }),
  ).then(([profiles, table]) => {
    const sides = decode(profiles);
    const names = table.names[data.code];
    const towns = table.towns[data.code];
    const known = new Map(table.ids.map((id, row) => [id, { name: names[row], town: towns[row] }]));
    return { profiles, sides, known, byId: new Map(sides.map((each) => [each.id, each])) };
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

// -- answers -----------------------------------------------------------------------------------------------------------

const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
const options = (name) => [...$(name).options].map((each) => each.value).filter(Boolean);
const choices = Object.fromEntries([
  ...SINGLE.map((name) => [name, options(name)]),
  ...SEVERAL.map((name) => [name, boxes(name).map((each) => each.value)]),
]);

function answers() {
  return Object.fromEntries([
    ...SINGLE.map((name) => [name, $(name).value ? [$(name).value] : []]),
    ...SEVERAL.map((name) => [name, boxes(name).flatMap((each) => (each.checked ? [each.value] : []))]),
  ]);
}

function fillIn(given) {
  for (const name of SINGLE) $(name).value = given[name][0] ?? "";
  for (const name of SEVERAL) for (const box of boxes(name)) box.checked = given[name].includes(box.value);
  showChosen();
}

// What is chosen in a question that is folded up.
function showChosen() {
  for (const name of SEVERAL) {
    const chosen = boxes(name).flatMap((box) => (box.checked ? [box.parentElement.textContent.trim()] : []));
    $(name).querySelector(".find-chosen").textContent = chosen.join(data.code === "zh" ? "、" : ", ");
  }
}

// Who looks, as a side; null when nothing is said.
function who({ profiles, byId }) {
  if (from) return byId.get(from) ?? null;
  const given = answers();
  if (!Object.values(given).some((each) => each.length)) return null;
  const place = (name) => (given[name].length ? choices[name].indexOf(given[name][0]) : null);
  const sorted = (name) => [...given[name]].sort();
  return answering(profiles, {
    country: given.country[0] ?? null,
    type: given.type[0] ?? null,
    community: place("size"),
    commitment: place("time"),
    languages: sorted("lang"),
    seeks: sorted("seeks"),
    offers: sorted("offers"),
    activities: sorted("do"),
  });
}

// -- results -----------------------------------------------------------------------------------------------------------

const labels = (name, values) => values.map((each) => $(name).querySelector(`option[value="${each}"]`)?.textContent ?? each);
const join = (values) => new Intl.ListFormat(data.tag, { type: "conjunction" }).format(values);
const languageName = (tag) => boxes("lang").find((each) => each.value === tag)?.parentElement.textContent.trim() ?? tag;

// One reason in words, as in matching/suggest.py.
function sentence({ code, values }) {
  if (code === "hours") return data.hours[values[0]];
  const said = {};
  if (["they-offer", "they-seek"].includes(code)) said.things = join(values.map((each) => data.inside.exchanges[each]));
  else if (code === "activities") said.things = join(values.map((each) => data.inside.activities[each]));
  else if (["languages", "their-language", "your-language"].includes(code)) said.languages = join(values.map(languageName));
  else if (code === "your-country") [said.country] = labels("country", values);
  else if (["your-type", "same-type", "kin-types"].includes(code)) {
    said.types = labels("type", values).join(data.code === "zh" ? "、" : ", ");
  }
  return say(data.sentences[code], said);
}

function told(reasons) {
  const spoken = reasons.filter((each) => !data.unspoken.includes(each.code));
  const best = spoken.filter((each) => each.points > 0).sort((one, other) => other.points - one.points);
  const kept = new Set(best.slice(0, data.shown));
  return spoken.filter((each) => each.points < 0 || kept.has(each)).map(sentence);
}

function month(ordinal) {
  const day = new Date((ordinal - FIRST_DAY) * 86_400_000);
  return spaced(new Intl.DateTimeFormat(data.tag, { year: "numeric", month: "long", timeZone: "UTC" }).format(day));
}

function entry({ side, match }, { known }) {
  const { name, town } = known.get(side.id) ?? { name: side.id, town: "" };
  const item = element("li");
  const standing = element("p", "", { class: "where" });
  standing.append(element("span", data.standings[side.standing], { class: `standing standing--${side.standing}` }));
  if (asks(side) && side.confirmed) standing.append(" ", say(words.confirmed, { date: month(side.confirmed) }));
  if (!asks(side)) standing.append(" ", words.not_asked);
  const reasons = element("ul");
  reasons.append(...told(match.reasons).map((text) => element("li", text)));
  const write = element("p");
  const me = from ? `&from=${from}` : writeAddress(answers(), "").replace("?", "&");
  write.append(element("a", words.write, { href: `${data.home}write/?to=${side.id}${me}` }));
  item.append(element("a", name, { href: `${data.home}libraries/${side.id}/` }), " ", element("span", town, { class: "where" }));
  item.append(standing, reasons, write);
  return item;
}

function show(all) {
  const { asking, others } = ranked;
  const count = asking.length + others.length;
  $("asking").replaceChildren(...asking.slice(0, shown).map((each) => entry(each, all)));
  $("others").replaceChildren(...others.slice(0, Math.max(0, shown - asking.length)).map((each) => entry(each, all)));
  const withOthers = others.length > 0 && shown > asking.length;
  $("nobody").hidden = asking.length > 0 || count === 0;
  $("others-title").hidden = !withOthers;
  $("asking").hidden = asking.length === 0;
  $("others").hidden = !withOthers;
  $("more").hidden = shown >= count;
  const number = new Intl.NumberFormat(data.tag, { useGrouping: !data.tag.startsWith("zh") });
  const values = { count: number.format(count), shown: number.format(Math.min(shown, count)) };
  const pattern = count === 0 ? words.none : count === 1 ? words.one : count > shown ? words.some : words.all;
  $("status").textContent = say(pattern, values);
}

// Compares and shows. The heading takes the focus when somebody asked for the results, not when an answer changed.
async function find({ focus = false } = {}) {
  clearTimeout(waiting);
  const number = ++asked;
  let all;
  try {
    all = await load();
  } catch (error) {
    console.error(error);
  }
  if (number !== asked) return;
  if (all) history.replaceState(null, "", writeAddress(answers(), from) || location.pathname);
  results.hidden = false;
  shown = PAGE;
  const side = all && who(all);
  if (side) {
    const found = rank(side, all.sides, all.profiles.weights);
    ranked = { asking: found.filter((each) => asks(each.side)), others: found.filter((each) => !asks(each.side)) };
    show(all);
  } else {
    ranked = { asking: [], others: [] };
    for (const name of ["nobody", "others-title", "asking", "others", "more"]) $(name).hidden = true;
    $("status").textContent = all ? words.ask_one : words.failed;
  }
  if (focus) $("title").focus();
}

function changed() {
  showChosen();
  if (results.hidden) return;
  clearTimeout(waiting);
  waiting = setTimeout(find, 200);
}

// -- a library of the directory ----------------------------------------------------------------------------------------

const own = picker({
  input: $("from"),
  list: $("from-list"),
  status: $("from-status"),
  search: async (text) => {
    const found = await directory.search(text, data.code, { closed: true });
    return found.map(({ id, name, town }) => ({ id, label: name, note: town }));
  },
  say: (count) => (count === 0 ? words.nothing_found : count === 1 ? words.one_found : say(words.some_found, { count })),
  failed: words.failed,
  choose: ({ id, label }) => {
    pick(id, label);
    find({ focus: true });
  },
  typed: (text, said) => {
    if (text) $("from-status").textContent = said || words.nothing_found;
  },
});

function pick(id, name) {
  from = id;
  $("questions").hidden = Boolean(id);
  $("picked").hidden = !id;
  $("from").closest(".find-known").classList.toggle("find-known--picked", Boolean(id));
  $("picked-name").textContent = id ? say(words.picked, { name }) : "";
  if (id) $("picked-name").href = `${data.home}libraries/${id}/`;
  own.set("");
}

// -- the address -------------------------------------------------------------------------------------------------------

function tell({ ignored, otherVersion, tooLong }) {
  const texts = [];
  if (otherVersion) texts.push(words.version);
  if (tooLong) texts.push(words.too_long);
  if (ignored.length) {
    const list = ignored.slice(0, MOST.ignored).map((each) => `“${each}”`);
    if (ignored.length > list.length) list.push(say(words.more_ignored, { count: ignored.length - list.length }));
    texts.push(say(words.ignored, { list: list.join(data.code === "zh" ? "、" : ", ") }));
  }
  $("ignored").replaceChildren(...texts.map((text) => element("p", text)));
  $("ignored").hidden = texts.length === 0;
}

async function start() {
  const given = readAddress(location.search, choices);
  fillIn(given.answers);
  const said = Object.entries(given.answers).filter(([, values]) => values.length);
  if (given.from) {
    try {
      const { known } = await load();
      let id = given.from;
      if (!known.has(id)) id = (await directory.library(id))?.id; // it may have moved
      if (id) {
        pick(id, known.get(id).name);
        for (const [name, values] of said) given.ignored.push(`${name}=${values.join(",")}`);
      } else given.ignored.push(`from=${given.from}`);
    } catch (error) {
      console.error(error);
    }
  }
  tell(given);
  if (given.from || said.length) await find();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  find({ focus: true });
});
form.addEventListener("change", (event) => {
  if (event.target !== $("from")) changed();
});
$("unpick").addEventListener("click", () => {
  pick("");
  changed();
  $("from").focus();
});
$("clear").addEventListener("click", () => {
  pick("");
  form.reset();
  showChosen();
  tell({ ignored: [] });
  results.hidden = true;
  asked += 1;
  history.replaceState(null, "", location.pathname);
  $("from").focus();
});
$("more").addEventListener("click", async () => {
  const first = shown;
  shown += PAGE;
  show(await load());
  results.querySelectorAll(".find-list > li > a")[first]?.focus();
});

$("plain").hidden = true;
document.getElementById("find").hidden = false;
start();
