// Makes a checklist's steps things to tick, with a note, who and by when; keeps them on this device.
import { countDone, countSteps, emptyState, fromFragment, merge, newKey, readText, toFragment } from "./checklist-state.js";
import { csv, markdown } from "./checklist-files.js";
import { tasks } from "./icalendar.js";

const KEPT = "sister-libraries.checklists";
const SAFE_ADDRESS = 2_000;
const $ = (id) => document.getElementById(`tool--${id}`);
const words = JSON.parse($("words").textContent);
const container = document.querySelector(".checklist");
const list = container.id.replace("checklist-", "");
const title = document.querySelector("h1").textContent;
const steps = new Map();
let state;
let empty = true; // nothing was ticked yet on this device

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function tell(...texts) {
  $("status").textContent = texts.filter(Boolean).join(" ");
}

function left(dropped) {
  return dropped.size ? say(words.dropped, { list: [...dropped].map((each) => words.why[each]).join(words.mark) }) : "";
}

// -- keeping ---------------------------------------------------------------------------------------------------------

function read() {
  let found = { state: null, dropped: new Set() };
  try {
    const text = localStorage.getItem(KEPT);
    if (text) found = readText(text);
  } catch {
    tell(words.lost);
  }
  empty = !found.state;
  state = found.state ?? emptyState();
  return found;
}

function keep() {
  empty = false;
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    tell(words.lost);
  }
}

function current() {
  return state.partnerships[state.current];
}

function nameOf(key) {
  const number = Object.keys(state.partnerships).indexOf(key) + 1;
  return state.partnerships[key].name || say(words.numbered, { number });
}

function ownSteps() {
  return (current().lists[list] ??= {});
}

function change(id, name, value) {
  const own = ownSteps();
  own[id] ??= {};
  if (value) own[id][name] = value;
  else delete own[id][name];
  if (!Object.keys(own[id]).length) delete own[id];
  keep();
  showProgress();
}

// -- showing ---------------------------------------------------------------------------------------------------------

function prepare() {
  for (const item of container.querySelectorAll("li")) {
    const text = item.querySelector(".step");
    text.id = `tool--text-${item.id}`;
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.className = "tick";
    tick.setAttribute("aria-labelledby", text.id);
    item.querySelector(".box").replaceWith(tick);
    text.addEventListener("click", () => tick.click());
    const more = $("step").content.cloneNode(true);
    const details = more.querySelector("details");
    const fields = Object.fromEntries(["note", "who", "by"].map((name) => [name, more.querySelector(`[name=${name}]`)]));
    const shown = document.createElement("p");
    shown.className = "step-facts";
    item.lastElementChild.append(shown, more);
    tick.addEventListener("change", () => change(item.id, "done", tick.checked));
    for (const [name, field] of Object.entries(fields)) {
      field.addEventListener("input", () => {
        change(item.id, name, field.validity.valid ? field.value.trim() : "");
        showFacts(item.id);
      });
    }
    steps.set(item.id, { text, tick, fields, details, shown, detail: text.nextElementSibling?.matches("p:not(.step-facts)") ? text.nextElementSibling.textContent : "" });
  }
}

function showFacts(id) {
  const { who = "", by = "", note = "" } = ownSteps()[id] ?? {};
  const date = by && new Intl.DateTimeFormat(words.here, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${by}T00:00Z`));
  const shown = words.here.startsWith("zh") ? date.replace(/(\d+)/g, " $1 ").trim() : date;
  steps.get(id).shown.textContent = [who, shown, note].filter(Boolean).join(" · ");
}

function showProgress() {
  const ids = [...steps.keys()];
  const done = countDone(current(), list, ids);
  $("progress").max = ids.length;
  $("progress").value = done;
  $("done").textContent = say(words.done, { done, all: ids.length });
  const keys = Object.keys(state.partnerships);
  $("all").hidden = keys.length < 2;
  $("all").tBodies[0].replaceChildren(
    ...keys.map((key) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = nameOf(key);
      const cell = document.createElement("td");
      cell.textContent = say(words.done, { done: countDone(state.partnerships[key], list, ids), all: ids.length });
      row.append(head, cell);
      return row;
    }),
  );
}

function showNames() {
  $("partnership").replaceChildren(...Object.keys(state.partnerships).map((key) => new Option(nameOf(key), key, false, key === state.current)));
  $("name").placeholder = nameOf(state.current);
}

function show() {
  const own = ownSteps();
  for (const [id, { tick, fields }] of steps) {
    const found = own[id] ?? {};
    tick.checked = Boolean(found.done);
    for (const [name, field] of Object.entries(fields)) field.value = found[name] ?? "";
    showFacts(id);
  }
  $("name").value = current().name;
  showNames();
  showProgress();
}

// -- taking along ----------------------------------------------------------------------------------------------------

function sections() {
  return [...container.querySelectorAll("ol")].map((listed) => ({
    title: listed.previousElementSibling.textContent,
    steps: [...listed.children].map(({ id }) => {
      const { done = false, who = "", by = "", note = "" } = ownSteps()[id] ?? {};
      return { id, text: steps.get(id).text.textContent, detail: steps.get(id).detail, done, who, by, note };
    }),
  }));
}

function download(name, type, content) {
  const anchor = document.createElement("a");
  anchor.download = name;
  anchor.href = URL.createObjectURL(new Blob([content], { type }));
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}

function calendarFile() {
  const own = sections().flatMap((section) => section.steps);
  return tasks({
    name: `${title} · ${nameOf(state.current)}`,
    language: words.here,
    now: new Date(),
    tasks: own.map((step) => ({
      uid: `${state.current}-${list}-${step.id}@sister-libraries`,
      summary: step.text,
      description: [step.who && say(words.who, { who: step.who }), step.note, step.detail].filter(Boolean).join("\n"),
      due: step.by,
      done: step.done,
      url: new URL(`#${step.id}`, location.href.split("#")[0]).href,
    })),
  });
}

