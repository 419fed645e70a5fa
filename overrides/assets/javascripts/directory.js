// The directory's filters. The page comes as plain lists; once the data is here, each list becomes a group of
// choices with counts that follow the other filters. What is chosen stands in the address, and goes nowhere else.
import { Data, Outdated } from "./directory-data.js";
import { readAddress, writeAddress, MOST } from "./directory-address.js";
import { fold } from "./folding.js";
import { simplified } from "./simplified.js";

const root = document.getElementById("directory");
const at = (name) => document.getElementById(`directory-${name}`);
const words = JSON.parse(at("words").textContent);
const step = Number(root.dataset.step);
const language = document.documentElement.lang;
const inWords = new Intl.NumberFormat(language, { useGrouping: !language.startsWith("zh") });
const wide = matchMedia("(min-width: 60em)").matches; // filters stand beside the list
const LONG = 12; // from so many values on, a list has a box to find one in
const TYPING = 150; // milliseconds to wait for the next letter

let data;
let state;
let facets; // by name: title, and its choices by value
let sorted = null; // the order of rows, and distances, for the sorting that is chosen
let asked = 0; // the number of the newest question, so that a slow answer to an older one is dropped

// -- small helpers ---------------------------------------------------------------------------------------------

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function count(number, total) {
  const values = { count: inWords.format(number), total: inWords.format(total) };
  if (number !== total) return say(words.found, values);
  return total === 1 ? words.one : say(words.all, values);
}

function choiceName(facet, value) {
  if (!facet) return say(words.choice, { facet: words.text, choice: value });
  const { title, choices } = facets.get(facet);
  return say(words.choice, { facet: title, choice: choices.get(value)?.label ?? value });
}

function tell(...children) {
  at("message").replaceChildren(...children);
  at("message").hidden = !children.length;
}

// -- from lists to choices ---------------------------------------------------------------------------------------

function readFacets() {
  return new Map(
    [...root.querySelectorAll("[data-facet]")].map((box) => [
      box.dataset.facet,
      {
        box,
        title: box.querySelector("summary").textContent,
        choices: new Map(
          [...box.querySelectorAll("[data-value]")].map((item) => [
            item.dataset.value,
            { item, label: item.firstElementChild.textContent, count: item.querySelector(".count") },
          ]),
        ),
      },
    ]),
  );
}

// Counts in titles at once; choices first where they are seen, then elsewhere when the browser has nothing to do.
function makeAllChoices() {
  const later = [];
  for (const [name, facet] of facets) {
    facet.chosen = make("span", { className: "facet__chosen" });
    facet.box.querySelector("summary").append(facet.chosen);
    // On a wide screen there is room to see at once what can be chosen.
    if (wide && (["status", "world"].includes(name) || state.chosen.has(name))) facet.box.open = true;
    if (facet.box.open) makeChoices(name);
    else later.push(name);
  }
  const idle = window.requestIdleCallback ?? setTimeout;
  const next = () => {
    if (!later.length) return;
    makeChoices(later.shift());
    idle(next);
  };
  idle(next);
}

function makeChoices(name) {
  const { box, title, choices } = facets.get(name);
  const group = box.querySelector(".facet__box");
  if (group.hasAttribute("role")) return;
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", `facet-${name}`);
  for (const [value, choice] of choices) {
    choice.input = make("input", { type: "checkbox", value, checked: Boolean(state.chosen.get(name)?.has(value)) });
    choice.text = make("span", { className: "facet__label", textContent: choice.label });
    const label = make("label", {}, choice.input, choice.text, choice.count);
    choice.item.replaceChildren(label);
  }
  if (choices.size >= LONG) group.prepend(finder(title, choices));
}

// A box that leaves of a long list what has the text in it.
function finder(title, choices) {
  const label = say(words.findIn, { facet: title });
  const input = make("input", { type: "search", className: "facet__find", placeholder: words.find, autocomplete: "off" });
  input.setAttribute("aria-label", label);
  input.addEventListener("input", async () => {
    const text = fold(await simplified(input.value));
    for (const { item, label } of choices.values()) item.hidden = !fold(label).includes(text);
  });
  return input;
}

// -- what is shown -----------------------------------------------------------------------------------------------

