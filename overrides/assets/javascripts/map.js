// The map: zoom and move it by changing the viewBox, and show the level of detail that has room.
// By mouse: drag, Ctrl and wheel, double click. By touch: two fingers. By keyboard, anywhere in the map: + − 0 and arrows.
const TARGET = 24; // pixels from dot to dot at least, so that each can be hit (WCAG 2.2, 2.5.8)
const STEP = 0.25; // of what is shown, by one press of an arrow
const SLIP = 5; // pixels that a pointer may move and still mean a click

function enhance(figure) {
  const svg = figure.querySelector("svg");
  const status = figure.querySelector("[role=status]");
  const tools = figure.querySelector(".map__tools");
  const moves = tools.querySelector(".map__moves");
  const gaps = svg.dataset.gaps.split(" ").map(Number);
  const whole = svg.viewBox.baseVal.width;
  const tall = svg.viewBox.baseVal.height;
  const links = [...svg.querySelectorAll("a")].map((link) => {
    const { e: x, f: y } = link.transform.baseVal.consolidate().matrix;
    return { link, x, y };
  });
  let view = { x: 0, y: 0, width: whole };
  let level = 0;

  const scale = () => svg.clientWidth / view.width; // pixels a unit
  const narrowest = () => Math.min(whole, (svg.clientWidth * gaps.at(-1)) / TARGET);
  const stands = ({ link }, there = level) => link.classList.contains(`l${there}`);
  const height = () => (view.width * tall) / whole;
  const inside = ({ x, y }) => x >= view.x && x <= view.x + view.width && y >= view.y && y <= view.y + height();

  function show({ x, y, width }) {
    width = Math.max(narrowest(), Math.min(whole, width));
    const high = (width * tall) / whole;
    x = Math.max(0, Math.min(whole - width, x));
    y = Math.max(0, Math.min(tall - high, y));
    view = { x, y, width };
    svg.setAttribute("viewBox", [x, y, width, high].map((each) => each.toFixed(2)).join(" "));
    const zoomed = width < whole;
    figure.classList.toggle("is-zoomed", zoomed);
    moves.hidden = !zoomed;
    for (const button of tools.querySelectorAll("[data-zoom]")) {
      const done = Number(button.dataset.zoom) > 1 ? width <= narrowest() : !zoomed;
      button.setAttribute("aria-disabled", done);
    }
    choose();
    announce();
  }

  // The finest level whose dots stand far enough apart; a dot that has the focus hands it on when it goes.
  function choose() {
    const fitting = gaps.filter((gap) => gap * scale() >= TARGET - 0.01).length || 1;
    if (fitting === level) return;
    level = fitting;
    const old = links.find(({ link }) => link === document.activeElement);
    svg.dataset.level = level;
    if (!old || stands(old)) return;
    const apart = (each) => Math.hypot(each.x - old.x, each.y - old.y);
    const near = links.filter((each) => stands(each)).sort((a, b) => apart(a) - apart(b))[0];
    near?.link.focus({ preventScroll: true });
  }

  let saying;
  function announce() {
    clearTimeout(saying);
    saying = setTimeout(() => {
      const number = links.filter((each) => stands(each) && inside(each)).length;
      const text = status.dataset.shown.replace("{number}", number);
      if (status.textContent || figure.classList.contains("is-zoomed")) status.textContent = text;
    }, 400);
  }

  function zoom(factor, at = { x: view.x + view.width / 2, y: view.y + height() / 2 }) {
    const width = Math.max(narrowest(), Math.min(whole, view.width / factor));
    const share = width / view.width;
    show({ x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share, width });
  }

  function move(right, down) {
    show({ ...view, x: view.x + right * view.width, y: view.y + down * height() });
  }

  function centre({ x, y }, width = view.width) {
    show({ x: x - width / 2, y: y - (width * tall) / whole / 2, width });
  }

  function unit({ clientX, clientY }) {
    const box = svg.getBoundingClientRect();
    return { x: view.x + (clientX - box.left) / scale(), y: view.y + (clientY - box.top) / scale() };
  }

  tools.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.move) {
      const [right, down] = button.dataset.move.split(" ").map(Number);
      move(right * STEP, down * STEP);
    } else if (button.dataset.zoom === "0") show({ x: 0, y: 0, width: whole });
    else zoom(Number(button.dataset.zoom));
  });

  const keys = {
    "+": () => zoom(2),
    "=": () => zoom(2),
    "-": () => zoom(0.5),
    0: () => show({ x: 0, y: 0, width: whole }),
  };
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("figcaption")) return;
    if (keys[event.key]) keys[event.key]();
    else if (arrows[event.key] && view.width < whole) move(...arrows[event.key].map((each) => each * STEP));
    else return;
    event.preventDefault();
  });

  svg.addEventListener("focusin", ({ target }) => {
    const found = links.find(({ link }) => link === target);
    if (found && !inside(found)) centre(found);
  });

  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // else the page could not be scrolled past the map
      event.preventDefault();
      zoom(2 ** (-event.deltaY / 100), unit(event));
    },
    { passive: false },
  );
  svg.addEventListener("dblclick", (event) => {
    if (!event.target.closest("a")) zoom(2, unit(event));
  });

  // One pointer moves the map when it is zoomed in, two zoom it.
  const pointers = new Map();
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!dragged && Math.hypot(now.x - last.x, now.y - last.y) < SLIP) return;
    if (pointers.size === 1 && view.width < whole) {
      show({ ...view, x: view.x - (now.x - last.x) / scale(), y: view.y - (now.y - last.y) / scale() });
    } else if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
      const wider = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(last.x - other.x, last.y - other.y);
      if (Number.isFinite(wider) && wider > 0) zoom(wider, unit(middle));
    } else return;
    if (!dragged) svg.setPointerCapture(event.pointerId); // a drag may leave the map; a click must stay on its link
    dragged = true;
    figure.classList.add("is-moving");
    pointers.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(name, ({ pointerId }) => {
      if (name === "pointerleave" && svg.hasPointerCapture(pointerId)) return;
      pointers.delete(pointerId);
      if (!pointers.size) figure.classList.remove("is-moving");
    });
  }
  svg.addEventListener("dragstart", (event) => event.preventDefault()); // a link would be dragged away

  // A pointer on a dot of several places zooms in until it parts; by keyboard every dot is the link that it says.
  svg.addEventListener("click", (event) => {
    if (dragged) {
      event.preventDefault();
      dragged = false;
      return;
    }
    const found = links.find(({ link }) => link === event.target.closest("a"));
    if (!found || !event.detail || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = gaps.findIndex((_, index) => index + 1 > level && !stands(found, index + 1));
    if (next < 0) return;
    event.preventDefault();
    centre(found, (svg.clientWidth * gaps[next]) / TARGET);
  });

  tools.hidden = false;
  figure.classList.add("can-zoom");
  new ResizeObserver(() => show(view)).observe(svg);
}

document.querySelectorAll(".map").forEach(enhance);
