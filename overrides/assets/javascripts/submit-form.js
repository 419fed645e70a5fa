// One form on the page: reads a record from its fields, fills them from one, and shows what is wrong beside them.
// The fields are printed by overrides/records/fillings/submit-fields.html; the node of a record says what they hold.
import { stripped } from "./record-rules.js";
import { data, element, say, words } from "./submit-page.js";

const key = (at) => at.join(".");

const lists = new Map();

/** The choices of a name, ready to be put into a list: made once, because several lists have the same hundreds. */
function choices(name) {
  if (!lists.has(name)) {
    const made = document.createDocumentFragment();
    for (const code of data.order[name]) made.append(new Option(data[name][code], code));
    lists.set(name, made);
  }
  return lists.get(name).cloneNode(true);
}

/** A list with its choices. */
function offered(list) {
  if (!list.dataset.offered) {
    list.dataset.offered = "yes";
    list.append(choices(list.dataset.options));
  }
  return list;
}

const numbers = new WeakMap(); // by template: the places of its elements that have a number in an attribute or a text

/** A new row of a template, in which “#” is the row's number: counted from 0 in names, from 1 where people read it. */
function numbered(template, number) {
  const row = template.content.firstElementChild.cloneNode(true);
  const elements = [row, ...row.querySelectorAll("*")];
  const texts = (each) => [...each.childNodes].filter(({ nodeType, data: text }) => nodeType === Node.TEXT_NODE && text.includes("#"));
  const marked = (each) => texts(each).length || [...each.attributes].some(({ value }) => value.includes("#"));
  if (!numbers.has(template)) numbers.set(template, [...elements.keys()].filter((place) => marked(elements[place])));
  for (const place of numbers.get(template)) {
    for (const attribute of elements[place].attributes) {
      attribute.value = attribute.value.replaceAll("#", attribute.name === "aria-label" ? number + 1 : number);
    }
    for (const text of texts(elements[place])) text.data = text.data.replaceAll("#", number + 1);
  }
  return row;
}

/** The nodes of a group's or a text's fields by name. */
function inside(node, languages) {
  if (node.kind === "group") return node.fields.map(([name, inner]) => [name, inner]);
  return [...languages.map((code) => [code, { ...node, kind: "line" }]), ...Object.entries(node.extra)];
}

export class RecordForm {
  /**
   * `form` is the element, `node` its record's node; `pick(holder, control, input)` wires a field that names a library.
   * It has its rows once it was filled.
   */
  constructor(form, node, rules, pick) {
    this.form = form;
    this.node = node;
    this.rules = rules;
    this.pick = pick;
    this.places = new Map();
    this.before = new Map();
    this.found = new Map();
    this.dress(form);
    form.addEventListener("toggle", ({ target }) => target.open && this.offer(target), { capture: true });
    for (const list of form.querySelectorAll("[data-low]")) {
      list.querySelector(":scope > .submit-add").addEventListener("click", () => {
        const row = this.addRow(list);
        row.querySelector("input, select, textarea").focus();
      });
    }
    form.addEventListener("change", ({ target }) => this.count(target.closest(".submit-boxes")));
  }

  /** Makes a piece of the form ready: the choices of its lists, and what finds libraries. */
  dress(piece) {
    this.offer(piece);
    for (const holder of piece.querySelectorAll("[data-picker]")) {
      this.pick(holder, holder.querySelector("[type=hidden]"), holder.querySelector("[role=combobox]"));
    }
  }

  /** Puts the choices into the lists of a piece: hundreds, so those of a list that is folded away come when it is not. */
  offer(piece) {
    for (const list of piece.querySelectorAll("select[data-options]")) {
      if (!list.closest("details:not([open])")) offered(list);
    }
  }

  at(name) {
    return this.#first("data-at", name);
  }

  control(name) {
    return this.#first("name", name);
  }