function showCounts(found) {
  for (const [name, facet] of facets) {
    const chosen = state.chosen.get(name);
    const hidden = make("span", { className: "visually-hidden", textContent: ` ${words.chosen}` });
    facet.chosen.replaceChildren(...(chosen ? [inWords.format(chosen.size), hidden] : []));
    if (!data.isHere(name)) continue;
    makeChoices(name);
    const counts = found.counts(name);
    for (const [value, choice] of facet.choices) {
      const number = counts[data.places[name].get(value)] ?? 0;
      const checked = Boolean(chosen?.has(value));
      if (choice.number !== number) {
        choice.number = number;
        choice.count.textContent = inWords.format(number);
      }
      choice.input.checked = checked;
      const dead = number === 0 && !checked;
      if (choice.dead !== dead) {
        choice.dead = dead;
        choice.item.classList.toggle("dead", dead);
        if (dead) choice.input.setAttribute("aria-disabled", "true");
        else choice.input.removeAttribute("aria-disabled");
      }
    }
  }
}

function allChosen() {
  const list = state.text ? [["", state.text]] : [];
  for (const [facet, values] of state.chosen) for (const value of values) list.push([facet, value]);
  return list;
}

function showChosen() {
  const list = allChosen();
  const box = at("chosen");
  box.hidden = !list.length;
  const items = list.map(([facet, value]) => {
    const button = make(
      "button",
      { type: "button", className: "chip" },
      make("span", { className: "visually-hidden", textContent: `${words.remove} ` }),
      choiceName(facet, value),
      mark("×"),
    );
    button.dataset.facet = facet;
    button.dataset.value = value;
    return make("li", {}, button);
  });
  const all = make("button", { type: "button", className: "chip chip--all", textContent: words.clear });
  all.dataset.all = "";
  const shown = make("ul", {}, ...items, make("li", {}, all));
  shown.setAttribute("aria-label", words.filters);
  box.replaceChildren(...(list.length ? [shown] : []));
}

function mark(sign) {
  const element = make("span", { textContent: sign });
  element.setAttribute("aria-hidden", "true");
  return element;
}

// When nothing fits: which filter to loosen, by what would be found without it.
function showEmpty(found) {
  const box = at("empty");
  box.hidden = found.size > 0;
  box.replaceChildren();
  if (found.size) return;
  const names = found.filters.map(([name]) => name);
  let ways = names.map((name) => [[name], found.sizeWithout(name)]).filter(([, number]) => number);
  const alone = ways.length > 0;
  if (!alone) {
    const pairs = names.flatMap((name, index) => names.slice(index + 1).map((other) => [name, other]));
    ways = pairs.map((pair) => [pair, found.sizeWithout(...pair)]).filter(([, number]) => number);
  }
  const buttons = ways
    .sort((a, b) => b[1] - a[1])
    .map(([pair, number]) => {
      const choice = pair.map(filterName).join(words.listMark);
      const text = say(words.without, { choice, count: inWords.format(number) });
      const button = make("button", { type: "button", className: "chip", textContent: text });
      button.dataset.without = pair.join(" ");
      return make("li", {}, button);
    });
  const all = make("button", { type: "button", className: "chip chip--all", textContent: words.clear });
  all.dataset.all = "";
  box.append(
    make("p", {}, make("strong", { textContent: words.none }), " ", alone ? words.loosen : words.noneAlone),
    make("ul", {}, ...buttons, make("li", {}, all)),
  );
}

function filterName(facet) {
  if (!facet) return choiceName("", state.text);
  const { title, choices } = facets.get(facet);
  const values = [...state.chosen.get(facet)].map((value) => choices.get(value)?.label ?? value);
  return say(words.choice, { facet: title, choice: values.join(words.listMark) });
}

// A part's columns, taken apart when the first of its rows is shown.
const columns = new WeakMap();
function linesOf(part) {
  if (!columns.has(part)) {
    const lines = {};
    for (const name of ["ids", "titles", "towns", "dates"]) lines[name] = part[name].split("\n");
    for (const name of ["status", "type", "confirmed"]) lines[name] = [...part[name]];
    for (const name of ["language", "seeks", "offers"]) lines[name] = part[name].split(",");
    columns.set(part, lines);
  }
  return columns.get(part);
}

function labels(facet, cell) {
  return data.cell(cell).map((place) => {
    const value = data.values[facet][place];
    return facets.get(facet).choices.get(value)?.label ?? value;
  });
}

