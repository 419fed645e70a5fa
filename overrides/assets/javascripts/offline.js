// Keeps the site on this device, or lets it go: only when somebody asks for it.
const $ = (id) => document.getElementById(`offline-${id}`);
const words = JSON.parse($("words").textContent);
const worker = new URL($("words").dataset.worker, location.href).href;

function tell(text) {
  $("status").textContent = text;
}

async function registration() {
  return navigator.serviceWorker.getRegistration(worker);
}

async function show() {
  const there = Boolean(await registration());
  $("keep").hidden = there;
  $("drop").hidden = !there;
  $("state").textContent = there ? words.kept : words.not_kept;
}

/** Waits until everything is kept; fails when that cannot be. */
function kept({ installing, waiting, active }) {
  const newest = installing ?? waiting ?? active;
  return new Promise((done, failed) => {
    const look = () => {
      if (newest.state === "activated") done();
      else if (newest.state === "redundant") failed(new Error("not everything could be kept"));
    };
    newest.addEventListener("statechange", look);
    look();
  });
}

async function keep() {
  tell(words.working);
  try {
    await kept(await navigator.serviceWorker.register(worker));
    tell(words.done);
  } catch (error) {
    console.warn(error);
    tell(words.failed);
  }
  await show();
}

async function drop() {
  const found = await registration();
  await found?.unregister();
  for (const name of await caches.keys()) if (name === "visited" || name.startsWith("core-")) await caches.delete(name);
  tell(words.dropped);
  await show();
}

if ("serviceWorker" in navigator && isSecureContext) {
  $("keep").addEventListener("click", keep);
  $("drop").addEventListener("click", drop);
  await show();
} else {
  $("state").textContent = words.cannot;
}
$("tools").hidden = false;