function printed(withTicks) {
  document.body.classList.toggle("print-empty", !withTicks);
  print();
  document.body.classList.remove("print-empty");
}

function take(found) {
  if (!found.state) {
    tell(words.empty, left(found.dropped));
    return;
  }
  for (const each of Object.values(found.state.partnerships)) {
    const ids = Object.keys(each.lists[list] ?? {});
    if (ids.some((id) => !steps.has(id))) found.dropped.add("unknown");
  }
  state = empty ? found.state : merge(state, found.state);
  keep();
  show();
  const count = { partnerships: Object.keys(found.state.partnerships).length, steps: countSteps(found.state) };
  tell(say(words.loaded, count), left(found.dropped));
}

async function offerShared() {
  const found = await fromFragment(location.hash);
  if (!found) return;
  const leave = () => {
    $("shared").hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
  };
  if (!found.state) {
    tell(words.no_address);
    leave();
    return;
  }
  const [shared] = Object.values(found.state.partnerships);
  $("shared-name").textContent = shared.name || words.unnamed;
  $("shared-count").textContent = say(words.shared, { done: countDone(shared, list, [...steps.keys()]) });
  $("shared").hidden = false;
  $("shared-keep").onclick = () => {
    take(found);
    leave();
  };
  $("shared-leave").onclick = leave;
}

function listen() {
  $("partnership").addEventListener("change", () => {
    state.current = $("partnership").value;
    if (!empty) keep();
    show();
  });
  $("name").addEventListener("input", () => {
    current().name = $("name").value.replace(/\s+/g, " ").trim();
    keep();
    showNames();
    showProgress();
  });
  $("add").addEventListener("click", () => {
    const key = newKey();
    state.partnerships[key] = { name: "", lists: {} };
    state.current = key;
    keep();
    show();
    $("name").focus();
  });
  $("remove").addEventListener("click", () => {
    if (!confirm(say(words.remove, { name: nameOf(state.current) }))) return;
    delete state.partnerships[state.current];
    const [first] = Object.keys(state.partnerships);
    if (first) state.current = first;
    else state = emptyState();
    keep();
    show();
    tell(words.removed);
  });
  $("save").addEventListener("click", () => {
    download("sister-libraries-checklists.json", "application/json", `${JSON.stringify(state, null, 1)}\n`);
    tell(words.saved);
  });
  $("load").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    if (file) take(readText(await file.slice(0, 8_000_000).text()));
    $("file").value = "";
  });
  $("link").addEventListener("click", async () => {
    const address = location.href.split("#")[0] + (await toFragment(current(), state.current, list));
    $("address").value = address;
    let copied = false;
    try {
      await navigator.clipboard.writeText(address);
      copied = true;
    } catch {
      $("address").select();
    }
    tell(copied ? words.copied : words.copy, address.length > SAFE_ADDRESS ? words.long : "");
  });
  $("print").addEventListener("click", () => printed(true));
  $("print-empty").addEventListener("click", () => printed(false));
  $("ics").addEventListener("click", () => download(`${list}.ics`, "text/calendar;charset=utf-8", calendarFile()));
  $("csv").addEventListener("click", () => download(`${list}.csv`, "text/csv;charset=utf-8", csv(words.columns, sections(), words)));
  $("md").addEventListener("click", () => download(`${list}.md`, "text/markdown;charset=utf-8", markdown(title, sections(), words)));
  addEventListener("storage", ({ key }) => {
    if (key !== KEPT) return;
    read();
    show();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    read();
    show();
  });
  addEventListener("hashchange", offerShared);
}

prepare();
const { dropped } = read();
show();
listen();
$("tools").hidden = false;
if (dropped.size) tell(left(dropped));
offerShared();
