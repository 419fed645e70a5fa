// The page of sister cities: finds towns by name in any language, and shows the ties of each with the libraries there.
import { fold } from "./folding.js";
import { simplified } from "./simplified.js";

const box = document.getElementById("towns");
const form = box.querySelector("form");
const input = form.elements.town;
const status = box.querySelector("[role=status]");
const found = box.querySelector(".towns__found");
const words = box.querySelector(".towns__words").dataset;
const SHOWN = 10; // towns at once

let asked = 0; // the number of the newest question, so that a slow answer to an older one is dropped

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

let loading;
function load() {
  loading ??= fetch(new URL(box.dataset.towns, document.baseURI))
    .then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(reply.status))))
    .then(({ countries, towns, ties }) => {
      const all = towns.map(([name, country, others, libraries]) => ({
        name,
        country: { code: country, name: countries[country] },
        keys: [name[0], ...others].map(fold),
        libraries,
        ties: [],
      }));
      for (const [one, other, since, told] of ties) {
        all[one].ties.push({ town: all[other], since, told });
        all[other].ties.push({ town: all[one], since, told });
      }
      return all;
    });
  loading.catch(() => (loading = undefined)); // the next question tries again
  return loading;
}

// Towns of that name first, then those whose name begins with it, then those that have it at the start of a word;
// in Chinese, where no spaces part words, anywhere.
function search(towns, query) {
  const ranks = [
    (key) => key === query,
    (key) => key.startsWith(query),
    (key) => key.includes(` ${query}`) || (/\p{Script=Han}/u.test(query) && key.includes(query)),
  ];
  const ranked = towns
    .map((town) => [ranks.findIndex((fits) => town.keys.some(fits)), town])
    .filter(([rank]) => rank >= 0);
  return ranked.sort((a, b) => a[0] - b[0]).map(([, town]) => town);
}

function element(name, text, lang) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (lang) made.lang = lang;
  return made;
}

function links(label, entries) {
  const line = element("p", `${label} `);
  entries.forEach(([address, text, lang], index) => {
    if (index) line.append(" · ");
    const link = element(address ? "a" : "span", text, lang);
    if (address) link.href = address;
    if (/^https?:/.test(address)) link.rel = "nofollow ugc";
    line.append(link);
  });
  return line;
}

function place(town) {
  const where = element("span", "");
  where.className = "where";
  const link = element("a", town.country.name);
  link.href = `../countries/${town.country.code.toLowerCase()}/`;
  where.append(link);
  return where;
}

function entry(town) {
  const section = element("section");
  const title = element("h2", town.name[0], town.name[1]);
  title.append(" ", place(town));
  section.append(title);
  if (town.libraries.length) section.append(links(words.here, town.libraries));
  const list = element("ul");
  for (const { town: sister, since, told } of town.ties) {
    const item = element("li");
    const name = element("b", sister.name[0], sister.name[1]);
    const where = place(sister);
    if (since) where.append(` · ${since}`);
    item.append(name, " ", where);
    item.append(sister.libraries.length ? links(words.here, sister.libraries) : element("p", words.nobody));
    const by = links(words.told, told);
    by.className = "where";
    item.append(by);
    list.append(item);
  }
  section.append(element("p", words.sisters), list);
  return section;
}

function nothing(town) {
  status.textContent = say(words.none, { town });
  const link = element("a", words.ask);
  link.href = "#ask";
  const line = element("p");
  line.append(link);
  found.replaceChildren(line);
}

async function ask() {
  const text = input.value.trim();
  const address = new URL(location.href);
  if (text) address.searchParams.set("town", text);
  else address.searchParams.delete("town");
  history.replaceState(null, "", address);
  const number = ++asked;
  if (!text) {
    status.textContent = "";
    found.replaceChildren();
    return;
  }
  try {
    const [towns, query] = await Promise.all([load(), simplified(text).then(fold)]);
    if (number !== asked) return;
    const matching = query ? search(towns, query) : [];
    if (!matching.length) {
      nothing(text);
      return;
    }
    const values = { number: matching.length, shown: SHOWN };
    status.textContent = say(matching.length > SHOWN ? words.more : words.some, values);
    found.replaceChildren(...matching.slice(0, SHOWN).map(entry));
  } catch (error) {
    console.error(error);
    if (number === asked) {
      status.textContent = words.failed;
      found.replaceChildren();
    }
  }
}

let waiting;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask();
});
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 150);
});

form.hidden = false;
input.value = (new URLSearchParams(location.search).get("town") ?? "").slice(0, input.maxLength);
if (input.value) ask();