// The same as fillings/directory.html prints.
function entry(row, part) {
  const line = row % data.head.part;
  const lines = linesOf(part);
  const where = (text) => make("span", { className: "where", textContent: text });
  const link = make("a", { href: `${root.dataset.libraries}${lines.ids[line]}/` });
  const lang = part.langs[line];
  link.append(lang ? make("span", { lang, textContent: lines.titles[line] }) : lines.titles[line]);
  const item = make("li", {}, link, " ", where(lines.towns[line]));
  if (sorted?.away) {
    const away = sorted.away[row];
    const distance = inWords.format(Math.round(away));
    item.append(" ", where(away === Infinity ? words.nowhere : say(words.away, { distance })));
  }
  const [status] = data.cell(lines.status[line]).map((place) => data.values.status[place]);
  const shown = make("span", { className: `standing standing--${status}`, textContent: labels("status", lines.status[line])[0] });
  const facts = [];
  if (lines.dates[line]) {
    const [age] = data.cell(lines.confirmed[line]).map((place) => data.values.confirmed[place]);
    const due = age === "due" ? ` · ${words.due}` : "";
    facts.push(say(words.confirmed, { date: lines.dates[line] }) + due);
  }
  facts.push(...labels("type", lines.type[line]));
  item.append(make("p", {}, shown, " ", where(facts.join(" · "))));
  for (const name of ["language", "seeks", "offers"]) {
    const values = labels(name, lines[name][line]);
    if (!values.length) continue;
    const [before, after] = words[name].split("{values}");
    item.append(make("p", {}, where(before), values.join(words.listMark), after));
  }
  return item;
}

async function showList(rows, number) {
  const parts = new Map();
  const waiting = [];
  for (const row of rows) {
    const place = Math.floor(row / data.head.part);
    if (parts.has(place)) continue;
    const part = data.part(`rows-${place}`);
    parts.set(place, part);
    if (part instanceof Promise) waiting.push(part.then((loaded) => parts.set(place, loaded)));
  }
  if (waiting.length) {
    await Promise.all(waiting);
    if (number !== asked) return false;
  }
  at("list").replaceChildren(...rows.map((row) => entry(row, parts.get(Math.floor(row / data.head.part)))));
  return true;
}

function showMore(found) {
  const rest = found.size - state.shown;
  at("more").hidden = rest <= 0;
  at("more").textContent = say(words.more, { count: inWords.format(Math.min(step, rest)) });
}

// -- from what is chosen to what is shown ------------------------------------------------------------------------

async function update({ listIsThere = false } = {}) {
  const number = ++asked;
  try {
    const text = await prepare();
    if (number !== asked) return;
    const found = data.filter(state.chosen, text);
    showCounts(found);
    showChosen();
    showEmpty(found);
    const said = count(found.size, data.size);
    for (const name of ["count", "jump"]) if (at(name).textContent !== said) at(name).textContent = said;
    const rows = listIsThere ? [] : found.first(state.shown, sorted?.order);
    if (!listIsThere && !(await showList(rows, number))) return;
    showMore(found);
    root.dispatchEvent(new CustomEvent("directory:shown", { detail: { size: found.size } }));
  } catch (error) {
    failed(error);
  }
}

// Loads what this question needs and is not here yet.
async function prepare() {
  const open = [...facets].filter(([, { box }]) => box.open).map(([name]) => name);
  const needed = new Set([...state.chosen.keys(), ...open]);
  const text = state.text && fold(await simplified(state.text));
  if (text) {
    const labels = Object.fromEntries(
      Object.keys(data.head.also).map((name) => [
        name,
        data.values[name].map((value) => facets.get(name).choices.get(value)?.label ?? ""),
      ]),
    );
    await data.needTexts(labels);
    for (const facet of data.facetsNamedIn(text)) needed.add(facet);
  }
  if ([...needed].some((facet) => !data.isHere(facet))) await data.need(needed);
  const wanted = state.sort === "near" ? `near ${state.near}` : state.sort;
  if ((sorted?.by ?? "") !== wanted) await sort(wanted);
  return text;
}