  /** The first element whose attribute has this value; remembered while it is there, because every key asks for all. */
  #first(attribute, value) {
    const selector = `[${attribute}="${CSS.escape(value)}"]`;
    let found = this.found.get(selector);
    if (!found?.isConnected) this.found.set(selector, (found = this.form.querySelector(selector)));
    return found;
  }

  // -- rows of a list ---------------------------------------------------------------------------------------------

  rows(list) {
    return [...list.querySelectorAll(":scope > .submit-rows > .submit-row")];
  }

  addRow(list) {
    const number = Math.max(-1, ...this.rows(list).map((row) => Number(row.dataset.row))) + 1;
    const row = numbered(list.querySelector(":scope > template"), number);
    row.dataset.row = number;
    list.querySelector(":scope > .submit-rows").append(row);
    this.dress(row);
    row.querySelector(".submit-remove").addEventListener("click", () => {
      row.remove();
      if (this.rows(list).length < Number(list.dataset.low)) this.addRow(list);
      list.querySelector(":scope > .submit-add").focus();
      this.form.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return row;
  }

  count(boxes) {
    if (!boxes) return;
    const chosen = [...boxes.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim());
    const shown = chosen.length > 3 ? say(words.chosen, { count: chosen.length }) : chosen.join(" · ");
    boxes.querySelector(".submit-chosen").textContent = shown;
  }

  // -- reading and filling ----------------------------------------------------------------------------------------

  /** Empties every field. */
  reset() {
    this.form.reset();
    this.before.clear();
    for (const hidden of this.form.querySelectorAll("[data-picker] [type=hidden]")) hidden.value = "";
    for (const list of this.form.querySelectorAll("[data-low]")) {
      list.querySelector(":scope > .submit-rows").replaceChildren();
      for (let row = 0; row < Number(list.dataset.low); row += 1) this.addRow(list);
    }
    for (const boxes of this.form.querySelectorAll(".submit-boxes")) this.count(boxes);
    this.show([]);
  }

  /** The record that stands in the form; what is empty is left out. `places` then leads from its fields to the form's. */
  read() {
    this.places = new Map([["", this.form]]);
    return this.#read(this.node, "", []) ?? {};
  }

  #read(node, name, path) {
    const place = this.at(name);
    if (place) this.places.set(key(path), place);
    if (node.kind === "group" || node.kind === "text") {
      const made = {};
      for (const [field, inner] of inside(node, this.rules.languages)) {
        const value = this.#read(inner, name ? `${name}.${field}` : field, [...path, field]);
        if (value !== undefined) made[field] = value;
      }
      return Object.keys(made).length ? made : undefined;
    }
    if (node.kind === "coordinates") {
      const pair = [0, 1].map((index) => stripped(this.control(`${name}.${index}`).value));
      return pair.some(Boolean) ? pair : undefined;
    }
    if (node.kind === "list") {
      const values = place.dataset.low ? this.#readRows(node, place, name, path) : this.#checked(name);
      return values.length ? values : undefined;
    }
    return stripped(this.control(name).value) || undefined;
  }

  #readRows(node, place, name, path) {
    const values = [];
    for (const row of this.rows(place)) {
      const value = this.#read(node.of, `${name}.${row.dataset.row}`, [...path, values.length]);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  /** What is ticked: first what the entry had, in its own order, then what was added. */
  #checked(name) {
    const values = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked`)].map((box) => box.value);
    const before = (this.before.get(name) ?? []).filter((each) => values.includes(each));
    return [...before, ...values.filter((each) => !before.includes(each))];
  }

  /** Fills the empty form from a record; gives [path, value] of what has no place in it. What is filled is unfolded. */
  fill(record, { unfold = true } = {}) {
    const left = [];
    this.#fill(this.node, "", record, [], left);
    for (const boxes of this.form.querySelectorAll(".submit-boxes")) this.count(boxes);
    for (const folded of this.form.querySelectorAll("details")) {
      folded.open = false;
      if (!unfold) continue;
      const fields = [...folded.querySelectorAll("input:not([type=checkbox], [type=hidden]), textarea, select")];
      const filled = fields.some((each) => each.value) || folded.querySelector("input:checked");
      if (filled && !folded.matches(".submit-boxes")) folded.open = true;
    }
    return left;
  }

  #fill(node, name, value, path, left) {
    const group = typeof value === "object" && value !== null && !Array.isArray(value);
    if (node.kind === "group" || node.kind === "text") {
      if (!group) return left.push([path, value]);
      const fields = new Map(inside(node, this.rules.languages));
      for (const [field, each] of Object.entries(value)) {
        const inner = fields.get(field);
        if (!inner) left.push([[...path, field], each]);
        else this.#fill(inner, name ? `${name}.${field}` : field, each, [...path, field], left);
      }
    } else if (node.kind === "coordinates" && Array.isArray(value) && value.length === 2) {
      value.forEach((each, index) => this.#set(`${name}.${index}`, each, path, left));
    } else if (node.kind === "list" && Array.isArray(value)) {
      this.#fillList(node, name, value, path, left);
    } else this.#set(name, value, path, left);
    return undefined;
  }

  #fillList(node, name, values, path, left) {
    const place = this.at(name);
    this.before.set(name, values);
    values.forEach((value, index) => {
      if (place.dataset.low) {
        const row = this.rows(place)[index] ?? this.addRow(place);
        this.#fill(node.of, `${name}.${row.dataset.row}`, value, [...path, index], left);
      } else {
        const boxes = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
        const box = boxes.find((each) => each.value === value);
        if (box) box.checked = true;
        else left.push([[...path, index], value]);
      }
    });
  }

  #set(name, value, path, left) {
    const control = this.control(name);
    if (!control || typeof value !== "string") {
      left.push([path, value]);
      return;
    }
    if (control.dataset.options && ![...offered(control).options].some((each) => each.value === value)) {
      if (!/^[A-Za-z-]{2,12}$/.test(value)) return void left.push([path, value]);
      control.append(element("option", value, { value })); // a language that is rarely written in
    }
    control.value = value;
    if (control.value !== value && !control.matches("textarea")) left.push([path, value]);
    if (control.type === "hidden") control.dispatchEvent(new Event("filled"));
  }

  // -- what is wrong ----------------------------------------------------------------------------------------------

  /** The field that a path of the last record read leads to, or the nearest around it. */
  field(path) {
    const at = [...path];
    while (at.length && !this.places.has(key(at))) at.pop();
    return this.places.get(key(at)) ?? this.form;
  }

  /** The control of a field that somebody can begin at. */
  static first(field) {
    const controls = "input:not([type=hidden]), select, textarea, summary, button";
    return [...field.querySelectorAll(controls)].find((each) => !each.closest("template") && !each.closest("[hidden]")) ?? field;
  }

  /** A field's name for a list of faults: its label, behind that of the group that it stands in. */
  static label(field) {
    const names = [];
    for (let each = field; each; each = each.parentElement?.closest("[data-at]")) {
      const label = each.querySelector(":scope > legend, :scope > label");
      const text = label?.firstChild?.textContent.trim() ?? each.getAttribute("aria-label");
      if (text && !names[0]?.startsWith(text)) names.unshift(text);
    }
    return names.join(" › ");
  }

  /** Shows messages ([{field, text}]) beside their fields, and takes the former ones away. */
  show(messages) {
    for (const error of this.form.querySelectorAll(".submit-error")) {
      error.hidden = true;
      error.textContent = "";
    }
    for (const each of this.form.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
    const prefix = this.form.getAttribute("id").replace("submit-", ""); // form.id is the field of that name
    for (const { field, text } of messages) {
      const error = document.getElementById(`${prefix}-${field.dataset.at}-error`);
      if (!error) continue;
      error.append(...(error.textContent ? [element("br"), text] : [text]));
      error.hidden = false;
      const control = RecordForm.first(field);
      if (control.matches("input, select, textarea")) control.setAttribute("aria-invalid", "true");
    }
  }
}
