// A text field that finds a library while somebody types: a combobox with a list (ARIA 1.2), by mouse and by keyboard.

/** Wires up `input` and its `list` (an empty ul). `search(text)` gives choices {id, label, note}; `say(count)` what is
 * announced in `status`, and `failed` what is when the search failed; `choose(choice)` is called with a choice,
 * `typed(text, said)` with a text that is none, and what was announced of it. */
export function picker({ input, list, status, search, say, failed, choose, typed }) {
  let choices = [];
  let active = -1;
  let asked = 0;
  let settled = input.value; // what the page knows already

  function close() {
    choices = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(index) {
    active = index;
    for (const [place, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(place === index));
    }
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  function take(index) {
    const choice = choices[index];
    close();
    asked += 1;
    input.value = choice.label;
    settled = input.value;
    status.textContent = "";
    choose(choice);
  }

  /** After Enter or when the field is left: the one choice of that name, or after Enter the only one, is meant. */
  function settle({ only = false } = {}) {
    const same = choices.filter(({ label }) => label === input.value.trim());
    if (same.length === 1) return take(choices.indexOf(same[0]));
    if (only && choices.length === 1) return take(0);
    const said = status.textContent;
    asked += 1;
    close();
    status.textContent = "";
    if (input.value.trim() !== settled.trim()) {
      settled = input.value;
      typed(input.value.trim(), said);
    }
    return undefined;
  }

  function option(choice, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const note = document.createElement("span");
    note.className = "where";
    note.textContent = choice.note;
    item.append(choice.label, " ", note);
    item.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    item.addEventListener("click", () => take(index));
    return item;
  }

  async function show() {
    const number = ++asked;
    const question = input.value.trim();
    if (!question) {
      close();
      status.textContent = "";
      return;
    }
    const found = await search(question).catch((error) => {
      console.warn(error);
      return null;
    });
    if (number !== asked) return;
    close();
    choices = found ?? [];
    list.append(...choices.map(option));
    list.hidden = choices.length === 0;
    input.setAttribute("aria-expanded", String(choices.length > 0));
    status.textContent = found ? say(choices.length) : failed;
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const open = choices.length > 0;
    if (event.isComposing) return; // Enter ends a word of an input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show();
      else if (event.key === "ArrowDown") point((active + 1) % choices.length);
      else point(active <= 0 ? choices.length - 1 : active - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open && active >= 0) take(active);
      else settle({ only: true });
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", () => settle());
  close();

  return {
    /** Shows what the page knows from elsewhere. */
    set(text) {
      asked += 1;
      close();
      input.value = text;
      settled = text;
    },
  };
}