async function sort(wanted) {
  if (state.sort === "name") sorted = { by: wanted, order: await data.byName() };
  else if (state.sort === "near" && state.near) {
    const place = findPlace(state.near, await data.part("places"));
    sorted = { by: wanted, ...(place ? await data.byDistance(place) : {}) };
  } else sorted = { by: wanted };
}

function change({ keepShown = false } = {}) {
  if (!keepShown) state.shown = step;
  remember();
  return update();
}

function remember() {
  const query = writeAddress(state, step);
  history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
  showInOtherLanguages(query);
}

// The language switch leads to the same choices.
function showInOtherLanguages(query) {
  for (const link of document.querySelectorAll(".site-header__languages a")) link.search = query;
}

function failed(error) {
  console.error(error);
  if (error instanceof Outdated && !history.state?.outdated) {
    history.replaceState({ outdated: true }, ""); // once, lest it load for ever
    location.reload();
    return;
  }
  tell(make("p", { textContent: words.failed }));
}

// -- places ------------------------------------------------------------------------------------------------------

const COORDINATES = /^(-?\d{1,2}(?:\.\d+)?)\s*[,，;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/;

// Where to measure from: coordinates, a country or region by code or name, or a listed town by the start of its name.
function findPlace(text, places) {
  const [, latitude, longitude] = COORDINATES.exec(text.trim())?.map(Number) ?? [];
  if (latitude !== undefined) {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude, address: `${latitude},${longitude}` } : null;
  }
  const codes = places.countries.split("\n");
  const name = fold(text);
  if (!name) return null;
  const names = placeNames(places);
  let index = codes.indexOf(text.trim().toUpperCase());
  if (index < 0) index = names.countries.indexOf(name);
  if (index >= 0) return country(index, places);
  let town = -1;
  for (const fits of [(each) => each === name, (each) => each.startsWith(name), (each) => each.split(" ").includes(name)]) {
    if (town < 0) town = names.towns.findIndex(fits);
  }
  if (town >= 0) {
    const point = places.townPoints[town];
    const where = { latitude: places.latitudes[point] / 100, longitude: places.longitudes[point] / 100 };
    return { ...where, address: `${where.latitude},${where.longitude}`, name: places.towns.split("\n")[town] };
  }
  index = names.countries.findIndex((each) => each.startsWith(name));
  return index >= 0 ? country(index, places) : null;
}

function country(index, places) {
  const [latitude, longitude] = places.countryPlaces[index].map((each) => each / 100);
  return { latitude, longitude, address: places.countries.split("\n")[index], name: places.countryNames.split("\n")[index] };
}

let folded;
function placeNames(places) {
  folded ??= { towns: places.towns.split("\n").map(fold), countries: places.countryNames.split("\n").map(fold) };
  return folded;
}

// The name of the place that an address gives as coordinates or a code.
function placeName(address, places) {
  const place = findPlace(address, places);
  if (!place || place.name) return place?.name ?? address;
  const [latitude, longitude] = [place.latitude, place.longitude].map((each) => Math.round(each * 100));
  const point = places.latitudes.findIndex((each, index) => each === latitude && places.longitudes[index] === longitude);
  const town = places.townPoints.indexOf(point);
  return point >= 0 && town >= 0 ? places.towns.split("\n")[town] : address;
}

async function suggestPlaces() {
  const places = await data.part("places");
  const text = fold(await simplified(at("place").value));
  const names = placeNames(places);
  const shown = [];
  const offer = (list, labels) => {
    const all = labels.split("\n");
    list.forEach((each, index) => shown.length < 30 && text && each.includes(text) && shown.push(all[index]));
  };
  offer(names.countries, places.countryNames);
  offer(names.towns, places.towns);
  at("places").replaceChildren(...shown.map((value) => make("option", { value })));
}

async function choosePlace() {
  const text = at("place").value.trim();
  tell();
  if (!text) {
    state.near = "";
    return change();
  }
  const place = findPlace(await simplified(text), await data.part("places"));
  if (!place) {
    tell(make("p", { textContent: say(words.place, { place: text }) }));
    at("place").setAttribute("aria-invalid", "true");
    return;
  }
  at("place").removeAttribute("aria-invalid");
  if (place.name) at("place").value = place.name;
  state.near = place.address;
  return change();
}

// -- what the reader does ----------------------------------------------------------------------------------------

