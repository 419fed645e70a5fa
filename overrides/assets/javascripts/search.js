// The search page: loads Pagefind when there is something to look for, and lists what it finds.
const box = document.getElementById("search");
const form = box.querySelector("form");
const input = form.elements.q;
const kinds = box.querySelector("fieldset");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const words = document.getElementById("search-words").dataset;
const PAGE = 10;

let pagefind;
let results = [];
let shown = 0;
let asked = 0; // the number of the newest question, so that a slow answer to an older one is dropped

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

async function load() {
  if (!pagefind) {
    const bundle = new URL(box.dataset.bundle, document.baseURI).href;
    pagefind = await import(`${bundle}pagefind.js`);
    await pagefind.options({ bundlePath: bundle, excerptLength: 24 });
  }
  return pagefind;
}

// Traditional characters as the Simplified ones that the site is written in; asked for when a query has Han.
let variants;
async function simplified(query) {
  if (!/\p{Script=Han}/u.test(query)) return query;
  variants ??= fetch(new URL("../search-variants.json", import.meta.url)).then((reply) => reply.json());
  const table = await variants;
  const to = [...table.to];
  const pairs = new Map([...table.from].map((character, index) => [character, to[index]]));
  return [...query].map((character) => pairs.get(character) ?? character).join("");
}

function entry(result) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.meta.title;
  const kind = document.createElement("span");
  kind.className = "where";
  kind.textContent = words[result.meta.kind] ?? "";
  const text = document.createElement("p");
  // Pagefind's excerpt is escaped text with <mark> around what was found.
  for (const [index, piece] of result.excerpt.split(/<\/?mark>/).entries()) {
    const node = document.createElement(index % 2 ? "mark" : "span");
    const unescaped = document.createElement("template");
    unescaped.innerHTML = piece;
    node.textContent = unescaped.content.textContent;
    text.append(node);
  }
  item.append(link, " ", kind, text);
  return item;
}

// Shows the next results, of the chosen kind if one is chosen: what kind a result is, only its own data tells.
async function showMore() {
  const number = asked;
  const kind = chosenKind();
  const entries = [];
  while (entries.length < PAGE && shown < results.length) {
    const next = await Promise.all(results.slice(shown, shown + PAGE).map((each) => each.data()));
    if (number !== asked) return;
    shown += next.length;
    entries.push(...next.filter((each) => !kind || each.meta.kind === kind));
  }
  list.append(...entries.map(entry));
  more.hidden = shown >= results.length;
  if (!list.children.length) status.textContent = say(words.none, { query: input.value.trim() });
}

function chosenKind() {
  return box.querySelector("[name=kind]:checked").value;
}

async function ask() {
  const query = input.value.trim();
  const kind = chosenKind();
  const address = new URL(location.href);
  address.searchParams.set("q", query);
  if (kind) address.searchParams.set("kind", kind);
  else address.searchParams.delete("kind");
  history.replaceState(null, "", address);
  const number = ++asked;
  if (!query) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    return;
  }
  status.textContent = words.loading;
  try {
    const engine = await load();
    const found = await engine.search(await simplified(query));
    if (number !== asked) return;
    results = found.results;
    shown = 0;
    list.replaceChildren();
    kinds.hidden = false;
    status.textContent = say(results.length ? words.some : words.none, { count: results.length, query });
    await showMore();
  } catch (error) {
    console.error(error);
    status.textContent = words.failed;
  }
}

let waiting;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 150);
});
kinds.addEventListener("change", ask);
more.addEventListener("click", showMore);

const start = new URLSearchParams(location.search);
input.value = start.get("q") ?? "";
const chosen = box.querySelector(`[name=kind][value="${CSS.escape(start.get("kind") ?? "")}"]`);
if (chosen) chosen.checked = true;
if (input.value) ask();