function toggle(facet, value, on) {
  const set = state.chosen.get(facet) ?? new Set();
  if (on) set.add(value);
  else set.delete(value);
  if (set.size) state.chosen.set(facet, set);
  else state.chosen.delete(facet);
}

function drop(name) {
  if (name) state.chosen.delete(name);
  else at("q").value = state.text = "";
}

function listen() {
  root.querySelector(".directory__facets").addEventListener("click", (event) => {
    if (event.target.getAttribute?.("aria-disabled") === "true") event.preventDefault();
  });
  root.querySelector(".directory__facets").addEventListener("change", ({ target }) => {
    const facet = target.closest("[data-facet]")?.dataset.facet;
    if (target.type !== "checkbox" || target.getAttribute("aria-disabled") === "true") return;
    toggle(facet, target.value, target.checked);
    change();
  });
  for (const [name, { box }] of facets) {
    box.addEventListener("toggle", () => {
      if (!box.open) return;
      makeChoices(name);
      update();
    });
  }

  let typing;
  at("q").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      state.text = at("q").value.trim();
      change();
    }, TYPING);
  });
  for (const form of root.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());

  at("sort").addEventListener("change", async () => {
    state.sort = at("sort").value;
    at("near").hidden = state.sort !== "near";
    if (state.sort === "near") at("place").focus();
    change();
  });
  at("place").addEventListener("input", () => suggestPlaces().catch(failed));
  at("place").addEventListener("change", () => choosePlace().catch(failed));

  root.addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button === at("more")) {
      const before = state.shown;
      state.shown += step;
      await change({ keepShown: true });
      at("list").children[before]?.querySelector("a").focus();
      return;
    }
    const { facet, value, without, all } = button.dataset;
    const place = [...at("chosen").querySelectorAll("button")].indexOf(button);
    if (all !== undefined) for (const [name] of [[""], ...state.chosen]) drop(name);
    else if (without !== undefined) for (const name of without.split(" ")) drop(name);
    else if (facet) toggle(facet, value, false);
    else drop("");
    await change();
    // The button is gone: the next one, or what it led to, takes its place.
    const next = all === undefined && without === undefined && at("chosen").querySelectorAll("button")[place];
    (next || document.getElementById("results")).focus();
  });
}

function tellIgnored(ignored) {
  if (!ignored.length) return;
  const items = ignored.slice(0, MOST.ignored).map(([name, value]) => {
    const [key, text] = [name, value].map((each) => make("bdi", { textContent: each }));
    return make("li", {}, make("code", {}, key, "=", text));
  });
  if (ignored.length > MOST.ignored) {
    items.push(make("li", { textContent: say(words.andMore, { count: inWords.format(ignored.length - MOST.ignored) }) }));
  }
  tell(make("p", { textContent: words.ignored }), make("ul", {}, ...items));
}

// A list on paper has no button: it is printed whole where all of it is here.
function listenForPaper() {
  let before;
  addEventListener("beforeprint", () => {
    if (data.size > data.head.part) return;
    before = state.shown;
    state.shown = data.size;
    update();
  });
  addEventListener("afterprint", () => {
    if (before === undefined) return;
    state.shown = before;
    before = undefined;
    update();
  });
}

async function start() {
  data = await Data.open(root.dataset.data, history.state?.outdated ? { cache: "reload" } : {});
  const read = readAddress(location.search, data.values, step);
  state = read.state;
  facets = readFacets();
  makeAllChoices();
  at("q").value = state.text;
  at("sort").value = state.sort;
  at("near").hidden = state.sort !== "near";
  if (state.near) {
    const places = await data.part("places");
    if (findPlace(state.near, places)) at("place").value = placeName(state.near, places);
    else {
      read.ignored.push(["near", state.near]);
      state.near = "";
    }
  }
  at("rest")?.remove();
  root.classList.add("directory--ready");
  tellIgnored(read.ignored);
  showInOtherLanguages(location.search);
  listen();
  listenForPaper();
  for (const { box } of facets.values()) {
    const checked = box.querySelector("li:has(:checked)");
    if (checked) box.querySelector(".facet__box").scrollTop = checked.offsetTop - checked.parentElement.offsetTop;
  }
  const asItCame = !allChosen().length && !state.sort && state.shown === step;
  await update({ listIsThere: asItCame });
}

start().catch((error) => {
  root.classList.add("directory--failed");
  failed(error);
});
